"""What a board asks of a city, a county, a town and a grid, and the same in plain SQL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.parts.many_facts import SOME_TYPES
from bench.parts.plain_sums import Found, Plain
from yiwang.insight.measures.days import Days

LAST = date(2025, 12, 31)
MONTH, YEARS = Days.of_month(LAST), Days(date(2023, 1, 1), LAST)
LOOSE = Days(date(2025, 11, 17), date(2025, 12, 16))
PLAIN = Plain()
FIVE = ("resolution_rate", "satisfaction_rate", "on_time_rate", "response_rate", "ending_days")


@dataclass(frozen=True)
class Question:
    """What the board asks, what that says as a dict of (group, counts), and the same in plain
    SQL."""

    name: str
    ask: Callable[[], Any]
    says: Callable[[Any], Found]
    plainly: Callable[[], Found]


def questions() -> list[Question]:
    """What a board asks of a city, a county, a town and a grid."""
    from yiwang.structure.territory.queries import area_by_code

    county, town = area_by_code("county-001001").pk, area_by_code("town-015015").pk
    top, grid = area_by_code("city").pk, area_by_code("grid-120120").pk
    return [
        five("city", None, LOOSE),
        five("city", None, YEARS),
        below("city", "resolution_rate", None, "town", LOOSE),
        below("city", "on_time_rate", None, "county", MONTH),
        typed("city", None),
        by_day("city", None),
        median("city", None, LOOSE),
        median("city", None, YEARS),
        median("county", county, LOOSE),
        medians("county", county, "town", LOOSE),
        five("county", county, LOOSE),
        below("county", "resolution_rate", county, "town", LOOSE),
        typed("county", county),
        hot("city", top),
        hot("county", county),
        hot("town", town),
        hot("city", top, SOME_TYPES),
        hot("county", county, SOME_TYPES),
        five("town", town, YEARS),
        typed("town", town),
        below("town", "resolution_rate", town, "grid", LOOSE),
        below("town", "on_time_rate", town, "grid", LOOSE),
        below("town", "on_time_rate", town, "community", YEARS),
        five("grid", grid, YEARS),
    ]


def five(name: str, area: int | None, days: Days) -> Question:
    """Five figures at once."""
    return Question(
        f"{name}, five figures, {told(days)}",
        lambda: queries().figures_of(FIVE, about(area), days),
        lambda found: {figure.indicator.key: numbers(figure) for figure in found},
        lambda: PLAIN.figures(FIVE, area, days),
    )


def below(name: str, key: str, area: int | None, level: str, days: Days) -> Question:
    """One figure of every area of a level: what colours a map."""
    return Question(
        f"{name}, {key} of every {level}, {told(days)}",
        lambda: queries().figures_below(key, area, level, days),
        each,
        lambda: PLAIN.below(key, area, level, days),
    )


def typed(name: str, area: int | None) -> Question:
    """One figure by type."""
    return Question(
        f"{name}, in by type, {told(LOOSE)}",
        lambda: queries().by_type("reported_cases", about(area), LOOSE),
        each,
        lambda: PLAIN.by_type("reported_cases", area, LOOSE),
    )


def by_day(name: str, area: int | None) -> Question:
    """One figure day by day."""
    return Question(
        f"{name}, in by day, {told(LOOSE)}",
        lambda: queries().trend("reported_cases", about(area), LOOSE, "day"),
        lambda found: each(dict(found)),
        lambda: PLAIN.by_day("reported_cases", area, LOOSE),
    )


def median(name: str, area: int | None, days: Days) -> Question:
    """The median of the hours to the end."""
    return Question(
        f"{name}, median hours, {told(days)}",
        lambda: queries().figures_of(["ending_hours_median"], about(area), days),
        lambda found: {0: numbers(found[0])},
        lambda: {0: PLAIN.median(area, days)},
    )


def hot(name: str, area: int, types: range | None = None) -> Question:
    """Where cases lie thick, in hexagons as wide as the board shows them. Plain: place by place."""
    from h3 import int_to_str

    from yiwang.insight.measures.spots import LEAST, size_kept, spots

    size = size_kept(area)
    assert size is not None
    return Question(
        f"{name}, hot spots{f' of {len(types)} types' if types else ''}, {told(LOOSE)}",
        lambda: spots(area, LOOSE, resolution=size, types=types),
        lambda found: {int_to_str(spot.cell): (spot.cases,) for spot in found},
        lambda: PLAIN.spots(area, size, LEAST, LOOSE, types),
    )


def medians(name: str, area: int, level: str, days: Days) -> Question:
    """The median of every area of a level."""
    return Question(
        f"{name}, median hours of every {level}, {told(days)}",
        lambda: queries().figures_below("ending_hours_median", area, level, days),
        each,
        lambda: PLAIN.medians(area, level, days),
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


def told(days: Days) -> str:
    """How many they are."""
    return f"{days.number} days"
