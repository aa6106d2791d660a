"""When a task's clock is due and near, what is done about it, how late it is, and its light.

Sources: limits come from the step, or for `of_kind` from the type of the case. A reminder longer
than the limit itself (a short limit of the type) falls back to a quarter of the limit.
Known limit: the light turns amber at a moment fixed when the clock starts.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.work.workflows.definition.schema import Step, TimeLimit
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.subjects import Situation

QUARTER = Decimal("0.25")
HALF = Decimal("0.5")


class Timed(Protocol):
    """Anything with the moments of a clock: the clock itself, or a line about it."""

    @property
    def started_at(self) -> datetime: ...
    @property
    def near_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...


class Light(StrEnum):
    """How a clock stands: on time, near its end, late."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of one clock: `near_at` is when a reminder would come."""

    due_at: datetime
    near_at: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """What a clock is set to."""

    purpose: str
    limit: Limit
    remind: Decimal | None = None


def terms_of(step: Step, situation: Situation) -> list[Terms]:
    """The limits of a step for this subject, one for each purpose that has one."""
    stated = [("acknowledge", step.acknowledge), ("resolve", step.resolve)]
    return [terms(purpose, limit, situation) for purpose, limit in stated if limit]


def terms(purpose: str, stated: TimeLimit, situation: Situation) -> Terms:
    """The step's limit, or the type's own where the step says that it goes first."""
    limit = Limit(stated.value, stated.clock)
    if stated.of_kind:
        limit = situation.limits.get(purpose, limit)
    return Terms(purpose, limit, stated.remind)


def moments(terms: Terms, days: WorkingTime, start: datetime, spent_seconds: int = 0) -> Moments:
    """All moments of a clock that starts at `start` with so much already spent."""

    def with_left(left: Decimal) -> datetime:
        limit = Limit(terms.limit.value - left, terms.limit.kind)
        return days.due(start, limit, spent_seconds=spent_seconds)

    return Moments(with_left(Decimal(0)), with_left(_left_when_near(terms)))


def _left_when_near(terms: Terms) -> Decimal:
    if terms.remind and terms.remind < terms.limit.value:
        return terms.remind
    return terms.limit.value * QUARTER


def next_rung_at(clock: Clock, days: WorkingTime, now: datetime) -> datetime:
    """When the next one up is told: after half of the limit again, counted from now."""
    return days.due(now, Limit(clock.limit * HALF, ClockKind(clock.kind)))


def spent(clock: Clock, days: WorkingTime, until: datetime) -> int:
    """Seconds of its kind that a clock has used up, those it inherited included."""
    return days.elapsed(
        clock.started_at,
        clock.ended_at or until,
        ClockKind(clock.kind),
        spent_seconds=clock.spent_seconds,
    )


def light(clock: Timed, now: datetime) -> Light:
    """Red once late, amber when near, else green; an ended clock keeps how it ended."""
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
