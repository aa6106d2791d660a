"""The doors of registers as people use them."""

from tests.doors.door import Door

GIVEN = {"entry": "rooms", "value": "1", "on": "2026-01-05", "source": "现场清点"}
OF_LISTS: dict[str, list[Door]] = {
    "power_beside_duty": [Door("/desk/rules/power-and-duty")],
    "register_gaps": [
        Door("/desk/rules/registers/none/gaps"),
        Door("/desk/rules/registers/equipment/gaps?area=9001"),
        Door("/desk/rules/registers/equipment/gaps", "POST", GIVEN | {"area": "90010101"}),
    ],
    "register_gaps_table": [Door("/desk/rules/registers/equipment/gaps.xlsx?area=none")],
    "register_progress": [
        Door("/desk/rules/registers/aims/progress"),
        Door("/desk/rules/registers/aims/progress", "POST", GIVEN | {"entry": "solved"}),
    ],
    "open_registers": [Door("/registers/")],
    "open_register": [Door("/registers/equipment"), Door("/registers/triage")],
    "open_register_csv": [Door("/registers/equipment.csv"), Door("/registers/triage.csv")],
    "open_register_json": [Door("/registers/equipment.json"), Door("/registers/triage.json")],
}
