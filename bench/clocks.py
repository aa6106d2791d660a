"""Due times per second: the cumulative table beside a walk over the minutes, in the same run.

    .venv/bin/python bench/clocks.py [--seconds 2]

Both compute the same due times for the same starts and limits, which is checked on the way.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from yiwang.foundation.clocks.announced import announced_days_cn
from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.tests.calendars import SHANGHAI, office
from yiwang.foundation.clocks.tests.minute_oracle import MinuteOracle

Question = tuple[datetime, Limit]
WHOLE = set(range(510, 720)) | set(range(810, 1050))


def questions(count: int) -> list[Question]:
    """Starts over twelve years, and the limits that cases really have."""
    chance = random.Random(2026)
    first = datetime(2015, 1, 1, tzinfo=SHANGHAI)
    limits = [
        Limit(Decimal(value), kind)
        for value, kind in (
            (4, ClockKind.WORK_HOUR),
            (1, ClockKind.WORK_DAY),
            (5, ClockKind.WORK_DAY),
            (24, ClockKind.URGENT_HOUR),
            (7, ClockKind.CALENDAR_DAY),
        )
    ]
    return [
        (first + timedelta(minutes=chance.randrange(12 * 365 * 1440)), chance.choice(limits))
        for _ in range(count)
    ]


def per_second(
    answer: Callable[[Question], datetime], asked: Sequence[Question], seconds: float
) -> float:
    """How many questions are answered in a second, measured over at least `seconds`."""
    done, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        answer(asked[done % len(asked)])
        done += 1
    return done / (time.perf_counter() - begin)


def main() -> None:
    """Check that both agree, measure both, print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    seconds = parser.parse_args().seconds
    calendar = office()
    days = {day.day: WHOLE if day.is_working else set() for day in announced_days_cn()}
    oracle = MinuteOracle([WHOLE] * 5 + [set()] * 2, days)

    def table(question: Question) -> datetime:
        return calendar.due(*question)

    def walk(question: Question) -> datetime:
        start, limit = question
        return oracle.due(start, Fraction(limit.value), limit.kind)

    asked = questions(10_000)
    differing = [question for question in asked[:200] if table(question) != walk(question)]
    if differing:
        raise SystemExit(f"They disagree: {differing[:3]}")
    fast, slow = per_second(table, asked, seconds), per_second(walk, asked, seconds)
    print(f"cumulative table   {fast:>12,.0f} due times per second")
    print(f"minute by minute   {slow:>12,.0f} due times per second")
    print(f"ratio              {fast / slow:>12,.0f}")


if __name__ == "__main__":
    main()
