"""What comes in, as it comes in: by the hour of some days, and by type."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractHour, TruncDate
from django.utils import timezone

from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.queries.watching.within import cases_within

HOURS = 24


def by_hour(
    area_id: int, days: Sequence[date], kinds: Collection[str] = ()
) -> dict[date, list[int]]:
    """Day -> cases reported in each of its 24 hours. One statement."""
    then = Q(pk__in=[])
    for day in days:
        start = _midnight(day)
        then |= Q(reported_at__gte=start, reported_at__lt=_midnight(day + timedelta(days=1)))
    cases = cases_within(area_id, kinds).filter(then).order_by()
    counted = cases.values(day=TruncDate("reported_at"), hour=ExtractHour("reported_at"))
    found = {day: [0] * HOURS for day in days}
    for row in counted.annotate(cases=Count("pk")):
        found[row["day"]][row["hour"]] = row["cases"]
    return found


def by_type(
    area_id: int, first: date, last: date, kinds: Collection[str] = ()
) -> list[tuple[CaseType, int]]:
    """The upper types of what was reported in these days, most first; what has no type is left
    out. Two statements."""
    counted = _reported(area_id, first, last, kinds).values(top=Coalesce("type__parent", "type"))
    numbers = {row["top"]: row["cases"] for row in counted.annotate(cases=Count("pk"))}
    types = CaseType.objects.in_bulk([each for each in numbers if each is not None])
    found = [(types[top], number) for top, number in numbers.items() if top is not None]
    return sorted(found, key=lambda each: (-each[1], each[0].position))


def _reported(area_id: int, first: date, last: date, kinds: Collection[str]) -> QuerySet[Case]:
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    cases = cases_within(area_id, kinds).order_by()
    return cases.filter(reported_at__gte=start, reported_at__lt=end)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
