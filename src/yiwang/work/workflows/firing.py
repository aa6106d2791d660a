"""What the sweep does when a clock's moment has come: remind, tell the next one above, expire.

The first rung is told when the limit is over, each further one after half of the limit again;
after the last rung nothing more happens. A task without a post is told to the first rung at once,
and at every rung somebody is looked for anew, until there is one.
"""

from datetime import datetime
from typing import Any

from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.write import line, record
from yiwang.foundation.writing import Pending
from yiwang.structure.posts.queries import nearest_post
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.checks import actions_of
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.firing_run import fire_clock_of_run
from yiwang.work.workflows.ladder import is_told, rungs_of
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.pausing import are_over, pauses_of_run, wake
from yiwang.work.workflows.replacing import find_post, give_to
from yiwang.work.workflows.run_rows import clocks_of_run, tasks_of_run
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.shifting import Board
from yiwang.work.workflows.subjects import Inputs, Situation
from yiwang.work.workflows.timing import next_rung_at

SUPERVISED, SCORER = "supervised", "scorer"


def only_tells(clock: Clock) -> bool:
    """Nothing happens but that somebody is told: no act, and nobody new who answers for it."""
    if clock.next_action in ("resume", "expire"):
        return False
    return clock.task is None or (clock.task.post_id is not None and clock.task.role != SCORER)


def fire(clock: Clock, now: datetime, pending: Pending) -> str:
    """Do what is due: the word for it (reminded, escalated, assigned, expired, resumed), or none.

    The caller holds the clock and its run, and writes `pending`. What fires late fires once: a
    reminder that comes after the limit is left out.
    """
    if clock.next_action == "resume":
        return _resume(clock, now)
    if clock.task is None:
        return fire_clock_of_run(clock, now, pending)
    if clock.next_action == "expire":
        return _expire(clock, now)
    if clock.next_action == "remind" and now < clock.due_at:
        return _remind(clock, now, pending)
    if clock.task is not None and clock.task.role == SCORER:
        return _expire(clock, now)
    return _escalate(clock, now, pending)


def _resume(clock: Clock, now: datetime) -> str:
    """Every pause of the run whose day has come ends, with a record each."""
    run, pending = clock.run, Pending()
    pauses = pauses_of_run(run.pk)
    over = are_over(pauses, now)
    board = Board(run, tasks_of_run(run.pk), clocks_of_run(run.pk), now, pending)
    moved = [each.pk for each in wake(board, over, pauses)]
    for pause in over:
        record(
            f"{run.subject}.{pause.kind}_ended",
            subject=(run.subject, run.subject_id),
            actor=SYSTEM,
            at=now,
            along=pending,
            pause=pause.pk,
            clocks=moved,
        )
        pending = Pending()
    return "resumed"


def _expire(clock: Clock, now: datetime) -> str:
    task = _task(clock)
    offered = actions_of(definition_of_version(clock.run.version_id), task)
    key = next(action.key for action in offered if ACTS[action.act].by_system)
    perform(task.pk, key, Inputs(), actor=SYSTEM, now=now)
    return "expired"


def _remind(clock: Clock, now: datetime, pending: Pending) -> str:
    if _task(clock).role == SCORER:
        _next(clock, "expire", clock.due_at, pending)
    else:
        _next(clock, "escalate", clock.due_at if is_told(_task(clock)) else None, pending)
    pending.add(_line("reminded", clock, now))
    return "reminded"


def _escalate(clock: Clock, now: datetime, pending: Pending) -> str:
    task = _task(clock)
    if task.role == SUPERVISED:
        return _tell_who_ordered(clock, now, pending)
    if task.post_id is None and _assigned(clock, now, pending):
        return "assigned"
    found = _next_rung(task, now)
    is_last = task.post_id is not None and (not found or _is_top(task, found[0]))
    days = working_time(clock.calendar.key)
    _next(clock, "escalate", None if is_last else next_rung_at(clock, days, now), pending)
    if not found:
        return ""
    _tell(clock, *found, now, pending)
    return "escalated"


def _assigned(clock: Clock, now: datetime, pending: Pending) -> bool:
    """Whether somebody answers for the task by now; then it is theirs."""
    task = _task(clock)
    definition = definition_of_version(task.run.version_id)
    setting = Setting(task.run, definition, Situation(task.area_id), now)
    found = find_post(setting, task)
    if found is None:
        return False
    give_to(task, found)
    pending.add(_line("assigned", clock, now, to_post=found))
    return True


def _next_rung(task: Task, now: datetime) -> tuple[int, int] | None:
    """The next rung that somebody stands on, counted from 1, and their post."""
    setting_on = Setting(task.run, definition_of_version(task.run.version_id), Situation(None), now)
    rungs = rungs_of(task)
    for number in range(task.escalation, len(rungs)):
        found = task.area_id and nearest_post(rungs[number], task.area_id, setting_on.on)
        if found and found != task.post_id:
            return number + 1, found
    return None


def _is_top(task: Task, rung: int) -> bool:
    return rung >= len(rungs_of(task))


def _tell(clock: Clock, rung: int, post_id: int, now: datetime, pending: Pending) -> None:
    task = _task(clock)
    task.escalation, task.escalated_to_id = rung, post_id
    pending.change(task, "escalation", "escalated_to_id")
    pending.add(_line("escalated", clock, now, to_post=post_id, rung=rung))


def _tell_who_ordered(clock: Clock, now: datetime, pending: Pending) -> str:
    _next(clock, "", None, pending)
    who = _task(clock).escalated_to_id
    assert who  # set when the order was given
    _tell(clock, 1, who, now, pending)
    return "escalated"


def _next(clock: Clock, action: str, at: datetime | None, pending: Pending) -> None:
    clock.next_action, clock.next_action_at = (action, at) if at else ("", None)
    clock.failures = 0
    pending.change(clock, "next_action", "next_action_at", "failures")


def _task(clock: Clock) -> Task:
    assert clock.task is not None
    clock.task.run = clock.run
    return clock.task


def _line(past: str, clock: Clock, now: datetime, **data: Any) -> Record:
    task, run = _task(clock), clock.run
    return line(
        f"{run.subject}.{past}",
        subject=(run.subject, run.subject_id),
        actor=SYSTEM,
        at=now,
        task=task.pk,
        step=task.step,
        post=task.post_id,
        purpose=clock.purpose,
        due_at=clock.due_at.isoformat(),
        **data,
    )
