"""Board figures over the facts of ten million cases in 65 536 grids, beside plain SQL over them.

    .venv/bin/python -m bench.measures [--cases 10000000] [--few 100000] [--times 41]
        [--keep FOLDER]

The territory is made up (bench/parts/municipality.py), and so are the facts
(bench/parts/many_facts.py): three years of cases, one row each. Every question of the board
(bench/parts/board_questions.py) is asked through the queries that pages use, and again as one plain
statement over the rows of the cases; both answers must be equal. Few and many cases are in two
databases side by side and asked by turns. Asked for: at most 100 ms over many, the median, and no
more than 1.5 times as long as over few. How much it grew is told by the processor time of both
programs, which other work on the machine disturbs least; beside it stand the times on the wall, and
the rows and blocks that are read. Ends with an error where missed.

Making ten million takes some 25 minutes; in a folder that is kept they are made once.
"""

import argparse
import os
import statistics
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.locate import installation
from bench.parts import municipality

if TYPE_CHECKING:
    from bench.parts.board_questions import Question
    from bench.parts.side_by_side import SideBySide

SLOWEST_MS, GROWTH = 100, 1.5


@dataclass(frozen=True)
class Took:
    """Medians of milliseconds on the wall and of the processor; rows and blocks that were read; and
    the milliseconds of plain SQL."""

    wall: float
    processor: float
    rows: int
    blocks: int
    plain: float


def main() -> None:
    """Make the territory and the facts, ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--few", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=41)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with installation(given.keep):
        from bench.parts.side_by_side import SideBySide

        both = SideBySide(load)
        for cases in (given.few, given.cases):
            both.prepare(cases)
        missed = asked(both, given.few, given.cases, given.times)
        both.close()
    print(f"all answers equal those of plain SQL; load {os.getloadavg()[0]:.1f}")
    if missed:
        sys.exit(f"over {SLOWEST_MS} ms, or grown {GROWTH} times: {'; '.join(missed)}")
    print(f"all within {SLOWEST_MS} ms; none grown {GROWTH} times")


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


def asked(both: "SideBySide", few: int, many: int, times: int) -> list[str]:
    """Print every question over few and over many; the names of what misses what is asked for."""
    from bench.parts.board_questions import questions

    print(
        f"{f'medians over {few:,} and {many:,}':<55}{'ms':>13}{'ratio':>7}{'processor':>15}"
        f"{'ratio':>7}{'rows':>15}{'blocks':>15}{'plain SQL':>13}"
    )
    missed = []
    with both.using(many):
        every = questions()
    for question in every:
        less, more = measured(both, question, (few, many), times)
        growth = more.processor / less.processor
        print(
            f"{question.name:<55}{less.wall:>6.1f} {more.wall:>6.1f}{more.wall / less.wall:>7.2f}"
            f"{less.processor:>8.2f} {more.processor:>6.2f}{growth:>7.2f}{less.rows:>8} "
            f"{more.rows:>6}{less.blocks:>8} {more.blocks:>6}{more.plain:>10,.0f} ms",
            flush=True,
        )
        if more.wall > SLOWEST_MS or growth > GROWTH:
            missed.append(question.name)
    return missed


def measured(
    both: "SideBySide", question: "Question", sizes: tuple[int, int], times: int
) -> list[Took]:
    """Both sizes by turns, and each once in plain SQL."""
    from bench.parts.side_by_side import Spent, read

    spent: dict[int, list[tuple[float, float]]] = {cases: [] for cases in sizes}
    for _time in range(times):
        for cases in sizes:
            with both.using(cases):
                spent[cases].append(Spent().on(question.ask))
    found = []
    for cases in sizes:
        with both.using(cases):
            plain = compare(question)
            wall, processor = map(statistics.median, zip(*spent[cases], strict=True))
            found.append(Took(wall, processor, *read(question.ask), plain))
    return found


def compare(question: "Question") -> float:
    """Milliseconds of plain SQL, which must say the same."""
    told = question.says(question.ask())
    began = time.perf_counter()
    right = question.plainly()
    took = (time.perf_counter() - began) * 1_000
    assert told == right, (question.name, differing(told, right))
    return took


def differing(one: dict[Any, Any], other: dict[Any, Any]) -> list[Any]:
    """A few of the differences."""
    keys = [key for key in {*one, *other} if one.get(key) != other.get(key)]
    return [(key, one.get(key), other.get(key)) for key in keys[:3]]


if __name__ == "__main__":
    main()
