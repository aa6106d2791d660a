"""How the cases of a period spread over areas, kinds and fates, as everybody may know it: without
confidential types, and what a case was split into is not counted beside it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.policies import HIDDEN_TYPES, not_confidential
from yiwang.work.cases.queries.counting import FATE, Period, fate_of, with_fate

UNTYPED = "unsorted"


@dataclass(frozen=True, slots=True)
class Spread:
    """Counts by (kind, fate) of everything, and by (area, kind, fate) of each area asked for."""

    whole: Counter[tuple[str, str]]
    of_areas: Counter[tuple[int, str, str]]


def public_cases(period: Period) -> QuerySet[Case]:
    """The cases reported in a period that public figures are made of."""
    reported = Case.objects.filter(reported_at__gte=period.start, reported_at__lt=period.end)
    return reported.filter(not_confidential(), parent=None)


def public_kinds() -> Sequence[CaseType]:
    """The upper kinds of cases that are not confidential, in their order."""
    above = CaseType.objects.filter(parent=None).exclude(pk__in=HIDDEN_TYPES.values("pk"))
    return list(above.order_by("position", "pk"))


def spread(period: Period, area_ids: Collection[int]) -> Spread:
    """In two statements, however many areas are asked for."""
    kind = Coalesce(F("type__parent__key"), F("type__key"))
    cases = with_fate(public_cases(period)).annotate(kind=kind).order_by()
    counts = Count("pk", distinct=True)
    whole: Counter[tuple[str, str]] = Counter()
    for row in cases.values("kind", *FATE).annotate(cases=counts):
        whole[row["kind"] or UNTYPED, fate_of(row)] += row["cases"]
    of_areas: Counter[tuple[int, str, str]] = Counter()
    placed = cases.filter(area__ancestry__ancestor__in=area_ids)
    placed = placed.annotate(place=F("area__ancestry__ancestor"))
    for row in placed.values("place", "kind", *FATE).annotate(cases=counts):
        of_areas[row["place"], row["kind"] or UNTYPED, fate_of(row)] += row["cases"]
    return Spread(whole, of_areas)


def first_reported_on() -> date | None:
    """The day of the first case there is."""
    first = Case.objects.order_by("reported_at").values_list("reported_at", flat=True).first()
    return timezone.localdate(first) if first else None
