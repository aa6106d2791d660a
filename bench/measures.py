"""Board figures over the facts of ten million cases in 65 536 grids, beside plain SQL over them.

    .venv/bin/python -m bench.measures [--cases 10000000] [--few 100000] [--times 11]

The territory is made up (bench/parts/municipality.py), and so are the facts
(bench/parts/many_facts.py): three years of cases, one row each. Every question of the board is
asked through the queries that pages use, and again as one plain statement over the rows of the
cases; both answers must be equal. The median of several times counts, first over few cases, then over
many. Asked for: at most 100 ms over many, and no more than 1.5 times as long as over few.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bench.locate import installation
from bench.parts import municipality

SLOWEST_MS, GROWTH = 100, 1.5
FIVE = ("resolution_rate", "satisfaction_rate", "on_time_rate", "response_rate", "ending_days")


@dataclass(frozen=True)
class Question:
    """What the board asks, and the same in plain SQL: (group, counts) rows as a dict."""

    name: str
    ask: Callable[[], dict[Any, tuple[int, ...]]]
    plainly: Callable[[], dict[Any, tuple[int, ...]]]


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
    print(f"{'':<52}{given.few:>12,}{given.cases:>12,}{'growth':>8}{'plain SQL':>11}")
    missed = []
    for name, (ours, plain) in many.items():
        growth = ours / few[name][0]
        print(f"{name:<52}{few[name][0]:>9.1f} ms{ours:>9.1f} ms{growth:>8.2f}{plain:>8.0f} ms")
        if ours > SLOWEST_MS or (growth > GROWTH and ours > 10):
            missed.append(name)
    print(f"load {os.getloadavg()[0]:.1f}; too slow: {', '.join(missed) or 'none'}")


def load() -> None:
    """The municipality, through its action."""
    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.structure.territory.actions.load_net import load_net

    began = time.monotonic()
    load_net(
        municipality.NET, list(municipality.rows(shaped=False)), actor=SYSTEM, now=datetime.now(UTC)
    )
    print(f"territory loaded in {time.monotonic() - began:.0f} s")


def measured(cases: int, times: int) -> dict[str, tuple[float, float]]:
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
    from bench.parts.plain_sums import Plain
    from yiwang.insight.measures.days import Days
    from yiwang.insight.measures.queries import by_type, figures_below, figures_of, trend
    from yiwang.insight.measures.subjects import Subject
    from yiwang.structure.territory.queries import area_by_code

    last = date(2025, 12, 31)
    month, loose = Days.of_month(last), Days(date(2025, 11, 17), date(2025, 12, 16))
    years = Days(date(2023, 1, 1), last)
    county, town = area_by_code("county-001001").pk, area_by_code("town-015015").pk
    grid = area_by_code("grid-120120").pk
    whole, plain = Subject.whole(), Plain()

    def five(subject: Subject, days: Days) -> dict[Any, tuple[int, ...]]:
        return {f.indicator.key: numbers(f) for f in figures_of(FIVE, subject, days)}

    def each(found: dict[Any, Any]) -> dict[Any, tuple[int, ...]]:
        return {key: numbers(figure) for key, figure in found.items() if any(numbers(figure))}

    def stepped(key: str, subject: Subject, days: Days, step: str) -> dict[Any, tuple[int, ...]]:
        return each(dict(trend(key, subject, days, step)))

    return [
        Question("city, five figures, 30 days", lambda: five(whole, loose),
                 lambda: plain.figures(FIVE, None, loose)),
        Question("city, five figures, three years", lambda: five(whole, years),
                 lambda: plain.figures(FIVE, None, years)),
        Question("city, one figure of 1 024 towns, 30 days",
                 lambda: each(figures_below("resolution_rate", None, "town", loose)),
                 lambda: plain.below("resolution_rate", None, "town", loose)),
        Question("city, on time of 32 counties, a month",
                 lambda: each(figures_below("on_time_rate", None, "county", month)),
                 lambda: plain.below("on_time_rate", None, "county", month)),
        Question("city, by type, 30 days", lambda: each(by_type("reported_cases", whole, loose)),
                 lambda: plain.by_type("reported_cases", None, loose)),
        Question("city, in by day, 30 days",
                 lambda: stepped("reported_cases", whole, loose, "day"),
                 lambda: plain.by_day("reported_cases", None, loose)),
        Question("city, median hours, 30 days", lambda: {0: median(whole, loose)},
                 lambda: {0: plain.median(None, loose)}),
        Question("city, median hours, three years", lambda: {0: median(whole, years)},
                 lambda: {0: plain.median(None, years)}),
        Question("county, five figures, 30 days", lambda: five(Subject.area(county), loose),
                 lambda: plain.figures(FIVE, county, loose)),
        Question("county, one figure of its towns, 30 days",
                 lambda: each(figures_below("resolution_rate", county, "town", loose)),
                 lambda: plain.below("resolution_rate", county, "town", loose)),
        Question("county, by type, 30 days",
                 lambda: each(by_type("reported_cases", Subject.area(county), loose)),
                 lambda: plain.by_type("reported_cases", county, loose)),
        Question("town, five figures, three years", lambda: five(Subject.area(town), years),
                 lambda: plain.figures(FIVE, town, years)),
        Question("town, by type, 30 days",
                 lambda: each(by_type("reported_cases", Subject.area(town), loose)),
                 lambda: plain.by_type("reported_cases", town, loose)),
        Question("town, one figure of its 64 grids, 30 days",
                 lambda: each(figures_below("resolution_rate", town, "grid", loose)),
                 lambda: plain.below("resolution_rate", town, "grid", loose)),
        Question("grid, five figures, three years", lambda: five(Subject.area(grid), years),
                 lambda: plain.figures(FIVE, grid, years)),
    ]  # fmt: skip


def median(subject: Any, days: Any) -> tuple[int, ...]:
    from yiwang.insight.measures.queries import figures_of

    [figure] = figures_of(["ending_hours_median"], subject, days)
    return figure.numerator, figure.denominator


def numbers(figure: Any) -> tuple[int, ...]:
    return figure.numerator, figure.denominator


if __name__ == "__main__":
    main()
