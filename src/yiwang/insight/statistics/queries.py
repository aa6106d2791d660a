"""Reading typed-in figures: of one area or body, against the time before and the year before, and
summed for indicators."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from yiwang.insight.statistics.actions.enter_statistics import Of
from yiwang.insight.statistics.models import FormerValue, Statistic
from yiwang.insight.statistics.series import Series, all_series, series_named
from yiwang.structure.territory.queries import above_each, ids_below

ABOUT = timedelta(days=4)  # months and quarters are not of one length


@dataclass(frozen=True, slots=True)
class Against:
    """A figure beside an earlier one. `percent` of change is None where the earlier one was 0."""

    earlier: Statistic
    difference: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what it was before corrections, and how it stands against others."""

    statistic: Statistic
    former: list[FormerValue]
    before: Against | None  # period on period (环比)
    year_before: Against | None  # year on year (同比)
    goal: Decimal | None  # for the same days


def figures_in_force(series: str | None = None) -> QuerySet[Statistic]:
    """All that were not taken back."""
    found = Statistic.objects.filter(withdrawn_at=None)
    return found.filter(series=series) if series else found


def figure_of(of: Of) -> Statistic | None:
    """The figure of exactly these days."""
    return _of_subject(of).filter(first=of.first, last=of.last).first()


def overlapping(of: Of) -> bool:
    """Whether some of these days are in a figure of other days: they would count twice."""
    other = _of_subject(of).exclude(first=of.first, last=of.last)
    return other.filter(first__lte=of.last, last__gte=of.first).exists()


def _of_subject(of: Of) -> QuerySet[Statistic]:
    return figures_in_force(of.series).filter(area=of.area_id, organization=of.organization_id)


def lines_of(
    key: str, *, area_id: int | None = None, organization_id: int | None = None
) -> list[Line]:
    """Every figure of this kind and subject, the latest first; in three queries."""
    rows = list(
        figures_in_force(key)
        .filter(area=area_id, organization=organization_id)
        .select_related("entered_by")
        .prefetch_related("former")
        .order_by("-last", "-first")
    )
    goals = _goals(series_named(key), area_id, organization_id)
    return [
        replace(_line(each, rows, goals), former=list(each.former.all())[::-1]) for each in rows
    ]


def latest_of(
    *, area_id: int | None = None, organization_id: int | None = None
) -> list[tuple[Series, Line]]:
    """The latest figure of each kind that there is of this area or body, in the order of kinds."""
    rows = list(
        figures_in_force()
        .filter(area=area_id, organization=organization_id)
        .select_related("entered_by")
        .order_by("-last", "-first")
    )
    of: dict[str, list[Statistic]] = {}
    for each in rows:
        of.setdefault(each.series, []).append(each)
    return [
        (series, _line(of[key][0], of[key], of.get(series.goal, [])))
        for key, series in all_series().items()
        if key in of
    ]


def parts_of(key: str, area_ids: Sequence[int], first: date, last: date) -> dict[int, Decimal]:
    """The figure of each of these areas for exactly these days, where there is one."""
    found = figures_in_force(key).filter(area__in=area_ids, first=first, last=last)
    return dict(found.values_list("area", "value"))


def figures_within(
    key: str, *, area_ids: Sequence[int], organization_ids: Sequence[int], first: date, last: date
) -> dict[tuple[str, int], list[Statistic]]:
    """("area" or "organization", id) -> its figures of these days, both included, the latest last:
    of a sum those whose times lie wholly within, of a level the last one alone. An area without
    any has those of the largest areas below that have one, where the kind adds up. Two queries,
    however many areas; none of a kind that does not exist."""
    series = all_series().get(key)
    if series is None:
        return {}
    rows = figures_in_force(key).filter(first__gte=first, last__lte=last).order_by("last", "pk")
    found: dict[tuple[str, int], list[Statistic]] = {}
    for each in rows.filter(Q(area__in=area_ids) | Q(organization__in=organization_ids)):
        name = ("area", each.area_id) if each.area_id else ("organization", each.organization_id)
        found.setdefault((name[0], name[1] or 0), []).append(each)
    missing = [area_id for area_id in area_ids if ("area", area_id) not in found]
    if missing and series.adds_up:
        found |= {("area", area_id): each for area_id, each in _below(rows, missing).items()}
    return {name: _counted(figures, series) for name, figures in found.items()}


