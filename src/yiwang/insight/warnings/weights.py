"""How much a window of days weighs: working days fully, other days by the share of cases they get.

Fewer people report on a holiday, so a week of the Spring Festival is no measure for a full one.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

LEAST_OFF, MOST_OFF = 0.1, 1.5
LEAST_DAYS = 8  # of each kind, before their share is trusted


def share_of_other_days(by_day: Mapping[date, int], is_working: Callable[[date], bool]) -> float:
    """Cases on a day without work, for each case on a working day; 1 where too little is known."""
    working = [number for day, number in by_day.items() if is_working(day)]
    others = [number for day, number in by_day.items() if not is_working(day)]
    if min(len(working), len(others)) < LEAST_DAYS or not sum(working):
        return 1.0
    share = (sum(others) / len(others)) / (sum(working) / len(working))
    return min(max(share, LEAST_OFF), MOST_OFF)


def weight_of(first: date, days: int, is_working: Callable[[date], bool], share: float) -> float:
    """Of so many days from the first one on."""
    each = (first + timedelta(days=number) for number in range(days))
    return sum(1.0 if is_working(day) else share for day in each)
