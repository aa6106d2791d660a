"""Open cases by how they stand with time, red, amber or green, and by age.

Red: somebody at work on it is over a limit, or the whole is. Amber: a limit is near. Green: the
others.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from yiwang.work.cases.models import Case
from yiwang.work.cases.queries.watching.within import cases_within
from yiwang.work.workflows.queries.standing_now import (
    LIGHTS,
    first_due_at,
    runs_at_body,
    runs_in_view,
    stands,
)

AGES = (1, 3, 7, 15, 30)  # days up to which a class of age goes; the last class is older


@dataclass(frozen=True, slots=True)
class Lights:
    """How many open cases are late, near a limit, in time."""

    red: int = 0
    amber: int = 0
    green: int = 0

    @property
    def all(self) -> int:
        return self.red + self.amber + self.green


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An open case as one line: nothing of what its reporter wrote."""

    case_id: int
    run_id: int
    number: str
    kind: str
    area_id: int | None
    reported_at: datetime
    due_at: datetime | None  # the limit that ends first
    light: str  # red, amber, green
    is_urgent: bool


def lights(area_id: int, now: datetime, kinds: Collection[str] = ()) -> Lights:
    """The counts of an area. One statement."""
    numbers = {name: Count("pk", filter=Q(light=name)) for name in LIGHTS}
    return Lights(**_lit(area_id, now, kinds).aggregate(**numbers))


def lights_below(area_id: int, now: datetime, kinds: Collection[str] = ()) -> dict[int, Lights]:
    """The same of every area directly below that has open cases. One statement."""
    numbers = {name: Count("pk", filter=Q(light=name)) for name in LIGHTS}
    below = _lit(area_id, now, kinds).filter(area__ancestry__ancestor__parent=area_id)
    rows = below.values_list("area__ancestry__ancestor").annotate(**numbers)
    return {part: Lights(*counts) for part, *counts in rows}


def open_lines(
    area_id: int,
    now: datetime,
    light: str,
    *,
    most: int,
    kinds: Collection[str] = (),
    body: int | None = None,
) -> list[OpenLine]:
    """The open cases with this light (empty: any), waiting for this body if one is named; what ends
    first on top. One statement."""
    lit = _lit(area_id, now, kinds)
    if light:
        lit = lit.filter(Q(light=light))
    if body is not None:
        lit = lit.filter(run__in=runs_at_body(body))
    return _lines(lit, most)


def key_lines(
    area_id: int, now: datetime, *, most: int, kinds: Collection[str] = ()
) -> list[OpenLine]:
    """The open cases that a supervisor keeps in view: late, urgent, under an order, or with an open
    whistle. One statement."""
    lit = _lit(area_id, now, kinds)
    watched = Q(light="red") | Q(run__urgent_share__isnull=False) | Q(run__in=runs_in_view())
    return _lines(lit.filter(watched), most)


def _lines(cases: QuerySet[Case], most: int) -> list[OpenLine]:
    found = cases.annotate(first_due=first_due_at("run")).select_related("type", "run")
    shown = found.defer("words", "text", "place_text").order_by(
        F("first_due").asc(nulls_last=True), "pk"
    )
    return [_line(case) for case in shown[:most]]


def ages(area_id: int, now: datetime, kinds: Collection[str] = ()) -> list[Lights]:
    """The open cases by age, one entry a class of `AGES` and one for those older. Whole days: what
    came in today is one day old. One statement."""
    today = timezone.localdate(now)
    bounds = [_midnight(today - timedelta(days=age - 1)) for age in AGES]
    newer: list[datetime | None] = [None, *bounds]
    older: list[datetime | None] = [*bounds, None]
    classes = [
        (Q(reported_at__gte=low) if low else Q()) & (Q(reported_at__lt=high) if high else Q())
        for low, high in zip(older, newer, strict=True)
    ]
    numbers = {
        f"{name}_{place}": Count("pk", filter=Q(light=name) & those)
        for place, those in enumerate(classes)
        for name in LIGHTS
    }
    row = _lit(area_id, now, kinds).aggregate(**numbers)
    return [Lights(*(row[f"{name}_{place}"] for name in LIGHTS)) for place in range(len(classes))]


def _lit(area_id: int, now: datetime, kinds: Collection[str]) -> QuerySet[Case]:
    cases = cases_within(area_id, kinds).filter(is_open=True).order_by()
    return cases.annotate(light=stands("run", now))


def _line(case: Case) -> OpenLine:
    return OpenLine(
        case_id=case.pk,
        run_id=case.run_id or 0,
        number=case.number,
        kind=case.type.label if case.type else "",
        area_id=case.area_id,
        reported_at=case.reported_at,
        due_at=getattr(case, "first_due"),  # noqa: B009  annotated, which no type knows
        light=getattr(case, "light"),  # noqa: B009  the same
        is_urgent=bool(case.run and case.run.is_urgent),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
