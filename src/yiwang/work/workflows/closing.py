"""Ending tasks and stopping their clocks: an ended task has no running clock, ever."""

from collections.abc import Collection
from datetime import datetime

from yiwang.work.workflows.deed import Deed, is_open
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.timing import seconds_late


def end_task(deed: Deed, state: str = "done") -> None:
    """End the task that is acted on: who, by which action, why; and stop its clocks."""
    task = deed.task
    task.state, task.ended_at = state, deed.now
    task.ended_by_id = deed.actor.account_id
    task.outcome = deed.action.key
    if task.role != "reporter":  # the reporter's words belong to the subject
        task.reason, task.result = deed.inputs.reason, deed.inputs.text
    deed.pending.change(task, *_ENDED)
    stop_clocks(deed)


def stop_clocks(deed: Deed, *, only: str = "") -> None:
    """Stop the running clocks of the task, or that of one purpose."""
    for clock in deed.clocks_of(deed.task):
        if clock.state != "running" or only not in ("", clock.purpose):
            continue
        clock.state = _how_it_ended(deed, clock)
        clock.ended_at, clock.next_action, clock.next_action_at = deed.now, "", None
        if clock.state == "missed":
            deed.lateness = max(deed.lateness, seconds_late(clock, deed.now))
        deed.pending.change(clock, *_STOPPED)


def cancel_tasks(tasks: Collection[Task], now: datetime, outcome: str) -> None:
    """End open tasks that nobody needs to do any more, in two statements."""
    open_ids = [task.pk for task in tasks if is_open(task)]
    if not open_ids:
        return
    Task.objects.filter(id__in=open_ids).update(state="cancelled", ended_at=now, outcome=outcome)
    Clock.objects.filter(task__in=open_ids, state="running").update(
        state="stopped", ended_at=now, next_action="", next_action_at=None
    )


def _how_it_ended(deed: Deed, clock: Clock) -> str:
    """Late is missed. A task given back in time has not met its limit: its clock only stopped, and
    so did that of a reporter who never came, whom nobody holds to a limit."""
    if deed.act.key == "expire":
        return "stopped"
    if deed.now > clock.due_at:
        return "missed"
    is_given_back = deed.task.state == "returned" and clock.purpose == "resolve"
    return "stopped" if is_given_back else "met"


_ENDED = ["state", "ended_at", "ended_by_id", "outcome", "reason", "result", "acknowledged_at"]
_STOPPED = ["state", "ended_at", "next_action", "next_action_at"]
