"""Ending tasks and stopping their clocks: an ended task has no running clock, ever."""

from collections.abc import Collection
from datetime import datetime

from yiwang.work.workflows.deed import Deed, is_open
from yiwang.work.workflows.models import Clock, Request, Task, Whistle
from yiwang.work.workflows.pausing import end_pauses, wake_with_the_task
from yiwang.work.workflows.reckoning import ACTIVE_STATES
from yiwang.work.workflows.sides import CALLED_BACK, outlives_run
from yiwang.work.workflows.timing import seconds_late

CALLED_OFF = {"void", "withdrawn"}
# what is said on these belongs to the subject, or to the score
WORDS_OF_OTHERS = frozenset({"reporter", "asked", "scorer", CALLED_BACK})


def end_task(deed: Deed, state: str = "done") -> None:
    """End the task that is acted on: who, by which action, why; and stop its clocks."""
    task = deed.task
    task.state, task.ended_at = state, deed.now
    task.ended_by_id = deed.actor.account_id
    task.outcome = deed.action.key
    if task.role not in WORDS_OF_OTHERS:
        task.reason, task.result = deed.inputs.reason, deed.inputs.text
    deed.pending.change(task, *_ENDED)
    wake_with_the_task(deed)
    stop_clocks(deed)


def stop_clocks(deed: Deed, *, only: str = "") -> None:
    """Stop the clocks of the task, or that of one purpose."""
    for clock in deed.clocks_of(deed.task):
        if clock.state not in ACTIVE_STATES or only not in ("", clock.purpose):
            continue
        clock.state = _how_it_ended(deed, clock)
        clock.ended_at, clock.next_action, clock.next_action_at = deed.now, "", None
        if clock.state == "missed":
            deed.lateness = max(deed.lateness, seconds_late(clock, deed.now))
        deed.pending.change(clock, *_STOPPED)


def stop_clock_of_run(deed: Deed) -> None:
    """The whole run is over: in time, or not; called off without a verdict on its limit."""
    deed.run.deferred_until = None
    if deed.step.outside or any(clock.state == "paused" for clock in deed.clocks):
        end_pauses(deed.run.pk, deed.now)
    for clock in deed.clocks:
        if clock.task_id is None and clock.state in ACTIVE_STATES:
            in_time = "missed" if deed.now > clock.due_at else "met"
            clock.state = "stopped" if deed.run.outcome in CALLED_OFF else in_time
            clock.ended_at, clock.next_action, clock.next_action_at = deed.now, "", None
            deed.pending.change(clock, *_STOPPED)


def release_task(deed: Deed, task: Task) -> None:
    """End another task than the one acted on: its organization is no longer needed."""
    task.state, task.ended_at, task.ended_by_id = "released", deed.now, deed.actor.account_id
    task.outcome, task.reason = deed.action.key, deed.inputs.reason
    deed.pending.change(task, "state", "ended_at", "ended_by_id", "outcome", "reason")
    for clock in deed.clocks_of(task):
        if clock.state in ACTIVE_STATES:
            clock.state, clock.ended_at = "stopped", deed.now
            clock.next_action, clock.next_action_at = "", None
            deed.pending.change(clock, *_STOPPED)
    _lapse(deed, task)


def cancel_tasks(tasks: Collection[Task], now: datetime, outcome: str) -> None:
    """End open tasks that nobody needs to do any more, in two statements, and their whistle; what
    was asked for in approvals among them lapses."""
    _cancel([each for each in tasks if is_open(each) and not outlives_run(each.role)], now, outcome)


def cancel_call_backs(tasks: Collection[Task], now: datetime) -> None:
    """Nobody is called back about what is handled again."""
    _cancel([each for each in tasks if is_open(each) and each.role == CALLED_BACK], now, "reopened")


def _cancel(tasks: Collection[Task], now: datetime, outcome: str) -> None:
    open_ids = [task.pk for task in tasks]
    if not open_ids:
        return
    Task.objects.filter(id__in=open_ids).update(state="cancelled", ended_at=now, outcome=outcome)
    whistles = {task.whistle_id for task in tasks if task.whistle_id}
    if whistles:
        going_on = Whistle.objects.filter(id__in=whistles, closed_at=None)
        going_on.update(closed_at=now, outcome="ended")
    Clock.objects.filter(task__in=open_ids, state__in=ACTIVE_STATES).update(
        state="stopped", ended_at=now, next_action="", next_action_at=None
    )
    if any(task.role == "approver" for task in tasks):
        pending = Request.objects.filter(approval__in=open_ids, decision="pending")
        pending.update(decision="lapsed", decided_at=now)


def call_off_clock(run_id: int, now: datetime) -> None:
    """The whole run was called off: its own clock stops without a verdict, its pauses end."""
    Clock.objects.filter(run=run_id, task=None, state__in=ACTIVE_STATES).update(
        state="stopped", ended_at=now, next_action="", next_action_at=None
    )
    end_pauses(run_id, now)


def lapse_requests(deed: Deed) -> None:
    """What was asked for on a task that this act has ended needs no decision any more."""
    if is_open(deed.task):
        return
    _lapse(deed, deed.task)


def _lapse(deed: Deed, ended: Task) -> None:
    waiting = {"approver", "asked"}
    asked = [t for t in deed.tasks if t.role in waiting and t.follows_id == ended.pk]
    cancel_tasks(asked, deed.now, "lapsed")


def _how_it_ended(deed: Deed, clock: Clock) -> str:
    """Late is missed. A task given back in time has not met its limit: its clock only stopped, and
    so did that of a reporter who never came, whom nobody holds to a limit."""
    if deed.act.by_system:
        return "stopped"
    if deed.now > clock.due_at:
        return "missed"
    is_given_back = deed.task.state == "returned" and clock.purpose == "resolve"
    return "stopped" if is_given_back else "met"


_ENDED = ["state", "ended_at", "ended_by_id", "outcome", "reason", "result", "acknowledged_at"]
_STOPPED = ["state", "ended_at", "next_action", "next_action_at"]
