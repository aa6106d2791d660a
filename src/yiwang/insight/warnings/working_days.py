"""The working days that warnings reckon with: the first calendar's, else Monday to Friday."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from yiwang.foundation.clocks.queries import all_calendars, working_time


def is_working_day() -> Callable[[date], bool]:
    """Whether people work on a day."""
    first = next(iter(all_calendars()), None)
    return working_time(first[0]).is_working if first else _is_weekday


def working_days(first: date, last: date) -> int:
    """How many there are, both days included."""
    is_working = is_working_day()
    days = (last - first).days + 1
    return sum(is_working(first + timedelta(days=number)) for number in range(days))


def after_working_days(now: datetime, number: int) -> datetime:
    """The midnight that ends the n-th working day after today."""
    is_working, day = is_working_day(), timezone.localdate(now)
    for _tried in range(366):
        if not number:
            break
        day += timedelta(days=1)
        number -= is_working(day)
    return midnight(day + timedelta(days=1))


def midnight(day: date) -> datetime:
    """The moment a local day begins."""
    return timezone.make_aware(datetime.combine(day, time()))


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5
