"""What a task hands on to the one that takes over from it: the time used up, on any kind of clock.

It is measured along all tasks that took over from one another, and what stood still does not count.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.foundation.clocks.queries import working_time_of_id
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.reckoning import Ledger, spells

Spent = Mapping[ClockKind, int]  # seconds of each kind
NOTHING_SPENT: Spent = {}


def spent_by(task: Task, clocks: Collection[Clock], ledger: Ledger, until: datetime) -> Spent:
    """What it has used up, together with those it took over from. The clocks know their tasks."""
    stints = _stints(task, {clock.task_id: clock for clock in clocks if clock.purpose == "resolve"})
    return {kind: _measured(stints, kind, ledger, until) for kind in ClockKind} if stints else {}


def spent_before(clock: Clock, clocks: Collection[Clock], ledger: Ledger) -> int:
    """What a clock inherits, in its own units; nothing unless its task took over a returned one."""
    if clock.task is None or clock.purpose != "resolve" or clock.task.role != "handler":
        return 0
    known = {each.task_id: each for each in clocks if each.purpose == "resolve"}
    earlier = known.get(clock.task.follows_id)
    if earlier is None or not _is_handed_on(earlier):
        return 0
    assert earlier.task  # one of a task
    return _measured(_stints(earlier.task, known), ClockKind(clock.kind), ledger, clock.started_at)


def _stints(task: Task, clocks: Mapping[int | None, Clock]) -> list[Clock]:
    """The clocks of the work on it, from the first task to this one."""
    found: list[Clock] = []
    clock = clocks.get(task.pk)
    while clock is not None and clock.task is not None:
        found.insert(0, clock)
        earlier = clocks.get(clock.task.follows_id) if clock.task.follows_id else None
        clock = earlier if earlier is not None and _is_handed_on(earlier) else None
    return found


def _is_handed_on(clock: Clock) -> bool:
    """A returned task hands its time on; one that is done and sent to rework does not."""
    return clock.task is not None and clock.task.state == "returned"


def _measured(stints: list[Clock], kind: ClockKind, ledger: Ledger, until: datetime) -> int:
    spent = 0
    for clock in stints:
        spent = working_time_of_id(clock.calendar_id).elapsed(
            clock.started_at,
            clock.ended_at or until,
            kind,
            spent_seconds=spent,
            pauses=spells(ledger.pauses_of(clock)),
        )
    return spent
