"""Board figures over the facts of ten million cases in 65 536 grids, beside plain SQL over them.

    .venv/bin/python -m bench.measures [--cases 10000000] [--few 100000] [--times 11]

The territory is made up (bench/parts/municipality.py), and so are the facts
(bench/parts/many_facts.py): three years of cases, one row each. Every question of the board is
asked through the queries that pages use, and again as one plain statement over the rows of the
cases; both answers must be equal. The median of several times counts, first over few cases, then
over many. Asked for: at most 100 ms over many, and no more than 1.5 times as long as over few; what
answers within 10 ms over many may take as many times as it likes. Ends with an error where missed.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from bench.locate import installation
from bench.parts import municipality
from bench.parts.plain_sums import Found, Plain
from yiwang.insight.measures.days import Days

SLOWEST_MS, GROWTH, AT_ONCE_MS = 100, 1.5, 10
LAST = date(2025, 12, 31)
MONTH, YEARS = Days.of_month(LAST), Days(date(2023, 1, 1), LAST)
LOOSE = Days(date(2025, 11, 17), date(2025, 12, 16))
PLAIN = Plain()
Measured = dict[str, tuple[float, float]]  # milliseconds of ours and of plain SQL
FIVE = ("resolution_rate", "satisfaction_rate", "on_time_rate", "response_rate", "ending_days")


@dataclass(frozen=True)
class Question:
    """What the board asks, and the same in plain SQL: (group, counts) rows as a dict."""

    name: str
    ask: Callable[[], Found]
    plainly: Callable[[], Found]


def main() -> None:
    """Make the territory and the facts, ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--few", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=11)
    given = parser.parse_args()
    with installation():
        load()
        few = measured(given.few, given.times)
        many = measured(given.cases, given.times)
    missed = compared(few, many, f"{given.few:>12,}{given.cases:>12,}")
    print(f"all answers equal those of plain SQL; load {os.getloadavg()[0]:.1f}")
    if missed:
        sys.exit(f"over {SLOWEST_MS} ms, or grown {GROWTH} times: {'; '.join(missed)}")
    print(f"all within {SLOWEST_MS} ms; none grown {GROWTH} times beyond {AT_ONCE_MS} ms")


def compared(few: Measured, many: Measured, sizes: str) -> list[str]:
    """Print both beside each other; the names of what misses what is asked for."""
    print(f"{'median of each figure':<56}{sizes}{'ratio':>8}{'plain SQL':>11}")
    missed = []
    for name, (ours, plain) in many.items():
        ratio = ours / few[name][0]
        print(f"{name:<56}{few[name][0]:>9.1f} ms{ours:>9.1f} ms{ratio:>8.2f}{plain:>8.0f} ms")
        if ours > SLOWEST_MS or (ratio > GROWTH and ours > AT_ONCE_MS):
            missed.append(name)
    return missed


def load() -> None:
    """The municipality, through its action."""
    from django.db import connection

    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.structure.territory.actions.load_net import load_net

    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    load_net(
        replace(municipality.NET, is_primary=True),
        list(municipality.rows(shaped=("city", "county", "town"))),
        actor=SYSTEM,
        now=datetime.now(UTC),
    )
    print(f"territory loaded in {time.monotonic() - began:.0f} s")


def measured(cases: int, times: int) -> Measured:
    """Milliseconds of every question, ours and plain."""
    from bench.parts.many_facts import make

    began = time.monotonic()
    make(cases)
    print(f"{cases:,} facts and their cells made in {time.monotonic() - began:.0f} s")
    found = {}
    for question in questions():
        told, ours = timed(question.ask, times)
        right, plain = timed(question.plainly, 1)
        assert told == right, (question.name, differing(told, right))
        found[question.name] = ours, plain
    return found


def timed(asked: Callable[[], Any], times: int) -> tuple[Any, float]:
    """The answer, and the median of the milliseconds."""
    took = []
    for _time in range(times):
        began = time.perf_counter()
        answer = asked()
        took.append((time.perf_counter() - began) * 1_000)
    return answer, statistics.median(took)