def outside_sum(key: str, area_id: int, first: date, last: date) -> Decimal | None:
    """For indicators: the figure of an area over these days, both included; None where nobody typed
    one in.

    A sum adds the times that lie wholly within; a level is the latest one up to the last day. Where
    the area itself has none, those of the largest areas below that have one are added, if the kind
    adds up.
    """
    series = series_named(key)
    found = figures_in_force(key).filter(last__lte=last)
    if series.kind == "sum":
        found = found.filter(first__gte=first)
    found = found.order_by("last")
    own = list(found.filter(area=area_id))
    if not own and series.adds_up:
        own = _below(found, [area_id]).get(area_id, [])
    return sum((each.value for each in _counted(own, series)), Decimal(0)) if own else None


def _below(rows: QuerySet[Statistic], area_ids: Sequence[int]) -> dict[int, list[Statistic]]:
    """Area -> the figures of the largest areas below it that have one."""
    below = [each for each in rows.filter(area__in=ids_below(area_ids)) if each.area_id]
    above = above_each({each.area_id for each in below if each.area_id})
    found: dict[int, list[Statistic]] = {}
    for area_id in area_ids:
        mine = [each for each in below if area_id in above[each.area_id or 0]]
        areas = {each.area_id for each in mine}
        if mine:
            found[area_id] = [e for e in mine if above[e.area_id or 0] & areas == {e.area_id}]
    return found


def _counted(rows: Sequence[Statistic], series: Series) -> list[Statistic]:
    """All of a sum; of a level the latest one of each area. The later ones come later."""
    if series.kind == "sum":
        return list(rows)
    return list({(each.area_id, each.organization_id): each for each in rows}.values())


def _line(each: Statistic, others: Sequence[Statistic], goals: Sequence[Statistic]) -> Line:
    earlier = [other for other in others if other.last < each.first]
    before = max(
        (other for other in earlier if _is_as_long(other, each) and _ends_just_before(other, each)),
        key=lambda other: other.last,
        default=None,
    )
    year = next((other for other in others if _is_a_year_before(other, each)), None)
    goal = next((g.value for g in goals if g.first <= each.first and each.last <= g.last), None)
    return Line(each, [], _against(each, before), _against(each, year), goal)


def _against(each: Statistic, earlier: Statistic | None) -> Against | None:
    if earlier is None:
        return None
    difference = each.value - earlier.value
    percent = (difference * 100 / earlier.value).quantize(Decimal("0.1")) if earlier.value else None
    return Against(earlier, difference, percent)


def _is_as_long(one: Statistic, other: Statistic) -> bool:
    return abs((one.last - one.first) - (other.last - other.first)) <= ABOUT


def _ends_just_before(earlier: Statistic, each: Statistic) -> bool:
    if each.first == each.last:  # a level: whatever was typed in last
        return True
    return each.first - earlier.last == timedelta(days=1)


def _is_a_year_before(earlier: Statistic, each: Statistic) -> bool:
    near = timedelta(days=1) if each.last.month == 2 else timedelta()
    return (
        earlier.first == _year_before(each.first)
        and abs(earlier.last - _year_before(each.last)) <= near
    )


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _goals(series: Series, area_id: int | None, organization_id: int | None) -> list[Statistic]:
    if not series.goal:
        return []
    of = Q(area=area_id, organization=organization_id)
    return list(figures_in_force(series.goal).filter(of))
