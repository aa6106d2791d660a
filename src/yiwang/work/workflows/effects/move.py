"""The step is over: its task ends, the next step begins."""

from typing import Any

from yiwang.work.workflows.ballots import passes
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, note_opened
from yiwang.work.workflows.opening import enter

SATISFIED_FROM = 3  # of 5 grades; below it the reporter is dissatisfied


def move(deed: Deed) -> dict[str, Any]:
    """End the task and enter the step that the action leads to."""
    target = _target(deed)
    end_task(deed)
    note_opened(deed, enter(deed.setting, target, deed.task))
    return {"to": deed.run.step}


def _target(deed: Deed) -> str:
    action, grade = deed.action, deed.inputs.grade
    if action.to_dissatisfied and grade is not None and grade < SATISFIED_FROM:
        return action.to_dissatisfied
    if deed.ballot and action.to_rejected and not _is_passed(deed):
        return action.to_rejected
    assert action.to  # proved before a definition is published
    return action.to


def _is_passed(deed: Deed) -> bool:
    ballot, votes = deed.ballot, deed.inputs.votes
    return ballot is not None and votes is not None and passes(ballot, votes)
