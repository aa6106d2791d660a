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
