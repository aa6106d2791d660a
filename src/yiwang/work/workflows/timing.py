"""When a task's clock is due and near, what is done about it, how late it is, and its light.

Sources: limits come from the step, or for `of_kind` from the type of the case. A reminder longer
than the limit itself (a short limit of the type) falls back to a quarter of the limit.
Known limit: the light turns amber at a moment fixed when the clock starts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.working_time import Pause, WorkingTime
from yiwang.work.workflows.definition.schema import Step, TimeLimit
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.subjects import Situation

QUARTER = Decimal("0.25")
HALF = Decimal("0.5")
LEAST = Decimal("0.01")
THREEFOLD = 3


class Timed(Protocol):
    """Anything with the moments of a clock: the clock itself, or a line about it."""

    @property
    def state(self) -> str: ...
    @property
    def started_at(self) -> datetime: ...
    @property
    def near_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...


class Light(StrEnum):
    """How a clock stands: on time, near its end, late; or it stands still."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of one clock: `near_at` is when a reminder would come, `threefold_at` when three
    times the limit is used up."""

    due_at: datetime
    near_at: datetime
    threefold_at: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """What a clock is set to."""

    purpose: str
    limit: Limit
    remind: Decimal | None = None
    of_kind: str = ""  # the purpose for which the type's own limit goes first
    stated: Limit | None = None  # then: what holds where the type says nothing


def terms_of(step: Step, situation: Situation) -> list[Terms]:
    """The limits of a step for this subject, one for each purpose that has one."""
    stated = [("acknowledge", step.acknowledge), ("resolve", step.resolve)]
    return [terms(purpose, limit, situation) for purpose, limit in stated if limit]


def terms(purpose: str, stated: TimeLimit, situation: Situation) -> Terms:
    """The step's limit, or the type's own where the step says that it goes first."""
    limit = Limit(stated.value, stated.clock)
    if not stated.of_kind:
        return Terms(purpose, limit, stated.remind)
    own = situation.limits.get(purpose, limit)
    return Terms(purpose, own, stated.remind, of_kind=purpose, stated=limit)


def hastened(limit: Limit, share: Decimal | None) -> Limit:
    """What is left of a limit by type once the run is urgent."""
    if share is None:
        return limit
    return Limit(max((limit.value * share).quantize(LEAST), LEAST), limit.kind)


def hastened_terms(stated: Terms, share: Decimal | None) -> Terms:
    """The same of a clock: only what the type has a say in becomes shorter."""
    return replace(stated, limit=hastened(stated.limit, share)) if stated.of_kind else stated


def moments(
    terms: Terms,
    days: WorkingTime,
    start: datetime,
    spent_seconds: int = 0,
    pauses: Sequence[Pause] = (),
) -> Moments:
    """All moments of a clock that starts at `start` with so much already spent."""
    limit, kind = terms.limit.value, terms.limit.kind
    values = (limit, limit - _left_when_near(terms), limit * THREEFOLD)
    limits = [Limit(value, kind) for value in values]
    return Moments(*days.all_due(start, limits, spent_seconds=spent_seconds, pauses=pauses))


def later(found: Moments, more: Limit, days: WorkingTime, pauses: Sequence[Pause]) -> Moments:
    """The same with more time in units of another kind: it begins where the limit ends."""

    def after(moment: datetime, value: Decimal) -> datetime:
        return days.due(moment, Limit(value, more.kind), pauses=pauses)

    return Moments(
        after(found.due_at, more.value),
        after(found.near_at, more.value),
        after(found.threefold_at, more.value * THREEFOLD),
    )


def _left_when_near(terms: Terms) -> Decimal:
    if terms.remind and terms.remind < terms.limit.value:
        return terms.remind
    return terms.limit.value * QUARTER


def next_rung_at(clock: Clock, days: WorkingTime, now: datetime) -> datetime:
    """When the next one up is told: after half of the limit again, counted from now."""
    return days.due(now, Limit(clock.limit * HALF, ClockKind(clock.kind)))


def light(clock: Timed, now: datetime) -> Light:
    """Red once late, amber when near, else green; an ended clock keeps how it ended."""
    if clock.state == "paused":
        return Light.PAUSED
    moment = clock.ended_at or now
    if moment > clock.due_at:
        return Light.RED
    if clock.ended_at is None and moment >= clock.near_at:
        return Light.AMBER
    return Light.GREEN


def seconds_late(clock: Timed, now: datetime) -> int:
    """Seconds by the wall clock since it was due; 0 when it is not late."""
    moment = clock.ended_at or now
    return max(0, int((moment - clock.due_at).total_seconds()))


def fraction(clock: Timed, now: datetime) -> float:
    """How much of the time between start and due has passed, 0 to 1, for drawing a bar."""
    whole = (clock.due_at - clock.started_at).total_seconds()
    passed = ((clock.ended_at or now) - clock.started_at).total_seconds()
    return 1.0 if whole <= 0 else min(1.0, max(0.0, passed / whole))