def differing(one: dict[Any, Any], other: dict[Any, Any]) -> list[Any]:
    """A few of the differences."""
    keys = [key for key in {*one, *other} if one.get(key) != other.get(key)]
    return [(key, one.get(key), other.get(key)) for key in keys[:3]]


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
        five("town", town, YEARS),
        typed("town", town),
        below("town", "resolution_rate", town, "grid", LOOSE),
        below("town", "on_time_rate", town, "grid", LOOSE),
        below("town", "on_time_rate", town, "community", YEARS),
        five("grid", grid, YEARS),
    ]


def five(name: str, area: int | None, days: Days) -> Question:
    """Five figures at once."""

    def ask() -> Found:
        return {f.indicator.key: numbers(f) for f in queries().figures_of(FIVE, about(area), days)}

    return Question(
        f"{name}, five figures, {told(days)}", ask, lambda: PLAIN.figures(FIVE, area, days)
    )


def below(name: str, key: str, area: int | None, level: str, days: Days) -> Question:
    """One figure of every area of a level: what colours a map."""
    return Question(
        f"{name}, {key} of every {level}, {told(days)}",
        lambda: each(queries().figures_below(key, area, level, days)),
        lambda: PLAIN.below(key, area, level, days),
    )


def typed(name: str, area: int | None) -> Question:
    """One figure by type."""
    return Question(
        f"{name}, in by type, {told(LOOSE)}",
        lambda: each(queries().by_type("reported_cases", about(area), LOOSE)),
        lambda: PLAIN.by_type("reported_cases", area, LOOSE),
    )


def by_day(name: str, area: int | None) -> Question:
    """One figure day by day."""
    return Question(
        f"{name}, in by day, {told(LOOSE)}",
        lambda: each(dict(queries().trend("reported_cases", about(area), LOOSE, "day"))),
        lambda: PLAIN.by_day("reported_cases", area, LOOSE),
    )


def median(name: str, area: int | None, days: Days) -> Question:
    """The median of the hours to the end."""

    def ask() -> Found:
        [figure] = queries().figures_of(["ending_hours_median"], about(area), days)
        return {0: numbers(figure)}

    return Question(
        f"{name}, median hours, {told(days)}", ask, lambda: {0: PLAIN.median(area, days)}
    )


def hot(name: str, area: int) -> Question:
    """Where cases lie thick, in hexagons as wide as the board shows them. Plain: place by place."""
    from h3 import int_to_str

    from yiwang.insight.measures.spots import LEAST, size_kept, spots

    size = size_kept(area)
    assert size is not None
    return Question(
        f"{name}, hot spots, {told(LOOSE)}",
        lambda: {int_to_str(s.cell): (s.cases,) for s in spots(area, LOOSE, resolution=size)},
        lambda: PLAIN.spots(area, size, LEAST, LOOSE),
    )


def medians(name: str, area: int, level: str, days: Days) -> Question:
    """The median of every area of a level."""
    return Question(
        f"{name}, median hours of every {level}, {told(days)}",
        lambda: each(queries().figures_below("ending_hours_median", area, level, days)),
        lambda: PLAIN.medians(area, level, days),
    )


def queries() -> Any:
    from yiwang.insight.measures import queries

    return queries


def about(area: int | None) -> Any:
    from yiwang.insight.measures.subjects import Subject

    return Subject.whole() if area is None else Subject.area(area)


def each(found: dict[Any, Any]) -> Found:
    """Without what nothing was counted of."""
    return {key: numbers(figure) for key, figure in found.items() if any(numbers(figure))}


def numbers(figure: Any) -> tuple[int, ...]:
    return figure.numerator, figure.denominator


def told(days: Days) -> str:
    return f"{days.number} days"


if __name__ == "__main__":
    main()
