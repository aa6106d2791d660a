"""Where the lines of a card get their values: figures, reviews, whistles, standards, and what was
typed in. Each answers for many subjects at once, with the facts it was computed from."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.periods import Span
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import Figure, indicators
from yiwang.insight.measures.queries import figures_below, figures_of
from yiwang.insight.measures.subjects import Subject as Measured
from yiwang.insight.reviews.definition import CardLine
from yiwang.insight.reviews.models import Reviewed, Scheme
from yiwang.insight.reviews.queries.results import standings
from yiwang.insight.reviews.scoring import tenth
from yiwang.insight.reviews.subjects import Key, Subject, key_of
from yiwang.insight.statistics.queries import figures_within
from yiwang.structure.organizations.queries import all_organizations
from yiwang.structure.registers.queries import registers
from yiwang.structure.registers.standards import gap_report
from yiwang.work.workflows.queries.scores import scores_between


@dataclass(frozen=True, slots=True)
class Value:
    """A value with what it was computed from. `number` None: there is none."""

    number: Decimal | None
    numerator: str = ""
    denominator: str = ""
    facts: dict[str, str] = field(default_factory=dict)  # source, by, on, rounds …


NOTHING = Value(None)
FEW = 3  # areas that are asked one by one
Values = dict[Key, Value]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line over a period, for these subjects. `on`: today, or the last day of the period."""

    scheme: Scheme
    line: CardLine
    key: str  # after the colon of the source
    subjects: Sequence[Subject]
    span: Span
    on: date

    @property
    def days(self) -> Span:
        since = date(self.span.until.year, 1, 1) if self.line.since == "year" else self.span.since
        return Span(since, min(self.span.until, self.on))


def values_for(
    scheme: Scheme, line: CardLine, subjects: Sequence[Subject], span: Span, today: date
) -> Values:
    """Subject -> its value; a subject without one is not named."""
    source, _colon, key = line.source.partition(":")
    on = min(span.until, today)
    return _SOURCES[source](Wanted(scheme, line, key, subjects, span, on))


def _indicators(wanted: Wanted) -> Values:
    """The figure over these days; an indicator that the territory does not have gives none."""
    if wanted.key not in indicators():
        return {}
    days = Days(wanted.days.since, max(wanted.days.since, wanted.days.until))
    found = _of_bodies(wanted, days) | _of_areas(wanted, days)
    return {key: _figure(figure) for key, figure in found.items() if figure.value is not None}


def _of_bodies(wanted: Wanted, days: Days) -> dict[Key, Figure]:
    return {
        (each.of, each.id): figures_of([wanted.key], Measured.organization(each.id), days)[0]
        for each in wanted.subjects
        if each.of == "organization"
    }


def _of_areas(wanted: Wanted, days: Days) -> dict[Key, Figure]:
    """One by one where they are few, else level by level."""
    areas = [each for each in wanted.subjects if each.of == "area"]
    if len(areas) <= FEW:
        return {
            (each.of, each.id): figures_of([wanted.key], Measured.area(each.id), days)[0]
            for each in areas
        }
    found: dict[Key, Figure] = {}
    for level in {each.kind for each in areas}:
        for area_id, figure in figures_below(wanted.key, None, level, days).items():
            found["area", area_id] = figure
    named = {(each.of, each.id) for each in areas}
    return {key: figure for key, figure in found.items() if key in named}


def _figure(figure: Figure) -> Value:
    is_time = figure.indicator.unit in ("days", "hours")
    return Value(
        figure.value,
        "" if is_time else str(figure.numerator),
        "" if is_time or not figure.denominator else str(figure.denominator),
        {name: str(number) for name, number in figure.always.items()},
    )


def _reviews(wanted: Wanted) -> Values:
    """The mean of the results whose period ends in these days, as they stand."""
    days = wanted.days
    rows = Reviewed.objects.filter(
        _among(wanted),
        round__scheme__key=wanted.key,
        round__until__gte=days.since,
        round__until__lte=days.until,
        closed_at__isnull=False,
    )
    found = list(rows.select_related("round__version").order_by("round__since"))
    by_id = standings(found)
    grouped: dict[Key, list[Reviewed]] = defaultdict(list)
    for row in found:
        if by_id[row.pk].points is not None:
            grouped[key_of(row)].append(row)
    values = {}
    for key, of in grouped.items():
        points = [by_id[row.pk].points or Decimal(0) for row in of]
        asked, answered = sum(row.asked for row in of), sum(row.answered for row in of)
        facts = {"rounds": str(len(of)), "asked": str(asked), "answered": str(answered)}
        total, many = sum(points, Decimal(0)), len(of) > 1
        shown = (str(total), str(len(of))) if many else ("", "")
        values[key] = Value(tenth(total / len(of)), *shown, facts)
    return values


def _whistles(wanted: Wanted) -> Values:
    """The mean grade that other sides gave, from 1 to 5."""
    ids = [each.id for each in wanted.subjects if each.of == "organization"]
    bodies = all_organizations().filter(pk__in=ids).values_list("pk", flat=True)
    start, end = _moments(wanted.days)
    return {
        ("organization", body): Value(
            (Decimal(grades) / scores).quantize(Decimal("0.01")), str(grades), str(scores)
        )
        for body, (grades, scores) in scores_between(bodies, start, end).items()
    }


def _standards(wanted: Wanted) -> Values:
    """The share of a standard's entries that are met, in percent; what nobody counted is left out
    and shown."""
    register = registers().filter(key=wanted.key).first()
    if register is None:
        return {}
    met: dict[Key, int] = defaultdict(int)
    known: dict[Key, int] = defaultdict(int)
    unknown: dict[Key, int] = defaultdict(int)
    for asked in gap_report(register, wanted.on):
        for each in asked.measured:
            key = (each.subject.kind, each.subject.id)
            known[key] += each.actual is not None
            unknown[key] += each.actual is None
            met[key] += each.is_met
    named = {(each.of, each.id) for each in wanted.subjects}
    return {
        key: Value(
            tenth(Decimal(100) * met[key] / known[key]),
            str(met[key]),
            str(known[key]),
            {"unknown": str(unknown[key])},
        )
        for key in named
        if known[key]
    }


def _outside(wanted: Wanted) -> Values:
    """The typed-in figures of these days, the same that the pages of figures show; with the source
    of the last one and who typed it in."""
    days = wanted.days
    found = figures_within(
        wanted.key,
        area_ids=[each.id for each in wanted.subjects if each.of == "area"],
        organization_ids=[each.id for each in wanted.subjects if each.of == "organization"],
        first=days.since,
        last=days.until,
    )
    values: Values = {}
    for key, figures in found.items():
        last = figures[-1]
        facts = {
            "source": last.source,
            "by": last.capacity,
            "on": timezone.localdate(last.entered_at).isoformat(),
        }
        total = sum((each.value for each in figures), Decimal(0))
        values[key] = Value(total.normalize(), facts=facts)
    return values


_SOURCES: dict[str, Callable[[Wanted], Values]] = {
    "indicator": _indicators,
    "review": _reviews,
    "whistles": _whistles,
    "standard": _standards,
    "external": _outside,
}


def _among(wanted: Wanted) -> Q:
    bodies = [each.id for each in wanted.subjects if each.of == "organization"]
    areas = [each.id for each in wanted.subjects if each.of == "area"]
    return Q(organization__in=bodies) | Q(area__in=areas)


def _moments(days: Span) -> tuple[datetime, datetime]:
    return _midnight(days.since), _midnight(days.until + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
