"""Mean days to settle a dispute: days from report to agreement ÷ disputes settled, to one decimal.

The median stands beside it, and so do the days without the time that a court or an arbitrator took,
because that time is none of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection

from yiwang.insight.measures.counts import BY_NAME, SETTLED
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, FactArea
from yiwang.structure.territory.counting import areas_with_above

COUNTS = (
    "disputes_settled",
    "settling_seconds",
    "outside_seconds",
    "disputes_outside",
    "disputes_open",
    "disputes_unsettled",
    "disputes_free",
    "disputes_cost_said",
)
SUMS = ", ".join(
    f"coalesce(sum({BY_NAME[name].adds}) FILTER (WHERE {BY_NAME[name].when}), 0)::bigint"
    for name in COUNTS
)
COUNTED = f"""
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY settled_seconds) FILTER (WHERE {SETTLED}),
        {SUMS}
    FROM {CaseFact._meta.db_table} fact
    WHERE is_dispute AND reported_on BETWEEN %s AND %s AND EXISTS (
        SELECT FROM {FactArea._meta.db_table} place
        WHERE place.case_id = fact.case_id AND place.area_id IN ({{tree}}))"""


@dataclass(frozen=True, slots=True)
class Settling:
    """The figure with everything it was computed from."""

    counts: Mapping[str, int]
    median: Decimal | None

    @property
    def any(self) -> bool:
        """Whether there were disputes at all."""
        return any(self.counts.values())

    @property
    def settled(self) -> int:
        return self.counts["disputes_settled"]

    @property
    def days(self) -> Decimal:
        """The numerator."""
        return _days(self.counts["settling_seconds"])

    @property
    def mean(self) -> Decimal | None:
        return self._mean(self.counts["settling_seconds"])

    @property
    def own_mean(self) -> Decimal | None:
        """Without the time outside."""
        return self._mean(self.counts["settling_seconds"] - self.counts["outside_seconds"])

    def _mean(self, seconds: int) -> Decimal | None:
        return _days(Decimal(seconds) / self.settled) if self.settled else None


def settling(area_id: int, days: Days) -> Settling:
    """The figure over an area, of disputes reported in these days. Confidential ones are counted
    with the others, and opened by nobody from here. One statement."""
    tree, given = areas_with_above([area_id]).values("area_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(tree=tree), [days.first, days.last, *given])
        median, *numbers = cursor.fetchone()
    counts = dict(zip(COUNTS, numbers, strict=True))
    return Settling(counts, None if median is None else _days(Decimal(median)))


def _days(seconds: Decimal | int) -> Decimal:
    return (Decimal(seconds) / 86_400).quantize(Decimal("0.1"), ROUND_HALF_UP)
