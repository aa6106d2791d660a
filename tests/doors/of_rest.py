"""The doors for other programs."""

from tests.doors.door import CASES, Door

OF_REST = {
    "raise_case": [
        Door("/api/v1/cases", is_rest=True),
        Door("/api/v1/cases", "POST", {"text": "路灯不亮", "area": "90010101"}, is_rest=True),
    ],
    "show_case": [Door("/api/v1/cases/{code}", per=CASES, is_rest=True)],
    "act_on_case": [
        Door("/api/v1/cases/{code}/withdraw", per=("new",), is_rest=True),
        Door("/api/v1/cases/{code}/withdraw", "POST", {}, CASES, is_rest=True),
        Door("/api/v1/cases/{followed}/withdraw", "POST", {}, ("new", "given"), is_rest=True),
    ],
    "list_cards": [
        Door("/api/v1/cards", is_rest=True),
        Door("/api/v1/cards?area=none", is_rest=True),
    ],
    "show_card": [Door("/api/v1/cards/0", is_rest=True)],
    "make_claim": [
        Door("/api/v1/cards/0/claims", is_rest=True),
        Door("/api/v1/cards/0/claims", "POST", {}, is_rest=True),
    ],
    "make_report": [
        Door("/api/v1/claims/0/report", is_rest=True),
        Door("/api/v1/claims/0/report", "POST", {"report": "做好了"}, is_rest=True),
    ],
    "make_confirmation": [
        Door("/api/v1/claims/0/confirm", is_rest=True),
        Door("/api/v1/claims/0/confirm", "POST", {}, is_rest=True),
    ],
    "list_funds": [Door("/api/v1/funds", is_rest=True)],
    "show_ledger": [Door("/api/v1/funds/none/ledger", is_rest=True)],
    "list_tasks": [Door("/api/v1/tasks", is_rest=True)],
    "show_task": [Door("/api/v1/tasks/{task}", per=CASES, is_rest=True)],
    "act_on_task": [
        Door("/api/v1/tasks/{task}/whistle", per=("new",), is_rest=True),
        Door(
            "/api/v1/tasks/{task}/whistle",
            "POST",
            {"type": "housing.leak", "nature": "joint"},
            CASES,
            is_rest=True,
        ),
    ],
}
