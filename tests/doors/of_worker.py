"""The doors of the worker's phone."""

from tests.doors.door import ACT, CASES, TAKEN, Door

OF_WORKER: dict[str, list[Door]] = {
    "worker": [Door("/work/")],
    "worker_case": [Door("/work/cases/{case}/", per=CASES)],
    "worker_act": [
        Door("/work/cases/{case}/tasks/{task}/whistle", per=("new",)),
        Door("/work/cases/{case}/tasks/{task}/whistle", "POST", ACT, CASES),
    ],
    "worker_report": [Door("/work/report"), Door("/work/report", "POST", TAKEN)],
    "worker_offline": [Door("/offline.js")],
    "worker_kept": [Door("/work/kept")],
    "worker_no_signal": [Door("/work/no-signal")],
    "worker_outbox": [Door("/work/outbox")],
    "worker_outbox_report": [Door("/work/in/report", "POST", TAKEN)],
    "worker_outbox_act": [
        Door("/work/in/{case}/{task}/whistle", "POST", ACT, CASES),
    ],
    "worker_reported": [Door("/work/reported")],
    "worker_posts": [Door("/work/posts")],
    "worker_card": [Door("/work/posts/999999999/card")],
}
