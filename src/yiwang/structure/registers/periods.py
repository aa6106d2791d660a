"""Spans that come round again: the month, quarter, half-year or year that a day lies in."""

from datetime import date, timedelta
from typing import NamedTuple

EVERY = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}  # months


class Period(NamedTuple):
    """From its first day to its last, both of it."""

    first: date
    last: date

    def left(self, on: date) -> int:
        """How many days are left after this one."""
        return (self.last - on).days


def period_of(every: str, on: date) -> Period:
    """The period of this kind in which the day lies."""
    months = EVERY[every]
    begins = (on.month - 1) // months * months + 1
    first = on.replace(month=begins, day=1)
    return Period(first, _months_later(first, months) - timedelta(days=1))


def period_before(every: str, on: date) -> Period:
    """The one before that."""
    return period_of(every, period_of(every, on).first - timedelta(days=1))


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)
