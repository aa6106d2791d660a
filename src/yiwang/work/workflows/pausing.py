"""Time that stands still, and goes on: by a granted pause or deferral, or while the reporter, or
somebody outside (a court, an arbitrator), is waited for.

A pause ends on its day, when who asked for it says so, or with the task on which it was asked for.
One that is the engine's own ends with the reporter's task, or with the step that is outside.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Least

from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.models import Clock, Pause, Task
from yiwang.work.workflows.reckoning import WAITING, ledger_of
from yiwang.work.workflows.shifting import Board, board_of, shift
from yiwang.work.workflows.sides import is_beside


def wake(board: Board, ended: Collection[Pause], pauses: Sequence[Pause]) -> list[Clock]:
    """End these pauses now; what they covered runs on unless another one covers it too."""
    for pause in pauses:
        if pause in ended:
            pause.ended_at = min(board.now, pause.until or board.now)  # the sweep may be late
            board.pending.change(pause, "ended_at")
    if any(pause.kind == "deferral" for pause in ended):
        board.run.deferred_until = None
        board.pending.change(board.run, "deferred_until")
    return shift(board, ledger_of(board.run.pk, pauses))


def wake_with_the_task(deed: Deed) -> None:
    """The task ends: what was paused on its account counts up to now. No query where nothing is."""
    if not deed.step.outside and not any(clock.state == "paused" for clock in deed.clocks):
        return
    pauses = pauses_of_run(deed.run.pk)
    ended = [pause for pause in pauses if pause.ended_at is None and _hangs_on(deed, pause)]
    if ended:
        wake(board_of(deed), ended, pauses)


def wait_for_others(deed: Deed) -> None:
    """While the reporter decides, or somebody outside does, the time of the whole run does not
    count. What is outside is entered even where the whole has no limit, because it is told."""
    step = deed.setting.definition.steps[deed.run.step]
    kind = "outside" if step.outside else step.kind
    if not deed.run.is_open or kind not in WAITING or not _has_entered(deed):
        return
    whole = [c for c in deed.clocks if c.task_id is None and c.state == "running"]
    if whole or step.outside:
        deed.pending.add(Pause(run=deed.run, kind=kind, began_at=deed.now))
    for clock in whole:
        clock.state, clock.next_action, clock.next_action_at = "paused", "", None
        deed.pending.change(clock, "state", "next_action", "next_action_at")


def _has_entered(deed: Deed) -> bool:
    """Whether this act brought the run to the step that it is in."""
    return any(task.step == deed.run.step and not is_beside(task.role) for task in deed.opened)


def end_pauses(run_id: int, now: datetime) -> None:
    """The run is over, and so is all that paused it; what had passed its day ended then."""
    holding = Pause.objects.filter(run=run_id, ended_at=None)
    holding.update(ended_at=Least(Value(now), F("until")))  # none is as good as later


def pauses_of_run(run_id: int) -> list[Pause]:
    """All of them with their requests, oldest first."""
    rows = Pause.objects.filter(run=run_id).select_related("request")
    return list(rows.order_by("began_at", "id"))


def are_over(pauses: Sequence[Pause], now: datetime) -> list[Pause]:
    """Those whose day has come."""
    return [each for each in pauses if each.ended_at is None and each.until and each.until <= now]


def _hangs_on(deed: Deed, pause: Pause) -> bool:
    if pause.request is None:
        return _is_waited_for(deed.task, pause)
    return pause.request.task_id == deed.task.pk


def _is_waited_for(task: Task, pause: Pause) -> bool:
    """The decision of the reporter or of somebody outside, or the answer to a question; none is
    awaited any more once the task is over on which it was asked."""
    if pause.kind == "outside":
        return not is_beside(task.role)
    if pause.task_id is None:
        return task.role == "reporter"
    return task.pk == pause.task_id or (task.role == "asked" and task.follows_id == pause.task_id)
