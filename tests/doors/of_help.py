"""The doors of the help, and those that only a practice installation has."""

from tests.doors.door import Door

OF_HELP: dict[str, list[Door]] = {
    "help": [Door("/help/"), Door("/help/?q=派遣&for=none")],
    "help_book": [Door("/help/book"), Door("/help/book?for=workers")],
    "help_article": [Door("/help/report"), Door("/help/case"), Door("/help/none")],
    "practice": [Door("/practice/")],
    "practice_start_over": [
        Door("/practice/start-over"),
        Door("/practice/start-over", "POST", {}),
    ],
    "worker_help": [Door("/work/help/today"), Door("/work/help/none")],
}
