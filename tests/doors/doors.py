"""Every address of the program as a door that can be knocked at: how, and with what."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.doors.door import ACT, CASES, FORM, TAKEN, Door
from tests.doors.framework import OF_FRAMEWORK
from tests.doors.of_connectors import OF_CONNECTORS
from tests.doors.of_exchange import OF_EXCHANGE
from tests.doors.of_help import OF_HELP
from tests.doors.of_lists import OF_LISTS
from tests.doors.of_rest import OF_REST
from tests.doors.of_reviews import OF_REVIEWS
from tests.doors.of_wall import OF_WALL
from tests.doors.of_worker import OF_WORKER
from tests.doors.public import PUBLIC
from tests.doors.stage import Stood

JSON = "application/json"


REASON = {"reason": "回访核实"}
ORDER = {"demand": "请尽快答复", "due_on": "2026-12-01"}
MOVE = {"area": "9001010102", "reason": "图上点错了"}
BEGUN = {"form": FORM, "text": "周报表", "kind": "demand.form", "area": "9001010101"}
REPORT = {"text": "路灯不亮"}
REGISTER = "/desk/rules/registers/none/"
CARD = "/desk/organizations/of/ZJ-9001/"
WORKFLOW = "/desk/rules/workflows/none/"  # whoever may not change rules learns nothing of any
LIST = "/desk/admin/organizations/"
BODY = {"code": "SQ-1", "name": "社区食堂", "kind": "service_point"}

# Name of the address -> its doors. What is not here fails a test; what is the framework's own is
# below.
DOORS: dict[str, list[Door]] = {
    "home": [Door("/")],
    "report": [Door("/report"), Door("/report", "POST", REPORT)],
    "report_place": [Door("/report/place"), Door("/report/place", "POST", {"choose": "90010101"})],
    "report_areas": [Door("/report/areas.geojson?in=9001")],
    "report_check": [Door("/report/check"), Door("/report/check", "POST", {"send": "1"})],
    "report_follow": [
        Door("/report/follow"),
        Door("/report/follow", "POST", {"case": "{case}"}, CASES),
    ],
    "report_photo": [Door("/report/photos/{photo}", per=CASES)],
    "receipt": [Door("/receipt")],
    "follow": [Door("/follow"), Door("/follow", "POST", {"code": "{code}"}, CASES)],
    "case_by_code": [Door("/c/{code}", per=CASES), Door("/c/{followed}", per=("new", "given"))],
    "act_by_code": [
        Door("/c/{code}/act", per=("new",)),
        Door("/c/{code}/act", "POST", {"do": "erase_contact"}, CASES),
        Door("/c/{followed}/act", "POST", {"do": "erase_contact"}, ("new", "given")),
    ],
    "photo": [Door("/photos/{photo}", per=CASES)],
    "photo_small": [Door("/photos/{photo}/small", per=CASES)],
    "area_page": [Door("/areas/base/9001010101"), Door("/areas/base/none")],
    "published": [Door("/published/")],
    "notice": [Door("/published/0"), Door("/published/0", "POST", {"form": FORM, "text": "太贵"})],
    "figures": [Door("/figures")],
    **PUBLIC,
    **OF_WALL,
    **OF_HELP,
    **OF_CONNECTORS,
    "does_not": [Door("/about/does-not")],
    "four_rights": [Door("/about/rights")],
    "kept_data": [Door("/about/data")],
    "switch_view": [Door("/view"), Door("/view", "POST", {"view": "elder"})],
    "start": [Door("/start")],
    "desk": [Door("/desk/")],
    "desk_case": [Door("/desk/cases/{case}/", per=CASES)],
    "desk_panel": [Door("/desk/cases/{case}/panel", per=CASES)],
    "desk_act": [
        Door("/desk/cases/{case}/tasks/{task}/whistle", per=("new",)),
        Door("/desk/cases/{case}/tasks/{task}/whistle", "POST", ACT, CASES),
        Door("/desk/cases/{case}/tasks/{task}/finish", "POST", ACT, ("given",)),
    ],
    "desk_person_of_task": [
        Door("/desk/cases/{case}/tasks/{task}/person", per=("new",)),
        Door("/desk/cases/{case}/tasks/{task}/person", "POST", {"person": "me"}, CASES),
    ],
    "desk_reveal": [
        Door("/desk/cases/{case}/contact", per=("new",)),
        Door("/desk/cases/{case}/contact", "POST", REASON, CASES),
    ],
    "desk_move": [
        Door("/desk/cases/{case}/place", per=CASES),
        Door("/desk/cases/{case}/place", "POST", MOVE, CASES),
    ],
    "desk_order": [
        Door("/desk/cases/{case}/orders", per=("new",)),
        Door("/desk/cases/{case}/orders", "POST", ORDER, CASES),
    ],
    "desk_rate": [Door("/desk/rate"), Door("/desk/rate", "POST", {"code": "none", "way": "slip"})],
    "desk_appeal": [
        Door("/desk/cases/{case}/appeal", per=("new",)),
        Door("/desk/cases/{case}/appeal", "POST", {**REASON, "about": "rating"}, CASES),
    ],
    "desk_merge": [
        Door("/desk/cases/{case}/merge", per=("new",)),
        Door("/desk/cases/{case}/merge", "POST", {**REASON, "number": "none"}, CASES),
    ],
    "desk_unmerge": [
        Door("/desk/cases/{case}/unmerge", per=("new",)),
        Door("/desk/cases/{case}/unmerge", "POST", REASON, CASES),
    ],
    "desk_case_map": [Door("/desk/cases/{case}/map.geojson", per=CASES)],
    "desk_ledger": [Door("/desk/ledger")],
    "desk_export": [Door("/desk/ledger/export"), Door("/desk/ledger/export", "POST", {})],
    "desk_begin": [Door("/desk/begin"), Door("/desk/begin", "POST", BEGUN)],
    "desk_intake": [Door("/desk/intake"), Door("/desk/intake", "POST", TAKEN)],
    "desk_slip": [Door("/desk/intake/slip")],
    "desk_figures": [Door("/desk/figures")],
    "certificate_by_code": [Door("/c/{code}/certificate", per=("new",))],
    "certificate_check": [Door("/v/nonsense")],
    "desk_certificate": [Door("/desk/cases/{case}/certificate", per=("new",))],
    "desk_changes": [Door("/desk/figures/changes")],
    "desk_origins": [Door("/desk/figures/origins")],
    "question": [Door("/q/nonsense"), Door("/q/nonsense", "POST", {})],
    "outside": [Door("/o/nonsense"), Door("/o/nonsense", "POST", {})],
    "outside_photo": [Door("/o/nonsense/photos/{photo}", per=("new",))],
    "desk_outside": [
        Door("/desk/cases/{case}/tasks/{task}/outside", per=("new",)),
        Door("/desk/cases/{case}/tasks/{task}/outside", "POST", {}, CASES),
    ],
    "desk_outside_link": [Door("/desk/cases/{case}/outside", per=("new",))],
    "desk_outside_revoke": [
        Door("/desk/cases/{case}/outside/{task}/revoke", per=("new",)),
        Door("/desk/cases/{case}/outside/{task}/revoke", "POST", {}, ("new",)),
    ],
    "desk_comment": [
        Door("/desk/cases/{case}/comment", per=("new",)),
        Door("/desk/cases/{case}/comment", "POST", {"words": "请多上心"}, CASES),
    ],
    "desk_nudge": [
        Door("/desk/cases/{case}/nudge", per=("new",)),
        Door("/desk/cases/{case}/nudge", "POST", {}, CASES),
    ],
    "desk_orders": [Door("/desk/orders"), Door("/desk/orders?show=late")],
    "desk_call_backs": [Door("/desk/call-backs"), Door("/desk/call-backs?month=1999-01")],
    "warnings": [Door("/desk/warnings"), Door("/desk/warnings?show=closed")],
    "warning": [
        Door("/desk/warnings/999999999"),
        Door("/desk/warnings/999999999", "POST", {"outcome": "acted", "reason": "已处理"}),
    ],
    "burden": [Door("/desk/burden"), Door("/desk/burden?area=none")],
    "burden_new": [Door("/desk/burden/new"), Door("/desk/burden/new", "POST", {})],
    "statistics": [Door("/desk/statistics")],
    "statistics_series": [Door("/desk/statistics/accidents"), Door("/desk/statistics/none")],
    "desk_contested": [Door("/desk/contested"), Door("/desk/contested?year=1999")],
    "desk_contested_export": [
        Door("/desk/contested/export"),
        Door("/desk/contested/export", "POST", {}),
    ],
    "desk_whistles": [Door("/desk/whistles?show=late")],
    "desk_whistle_summary": [Door("/desk/whistles/scores")],
    "desk_hotline": [Door("/desk/hotline"), Door("/desk/hotline", "POST", {})],
    "desk_areas": [Door("/desk/areas")],
    "desk_areas_found": [Door("/desk/areas/found")],
    "desk_area": [Door("/desk/areas/base/9001010101"), Door("/desk/areas/base/none")],
    "days_own": [Door("/desk/days")],
    "days": [Door("/desk/areas/base/9001010101/days"), Door("/desk/areas/base/none/days")],
    "days_file": [
        Door("/desk/areas/base/9001010101/days.ics", "POST", {}),
        Door("/desk/areas/base/none/days.ics", "POST", {}),
    ],
    "people_card": [
        Door("/desk/areas/base/9001010101/card"),
        Door("/desk/areas/base/none/card"),
    ],
    "desk_net_check": [Door("/desk/nets/base/check"), Door("/desk/nets/none/check")],
    "people_emergencies": [
        Door("/desk/emergencies"),
        Door("/desk/emergencies", "POST", {"area": "9001", "purpose": "防汛"}),
    ],
    "people_certificate": [
        Door("/desk/people/999999999/certificate", "POST", {"kind": "x", "issued_on": "2020-01-01"})
    ],
    "people_grade": [Door("/desk/appointments/999999999/grade", "POST", {"entry": "x"})],
    "people_confirm": [Door("/desk/emergencies/999999999/confirm", "POST", {})],
    "people_call_off": [Door("/desk/emergencies/999999999/end", "POST", {})],
    "people_roster": [
        Door("/desk/duty/999999999"),
        Door("/desk/duty/999999999", "POST", {"days": "7", "first": "2030-01-01"}),
    ],
    "people_swap": [Door("/desk/duty/shifts/999999999/swap", "POST", {"other": "1"})],
    "people_swap_answer": [
        Door("/desk/duty/swaps/999999999/agree"),
        Door("/desk/duty/swaps/999999999/agree", "POST", {}),
    ],
    "desk_staffing": [Door("/desk/staffing"), Door("/desk/staffing?area=none")],
    "desk_staffing_export": [
        Door("/desk/staffing/export"),
        Door("/desk/staffing/export", "POST", {"as": "csv"}),
    ],
    "desk_people": [Door("/desk/people")],
    "desk_person": [Door("/desk/people/999999999")],
    "desk_appoint": [
        Door("/desk/posts/999999999/appoint"),
        Door("/desk/posts/999999999/appoint", "POST", {"who": "multi"}),
    ],
    "desk_end": [
        Door("/desk/appointments/999999999/end"),
        Door("/desk/appointments/999999999/end", "POST", {"ends_on": "2030-01-01"}),
    ],
    "map_tile": [
        Door("/map/tiles/base/wgs84/0-0/10/882/363.mvt"),
        Door("/map/tiles/none/wgs84/0-0/10/882/363.mvt"),
    ],
    "map_tile_of_level": [Door("/map/tiles/base/wgs84/0-0/town/10/882/363.mvt")],
    "command": [Door("/command"), Door("/command?in=9002")],
    "command_now": [Door("/command/now"), Door("/command/now?in=none")],
    "command_pulse": [Door("/command/pulse")],
    "command_spots": [Door("/command/spots")],
    "command_behind": [Door("/command/behind?of=reported"), Door("/command/behind?of=none")],
    "command_work": [Door("/command/work")],
    "command_plan": [Door("/command/plan")],
    "command_report": [Door("/command/report")],
    "command_report_take": [Door("/command/report/take", "POST", {"form": "docx"})],
    "desk_map": [Door("/desk/map"), Door("/desk/map?net=none")],
    "desk_map_card": [Door("/desk/map/areas/0")],
    "draw_begin": [
        Door("/desk/nets/base/draw"),
        Door("/desk/nets/base/draw?below=90010101", "POST", {"do": "merge", "seen": "0"}),
    ],
    "draw_begin_shapes": [Door("/desk/nets/base/draw.geojson?below=90010101")],
    "draw_version": [
        Door("/desk/nets/base/versions/0/draw"),
        Door("/desk/nets/base/versions/0/draw", "POST", {"do": "merge"}),
    ],
    "draw_shapes": [Door("/desk/nets/base/versions/0/draw.geojson")],
    "desk_unfilled": [Door("/desk/unfilled")],
    "nets_overview": [Door("/desk/nets")],
    "nets_add": [Door("/desk/nets/add"), Door("/desk/nets/add", "POST", {"key": "base"})],
    "nets_versions": [Door("/desk/nets/base/versions"), Door("/desk/nets/none/versions")],
    "nets_version": [Door("/desk/nets/base/versions/0")],
    "nets_file": [Door("/desk/nets/base/versions/0/file")],
    "nets_place_again": [
        Door("/desk/nets/base/place-anew"),
        Door("/desk/nets/base/place-anew", "POST", {}),
    ],
    "nets_group": [Door("/desk/nets/base/group"), Door("/desk/nets/base/group", "POST", {})],
    "nets_link": [
        Door("/desk/nets/base/links"),
        Door("/desk/nets/base/links", "POST", {"to": "road"}),
    ],
    "nets_former": [
        Door("/desk/nets/base/areas/9001010101/before"),
        Door("/desk/nets/base/areas/none/before"),
    ],
    "nets_managers": [
        Door("/desk/nets/base/areas/9001010101/managers"),
        Door("/desk/nets/base/areas/9001010101/managers", "POST", {"ground": "ZX-900101"}),
    ],
    "nets_bring": [Door("/desk/nets/base/bring"), Door("/desk/nets/base/bring", "POST", {})],
    "desk_rules": [Door("/desk/rules")],
    "desk_workflow": [
        Door("/desk/rules/workflows/jiamusi.five_step"),
        Door("/desk/rules/workflows/none"),
    ],
    "desk_register": [
        Door("/desk/rules/registers/triage"),
        Door("/desk/rules/registers/none"),
    ],
    "rules_overview": [Door("/desk/rules/change")],
    "rules_versions": [
        Door(WORKFLOW + "versions"),
        Door(WORKFLOW + "versions", "POST", {"seen": "none", "number": "1"}),
    ],
    "rules_draft": [Door(WORKFLOW + "draft"), Door(WORKFLOW + "draft", "POST", {"name": "回访"})],
    "rules_terms": [Door(WORKFLOW + "draft/terms")],
    "rules_settings": [Door(WORKFLOW + "draft/settings")],
    "rules_text": [Door(WORKFLOW + "draft/text")],
    "rules_publish": [Door(WORKFLOW + "draft/publish", "POST", {"on": "2030-01-01"})],
    "rules_step": [Door(WORKFLOW + "draft/steps/s")],
    "rules_action": [Door(WORKFLOW + "draft/steps/s/actions/0")],
    "rules_compare": [Door(WORKFLOW + "compare")],
    "rules_register": [Door(REGISTER + "draft"), Door(REGISTER + "draft", "POST", {"seen": "x"})],
    "rules_compare_register": [Door(REGISTER + "compare")],
    "rules_entry": [Door(REGISTER + "draft/entries/1")],
    "rules_try": [Door(REGISTER + "draft/try")],
    "rules_publish_register": [Door(REGISTER + "draft/publish", "POST", {"on": "2030-01-01"})],
    "administration": [Door("/desk/admin")],
    "administration_rows": [Door(LIST), Door(LIST + "?q=住建"), Door("/desk/admin/none/")],
    "administration_new": [Door(LIST + "new"), Door(LIST + "new", "POST", BODY)],
    "administration_row": [
        Door(LIST + "row?key=ZJ-9001"),
        Door(LIST + "row?key=ZJ-9001", "POST", {**BODY, "seen": "x"}),
        Door(LIST + "row?key=none"),
    ],
    "administration_first_links": [
        Door("/desk/admin/first-links"),
        Door("/desk/admin/first-links", "POST", {"q": "李明"}),
    ],
    "administration_appoint": [
        Door("/desk/admin/appoint?type=grid_leader"),
        Door("/desk/admin/appoint", "POST", {"type": "grid_leader"}),
    ],
    "administration_people_found": [Door("/desk/admin/people-found?q=临江")],
    "administration_template": [Door(LIST + "template")],
    "administration_taken": [Door(LIST + "taken"), Door(LIST + "taken", "POST", {"as": "csv"})],
    "administration_bring": [Door(LIST + "bring", "POST", {})],
    "administration_table": [
        Door(LIST + "tables/999999999"),
        Door(LIST + "tables/999999999", "POST", {"seen": "x"}),
    ],
    "administration_faults": [Door(LIST + "tables/999999999/faults")],
    "messages": [Door("/messages/")],
    "messages_read": [Door("/messages/read"), Door("/messages/read", "POST", {})],
    "messages_settings": [
        Door("/messages/settings"),
        Door("/messages/settings", "POST", {"pace": "at_once", "task.in_app": "on"}),
    ],
    "message": [Door("/messages/999999999")],
    "administration_messages": [Door("/desk/admin/messages")],
    "administration_messages_again": [
        Door("/desk/admin/messages/failed/999999999/again", "POST", {})
    ],
    "administration_messages_new": [
        Door("/desk/admin/messages/groups/new"),
        Door("/desk/admin/messages/groups/new", "POST", {"name": "群"}),
    ],
    "administration_messages_group": [Door("/desk/admin/messages/groups/999999999")],
    "administration_messages_trial": [
        Door("/desk/admin/messages/groups/999999999/trial", "POST", {})
    ],
    "bodies": [Door("/desk/organizations?kind=department")],
    "body": [Door(CARD[:-1]), Door("/desk/organizations/of/none")],
    "body_new": [
        Door("/desk/organizations/new"),
        Door("/desk/organizations/new", "POST", {"code": "N-1", "area": "9001"}),
    ],
    "body_change": [Door(CARD + "change"), Door(CARD + "change", "POST", {"seen": "x"})],
    "body_dissolve": [Door(CARD + "dissolve"), Door(CARD + "dissolve", "POST", {"on": "x"})],
    "body_link": [Door(CARD + "link"), Door(CARD + "link", "POST", {"relation": "x"})],
    "body_remit": [Door(CARD + "remit"), Door(CARD + "remit", "POST", {"says": ""})],
    "body_unlink": [
        Door("/desk/organizations/links/0/end"),
        Door("/desk/organizations/links/0/end", "POST", {"reason": "x"}),
    ],
    "body_remit_end": [
        Door("/desk/organizations/remits/0/end"),
        Door("/desk/organizations/remits/0/end", "POST", {"reason": "x"}),
    ],
    "bodies_found": [Door("/desk/organizations/found?q=住建")],
    "bodies_founded": [Door("/desk/organizations/founded")],
    "bodies_covered": [Door("/desk/organizations/coverage")],
    **OF_LISTS,
    **OF_REVIEWS,
    **OF_EXCHANGE,
    "kept_photo": [Door("/kept/" + FORM + "/{photo}", per=("new",))],
    **OF_WORKER,
    "healthz": [Door("/healthz")],
    "openapi-json": [Door("/api/v1/openapi.json")],
    "api-root": [Door("/api/v1/")],
    **OF_REST,
    **OF_FRAMEWORK,
}


def names_of_addresses() -> set[str]:
    """Every named address that the program answers at."""
    return {name for _, name in _walk(get_resolver().url_patterns)}


def _walk(patterns, before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + str(pattern.pattern))
        else:
            assert isinstance(pattern, URLPattern)
            yield before + str(pattern.pattern), pattern.name or str(pattern.pattern)


def filled(text: str, stood: Stood) -> str:
    """An address or a field with what opens this case."""
    return text.format(**vars(stood))


__all__ = ["CASES", "DOORS", "Door", "filled", "names_of_addresses"]
