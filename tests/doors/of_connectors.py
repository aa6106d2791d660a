"""The doors of connectors: pages of who keeps them, and what another system calls by its token."""

from tests.doors.door import Door

PAGES = "/desk/admin/connectors"
ONE = f"{PAGES}/of/none"

OF_CONNECTORS = {
    "connectors": [Door(PAGES)],
    "connector_dictionaries": [Door(f"{PAGES}/dictionaries")],
    "connector_new": [
        Door(f"{PAGES}/new"),
        Door(f"{PAGES}/new?into=organizations"),
        Door(f"{PAGES}/new", "POST", {"into": "organizations"}),
    ],
    "connector_run": [
        Door(f"{PAGES}/runs/999999999"),
        Door(f"{PAGES}/runs/999999999", "POST", {"seen": "0"}),
    ],
    "connector": [Door(ONE)],
    "connector_edit": [Door(f"{ONE}/definition"), Door(f"{ONE}/definition", "POST", {})],
    "connector_settings": [
        Door(f"{ONE}/settings"),
        Door(f"{ONE}/settings", "POST", {"every_hours": "24"}),
    ],
    "connector_token": [Door(f"{ONE}/token"), Door(f"{ONE}/token", "POST", {})],
    "connector_bring": [Door(f"{ONE}/bring"), Door(f"{ONE}/bring", "POST", {})],
    "connector_fetch": [Door(f"{ONE}/fetch"), Door(f"{ONE}/fetch", "POST", {})],
    "connector_answer": [Door(f"{ONE}/answer"), Door(f"{ONE}/answer", "POST", {})],
    "send_run": [
        Door("/api/v1/connectors/none/runs", is_rest=True),
        Door("/api/v1/connectors/none/runs", "POST", {"rows": "none"}, is_rest=True),
    ],
    "show_run": [Door("/api/v1/connectors/none/runs/0", is_rest=True)],
    "list_units": [Door("/api/v1/connectors/none/units", is_rest=True)],
}
