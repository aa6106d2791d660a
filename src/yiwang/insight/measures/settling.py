"""Mean days to settle a dispute: days from report to agreement ÷ disputes settled, to one decimal.

The median stands beside it, and so do the days without the time that a court or an arbitrator took,
because that time is none of ours. Counts: `work.cases.queries.settling`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.work.cases.policies import cases_in_reach
from yiwang.work.cases.queries.counting import Cases, Period
from yiwang.work.cases.queries.settling import SettlingTime, settling_time


@dataclass(frozen=True, slots=True)
class Settling:
    """The figure with everything it was computed from."""

    time: SettlingTime

    @property
    def any(self) -> bool:
        """Whether there were disputes at all."""
        return bool(self.settled or self.open or self.unsettled)

    @property
    def settled(self) -> int:
        return self.time.settled

    @property
    def went_outside(self) -> int:
        return self.time.went_outside

    @property
    def open(self) -> int:
        return self.time.open

    @property
    def unsettled(self) -> int:
        return self.time.unsettled

    @property
    def days(self) -> Decimal:
        """The numerator."""
        return _days(self.time.taken)

    @property
    def mean(self) -> Decimal | None:
        return _days(self.time.taken / self.settled) if self.settled else None

    @property
    def own_mean(self) -> Decimal | None:
        """Without the time outside."""
        own = self.time.taken - self.time.outside
        return _days(own / self.settled) if self.settled else None

    @property
    def median(self) -> Decimal | None:
        return None if self.time.median is None else _days(self.time.median)


def settling(period: Period, *, cases: Cases | None = None) -> Settling:
    """The figure over the whole territory, or over chosen cases."""
    return Settling(settling_time(period, cases=cases))


def settling_for(account_id: int, period: Period, *, now: datetime) -> Settling:
    """The figure over the areas whose figures this member of staff may see."""
    return settling(period, cases=cases_in_reach(account_id, VIEW_FIGURES, now))


def _days(length: timedelta) -> Decimal:
    days = Decimal(length // timedelta(seconds=1)) / 86_400
    return days.quantize(Decimal("0.1"), ROUND_HALF_UP)
