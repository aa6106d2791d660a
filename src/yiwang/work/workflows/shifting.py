"""The clocks of a run after an entry of the ledger: reckoned anew, with what the sweep does next.

A clock that a pause covers stands still and only waits for the pause to end; one that no pause
covers any more runs on. Whoever was told of a task that is in time again is forgotten.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.clocks.queries import working_time_of_id
from yiwang.foundation.writing import Pending
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.ladder import is_told
from yiwang.work.workflows.models import Clock, Run, Task
from yiwang.work.workflows.reckoning import (
    ACTIVE_STATES,
    MOMENTS,
    PLANNED,
    Ledger,
    cap,
    plan_next,
    reckon,
    wait_for_its_end,
)
from yiwang.work.workflows.timing import next_rung_at


@dataclass(frozen=True, slots=True)
class Board:
    """The rows of a run that an entry may move, under its lock, and where changes are gathered."""

    run: Run
    tasks: Collection[Task]
    clocks: Collection[Clock]
    now: datetime
    pending: Pending


def board_of(deed: Deed) -> Board:
    """The rows of the run that an act works on."""
    return Board(deed.run, deed.tasks, deed.clocks, deed.now, deed.pending)


def shift(board: Board, ledger: Ledger) -> list[Clock]:
    """Reckon every clock of the run that has not ended; those that were moved, woken, or stand."""
    before = {clock.pk: _as_it_was(clock) for clock in board.clocks}
    tasks = {task.pk: task for task in board.tasks}
    active = [clock for clock in board.clocks if clock.state in ACTIVE_STATES]
    for clock in active:
        if clock.task_id:
            clock.task = tasks[clock.task_id]
        reckon(clock, ledger)
    for task in tasks.values():
        cap([clock for clock in active if clock.task_id == task.pk])
    moved = []
    for clock in active:
        standing = [each for each in ledger.pauses_of(clock) if each.ended_at is None]
        clock.state = "paused" if standing else "running"
        if standing or before[clock.pk] != _as_it_was(clock):
            moved.append(clock)
            _plan(board, clock, [each.until for each in standing])
    for task in tasks.values():
        _forget_who_was_told(board, task, [clock for clock in moved if clock.task_id == task.pk])
    _forget_who_was_told_of_the_whole(board, [clock for clock in moved if clock.task is None])
    return moved


def _as_it_was(clock: Clock) -> tuple[object, ...]:
    return clock.state, *(getattr(clock, moment) for moment in MOMENTS)


def _plan(board: Board, clock: Clock, ends: list[datetime | None]) -> None:
    if ends:
        wait_for_its_end(clock, ends)
    elif _is_late_and_told(clock, board.now):
        _keep_to_the_ladder(clock, board.now)
    elif not _is_nobodys(clock):
        plan_next(clock, board.now, is_told=_is_told(board.run, clock))
    board.pending.change(clock, *MOMENTS, *PLANNED)


def _is_late_and_told(clock: Clock, now: datetime) -> bool:
    told = clock.task or clock
    return clock.due_at <= now and bool(told.escalation)


def _keep_to_the_ladder(clock: Clock, now: datetime) -> None:
    """Late before and late now: the next one up is told in their turn, and not at once."""
    if clock.next_action != "escalate":
        days = working_time_of_id(clock.calendar_id)
        clock.next_action, clock.next_action_at = "escalate", next_rung_at(clock, days, now)


def _is_nobodys(clock: Clock) -> bool:
    """Somebody is looked for already."""
    return clock.task is not None and clock.task.post_id is None and bool(clock.next_action)


def _is_told(run: Run, clock: Clock) -> bool:
    if clock.task is None:
        limit = definition_of_version(run.version_id).limit
        return bool(limit and limit.escalate)
    clock.task.run = run
    return is_told(clock.task)


def _forget_who_was_told(board: Board, task: Task, moved: list[Clock]) -> None:
    if task.role == "supervised" or not task.escalation or not moved:
        return
    if all(clock.due_at > board.now for clock in moved):
        task.escalated_to, task.escalation = None, 0
        board.pending.change(task, "escalated_to_id", "escalation")


def _forget_who_was_told_of_the_whole(board: Board, moved: list[Clock]) -> None:
    for clock in moved:
        if clock.escalation and clock.due_at > board.now:
            clock.escalated_to, clock.escalation = None, 0
            board.pending.change(clock, "escalated_to_id", "escalation")
