"""What runs is reckoned anew where something else than the ledger has changed what it is reckoned
from: the working days of its calendar, or the limit that the type of its subject says.

The same change counted twice moves nothing the second time (decision 0018).
"""

from collections.abc import Collection, Mapping
from datetime import UTC
from typing import Any

from yiwang.foundation.clocks.limits import Limit
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.reckoning import (
    ACTIVE_STATES,
    Ledger,
    ledger_of,
    limit_by_type,
)
from yiwang.work.workflows.shifting import Board, board_of, shift
from yiwang.work.workflows.spending import spent_before

RECKONED_FROM = ("limit", "kind", "spent_seconds")
Limits = Mapping[str, Limit]  # by purpose


def recount(board: Board, ledger: Ledger, limits: Limits) -> list[dict[str, Any]]:
    """Reckon every clock of a run that has not ended; those that are due at another moment than
    before, as the record tells it."""
    tasks = {task.pk: task for task in board.tasks}
    for clock in board.clocks:
        clock.task = tasks[clock.task_id] if clock.task_id else None
    active = _active(board.clocks)
    before = {clock.pk: (clock.due_at, _stated(clock)) for clock in active}
    for clock in active:
        limit = limit_by_type(clock, limits, board.run.urgent_share)
        clock.limit, clock.kind = limit.value, limit.kind.value
        clock.spent_seconds = spent_before(clock, board.clocks, ledger)
    shift(board, ledger)
    for clock in active:
        if before[clock.pk][1] != _stated(clock):
            board.pending.change(clock, *RECKONED_FROM)
    return [
        _told(clock, before[clock.pk][0].astimezone(UTC).isoformat())
        for clock in active
        if before[clock.pk][0] != clock.due_at
    ]


def follow_the_type(deed: Deed) -> dict[str, Any]:
    """The act gave its subject another type, or marked it urgent: what goes by a limit of the type
    goes by that of now, from its own start. What the record should hold; no query where no limit
    changes."""
    limits, share = deed.setting.situation.limits, deed.run.urgent_share
    active = _active(deed.clocks)
    if all(_is_stated(clock, limit_by_type(clock, limits, share)) for clock in active):
        return {}
    return {"recounted": recount(board_of(deed), ledger_of(deed.run.pk), limits)}


def _active(clocks: Collection[Clock]) -> list[Clock]:
    return [clock for clock in clocks if clock.state in ACTIVE_STATES]


def _is_stated(clock: Clock, limit: Limit) -> bool:
    return (clock.limit, clock.kind) == (limit.value, limit.kind)


def _stated(clock: Clock) -> tuple[object, ...]:
    return tuple(getattr(clock, name) for name in RECKONED_FROM)


def _told(clock: Clock, before: str) -> dict[str, Any]:
    moments = {"due_before": before, "due_at": clock.due_at.astimezone(UTC).isoformat()}
    return {"clock": clock.pk, "task": clock.task_id, "purpose": clock.purpose, **moments}
