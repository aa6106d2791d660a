"""How long disputes took to be settled: sums over a period, in one statement.

A dispute counts in the period in which it was reported. Settled means agreed on, looked after by
somebody else, and closed as solved. Days run from the report to the last agreement.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Sum,
)

from yiwang.work.cases.models import Mediation
from yiwang.work.cases.outcomes import SOLVED_OUTCOMES
from yiwang.work.cases.tests.counting import Cases, Period
from yiwang.work.workflows.queries.away import time_outside

SETTLED = Q(agreed_at__isnull=False, case__run__outcome__in=SOLVED_OUTCOMES)
OPEN = Q(case__is_open=True)
CALLED_OFF = Q(case__run__outcome__in=["withdrawn", "void"])


class Median(Aggregate):
    """The middle one of values that can be ordered (PostgreSQL)."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    arity = 1


@dataclass(frozen=True, slots=True)
class SettlingTime:
    """The sums; `median` is None where nothing is settled."""

    settled: int
    went_outside: int  # of these
    taken: timedelta  # by all of these together
    outside: timedelta  # of that
    median: timedelta | None
    open: int
    unsettled: int  # closed without an agreement; withdrawn and void ones left out


def settling_time(period: Period, *, cases: Cases | None = None) -> SettlingTime:
    """The sums over the disputes reported in the period; `cases` narrows them."""
    disputes = Mediation.objects.filter(
        case__reported_at__gte=period.start, case__reported_at__lt=period.end
    )
    if cases is not None:
        disputes = disputes.filter(case__in=cases)
    taken = ExpressionWrapper(F("agreed_at") - F("case__reported_at"), DurationField())
    outside = time_outside(OuterRef("case__run"), OuterRef("agreed_at"))
    found = disputes.annotate(taken=taken, outside=outside).aggregate(
        settled=Count("pk", filter=SETTLED),
        went_outside=Count("pk", filter=SETTLED & Q(outside__isnull=False)),
        all_taken=Sum("taken", filter=SETTLED),
        all_outside=Sum("outside", filter=SETTLED),
        median=Median("taken", filter=SETTLED),
        open=Count("pk", filter=OPEN),
        unsettled=Count("pk", filter=~OPEN & ~SETTLED & ~CALLED_OFF),
    )
    return SettlingTime(
        settled=found["settled"],
        went_outside=found["went_outside"],
        taken=found["all_taken"] or timedelta(),
        outside=found["all_outside"] or timedelta(),
        median=found["median"],
        open=found["open"],
        unsettled=found["unsettled"],
    )
