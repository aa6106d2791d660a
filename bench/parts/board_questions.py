"""What boards, reports and public tables ask, and the same in plain SQL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.parts.many_facts import SOME_TYPES
from bench.parts.plain_sums import PUBLISHED, Found, Plain, Types
from yiwang.insight.measures.days import Days

LAST, TODAY = date(2025, 12, 31), date(2025, 12, 16)
MONTH, YEARS = Days.of_month(LAST), Days(date(2023, 1, 1), LAST)
LOOSE, YEAR, DAY = Days.until(TODAY, 30), Days.of_year(TODAY), Days(TODAY, TODAY)
CUT = Days(date(2023, 1, 17), TODAY)  # of three years, the first and the last in part
QUARTER, CLOSED = (
    Days(date(2025, 7, 1), date(2025, 9, 30)),
    Days(date(2024, 12, 1), date(2025, 11, 30)),
)
PLAIN = Plain()
FIVE = ("resolution_rate", "satisfaction_rate", "on_time_rate", "response_rate", "ending_days")
CAME, WENT = "reported_cases", "ended_cases"


@dataclass(frozen=True)
class Question:
    """What the board asks, what that says as a dict of (group, counts), and the same in plain
    SQL."""

    name: str
    ask: Callable[[], Any]
    says: Callable[[Any], Found]
    plainly: Callable[[], Found]


def questions() -> list[Question]:
    """What boards ask of a city, a county, a town, a community and a grid, and what reports and
    public tables ask of the whole."""
    from yiwang.structure.territory.queries import area_by_code

    asked: list[Question] = []
    for code, of_it in OF_AREAS.items():
        asked += of_it(code.partition("-")[0], area_by_code(code).pk)
    return asked


def of_city(name: str, city: int) -> list[Question]:
    """The top of the net lies in every case, so it is asked of the whole, but for hexagons."""
    return [
        five(name, None, DAY),
        five(name, None, LOOSE),
        five(name, None, YEARS),
        five(name, None, LOOSE, SOME_TYPES),
        below(name, "resolution_rate", None, "town", LOOSE),
        below(name, "on_time_rate", None, "county", MONTH),
        below(name, "resolution_rate", None, "county", LOOSE, SOME_TYPES),
        typed(name, None),
        by_day(name, None, CAME),
        by_day(name, None, WENT, SOME_TYPES),
        by_month(name, None),
        median(name, None, LOOSE),
        median(name, None, YEARS),
        median(name, None, CUT),
        medians(name, None, "county", LOOSE),
        hot(name, city, LOOSE),
        hot(name, city, YEAR),
        hot(name, city, LOOSE, SOME_TYPES),
        public(name),
        framed(name),
    ]


def of_county(name: str, county: int) -> list[Question]:
    """Has cells by the day and the type."""
    return [
        five(name, county, LOOSE),
        five(name, county, LOOSE, SOME_TYPES),
        below(name, "resolution_rate", county, "town", LOOSE),
        below(name, "on_time_rate", county, "town", YEAR),
        typed(name, county),
        by_day(name, county, WENT),
        median(name, county, LOOSE),
        median(name, county, CUT),
        medians(name, county, "town", LOOSE),
        hot(name, county, LOOSE),
        hot(name, county, YEAR),
        hot(name, county, LOOSE, SOME_TYPES),
    ]


def of_town(name: str, town: int) -> list[Question]:
    """Has cells by the day, and by the type in a month."""
    return [
        five(name, town, LOOSE),
        five(name, town, YEARS),
        five(name, town, LOOSE, SOME_TYPES),
        typed(name, town),
        by_day(name, town, WENT),
        median(name, town, LOOSE),
        median(name, town, CUT),
        hot(name, town, LOOSE),
        hot(name, town, YEAR),
        below(name, "resolution_rate", town, "grid", LOOSE),
        below(name, "on_time_rate", town, "grid", LOOSE),
        below(name, "on_time_rate", town, "community", YEARS),
    ]


def of_community(name: str, community: int) -> list[Question]:
    """Has cells by the month alone."""
    return [
        five(name, community, LOOSE),
        typed(name, community),
        by_day(name, community, WENT),
        median(name, community, LOOSE),
        hot(name, community, LOOSE),
        below(name, "on_time_rate", community, "grid", LOOSE),
    ]


def of_grid(name: str, grid: int) -> list[Question]:
    """As a community."""
    return [
        five(name, grid, LOOSE),
        five(name, grid, YEARS),
        by_day(name, grid, CAME),
        hot(name, grid, LOOSE),
    ]


OF_AREAS = {
    "city": of_city,
    "county-001001": of_county,
    "town-015015": of_town,
    "community-030060": of_community,
    "grid-120120": of_grid,
}


def five(name: str, area: int | None, days: Days, types: Types = None) -> Question:
    """Five figures at once."""
    return Question(
        f"{name}, five figures{of(types)}, {told(days)}",
        lambda: queries().figures_of(FIVE, about(area), days, types=types),
        lambda found: {figure.indicator.key: numbers(figure) for figure in found},
        lambda: PLAIN.figures(FIVE, area, days, types),
    )


def below(
    name: str, key: str, area: int | None, level: str, days: Days, types: Types = None
) -> Question:
    """One figure of every area of a level: what colours a map."""
    return Question(
        f"{name}, {key}{of(types)} of every {level}, {told(days)}",
        lambda: queries().figures_below(key, area, level, days, types=types),
        each,
        lambda: PLAIN.below(key, area, level, days, types),
    )


def typed(name: str, area: int | None) -> Question:
    """One figure by type."""
    return Question(
        f"{name}, in by type, {told(LOOSE)}",
        lambda: queries().by_type(CAME, about(area), LOOSE),
        each,
        lambda: PLAIN.by_type(CAME, area, LOOSE),
    )


def by_day(name: str, area: int | None, key: str, types: Types = None) -> Question:
    """One figure day by day."""
    return Question(
        f"{name}, {key}{of(types)} by day, {told(LOOSE)}",
        lambda: queries().trend(key, about(area), LOOSE, "day", types=types),
        lambda found: each(dict(found)),
        lambda: PLAIN.by_day(key, area, LOOSE, types),
    )


def by_month(name: str, area: int | None) -> Question:
    """One figure month by month."""
    return Question(
        f"{name}, {CAME} by month, {told(YEAR)}",
        lambda: queries().trend(CAME, about(area), YEAR, "month"),
        lambda found: each(dict(found)),
        lambda: PLAIN.by_month(CAME, area, YEAR),
    )


def median(name: str, area: int | None, days: Days) -> Question:
    """The median of the hours to the end."""
    return Question(
        f"{name}, median hours, {told(days)}",
        lambda: queries().figures_of(["ending_hours_median"], about(area), days),
        lambda found: {0: numbers(found[0])},
        lambda: {0: PLAIN.median(area, days)},
    )


def hot(name: str, area: int, days: Days, types: Types = None) -> Question:
    """Where cases lie thick, in hexagons as wide as the board shows them. Plain: place by place."""
    from h3 import int_to_str

    from yiwang.insight.measures.spots import FINEST, LEAST, size_kept, spots

    size = size_kept(area) or FINEST
    return Question(
        f"{name}, hot spots{of(types)}, {told(days)}",
        lambda: spots(area, days, resolution=size, types=types),
        lambda found: {int_to_str(spot.cell): (spot.cases,) for spot in found},
        lambda: PLAIN.spots(area, size, LEAST, days, types),
    )


def medians(name: str, area: int | None, level: str, days: Days) -> Question:
    """The median of every area of a level."""
    return Question(
        f"{name}, median hours of every {level}, {told(days)}",
        lambda: queries().figures_below("ending_hours_median", area, level, days),
        each,
        lambda: PLAIN.medians(area, level, days),
    )


def public(name: str) -> Question:
    """The numbers of the published figures, of twelve closed months."""
    from yiwang.insight.disclosure.honest import numbers_of

    return Question(
        f"{name}, published figures, {told(CLOSED)}",
        lambda: numbers_of(CLOSED),
        lambda found: {name: (found[name],) for name in PUBLISHED},
        lambda: PLAIN.published(CLOSED),
    )


def framed(name: str) -> Question:
    """The published table of a quarter: counties by type."""
    from yiwang.insight.disclosure.framing import COUNTS
    from yiwang.insight.measures.reading import Asked, sums
    from yiwang.insight.measures.subjects import AREA
    from yiwang.structure.territory.counting import ids_of_level_below

    asked = Asked(COUNTS, AREA, tuple(ids_of_level_below("county", None)), QUARTER, "type")
    return Question(
        f"{name}, published table of every county by type, {told(QUARTER)}",
        lambda: sums(asked),
        lambda found: {(area, kind): counted for area, kind, counted in found if any(counted)},
        lambda: PLAIN.framed("county", QUARTER),
    )


def queries() -> Any:
    """Those that pages use."""
    from yiwang.insight.measures import queries

    return queries


def about(area: int | None) -> Any:
    """The whole territory, or an area."""
    from yiwang.insight.measures.subjects import Subject

    return Subject.whole() if area is None else Subject.area(area)


def each(found: Mapping[Any, Any]) -> Found:
    """Without what nothing was counted of."""
    return {key: numbers(figure) for key, figure in found.items() if any(numbers(figure))}


def numbers(figure: Any) -> tuple[int, ...]:
    """What a figure is made of."""
    return figure.numerator, figure.denominator


def of(types: Types) -> str:
    """Of how many types."""
    return f" of {len(types)} types" if types else ""


def told(days: Days) -> str:
    """How many they are."""
    return f"{days.number} days"
