"""Whether somebody had a part in a run: for who enters what its reporter says."""

from datetime import date

from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.independence import why_no_outsider
from yiwang.work.workflows.run_rows import tasks_of_run


def why_had_a_part(run_id: int, account_id: int, on: date) -> Refusal | None:
    """Why this account may not speak for the reporter, if it may not."""
    return why_no_outsider(list(tasks_of_run(run_id)), account_id, on)
