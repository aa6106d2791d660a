"""The moments at which a limit may begin to run, over one year of a working calendar.

Every day's midnight (when a limit in working days counts longest) and, on working days, the close
of work (when one in working hours does). Make-up working days and holidays count as they are.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from yiwang.foundation.clocks.working_time import WorkingTime


def start_moments(days: WorkingTime, year: int) -> Iterator[datetime]:
    """Midnights and closing hours of the year, in order."""
    closing = timedelta(seconds=days.ordinary_day[-1][1])
    for day in _days_of(year):
        midnight = datetime.combine(day, time.min, ZoneInfo(days.timezone))
        yield midnight
        if days.is_working(day):
            yield midnight + closing


def telling_moments(days: WorkingTime, year: int) -> list[datetime]:
    """Four of them: midnight and close of the first working day of the year, and of the last one
    before the longest stretch of days off."""
    working = [day for day in _days_of(year) if days.is_working(day)]
    before = max(pairwise(working), key=lambda pair: pair[1] - pair[0], default=(working[0],))[0]
    chosen = {working[0], before}
    return [moment for moment in start_moments(days, year) if moment.date() in chosen]


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(1)
