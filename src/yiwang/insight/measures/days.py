"""Periods as people say them: from one day to another, both included, in the territory's time."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

BEGINNING = date(2000, 1, 1)  # nothing counts before
TENS = (1, 11, 21)  # on which days of a month ten days begin


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From the first day to the last, both included; never empty."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    @classmethod
    def of_month(cls, day: date) -> "Days":
        """The whole month that a day lies in."""
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

    @classmethod
    def of_year(cls, day: date) -> "Days":
        """From the first of January to the day."""
        return cls(date(day.year, 1, 1), day)

    @classmethod
    def until(cls, last: date, number: int) -> "Days":
        """So many days, up to and with the last."""
        return cls(last - timedelta(days=number - 1), last)

    @property
    def number(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> "Days":
        """As many days just before (period on period); of a whole month, the month before."""
        end = self.first - timedelta(days=1)
        if self == Days.of_month(self.first):
            return Days.of_month(end)
        return Days.until(end, self.number)

    def year_before(self) -> "Days":
        """The same days a year earlier (year on year)."""
        return Days(_a_year_earlier(self.first), _a_year_earlier(self.last))

    def split(self) -> "tuple[list[date], list[Days]]":
        """The whole months within, each by its first day, and the days left at both ends."""
        months = [
            month
            for month in self.by_month()
            if self.first <= month.first and month.last <= self.last
        ]
        return [month.first for month in months], self._around(months)

    def in_tens(self) -> "tuple[list[date], list[Days]]":
        """The whole tens of days within, each by its first day, and the days left at both ends. A
        month has three tens; the last of them is what is left of it."""
        tens = [
            ten
            for month in self.by_month()
            for ten in month._tens()
            if self.first <= ten.first and ten.last <= self.last
        ]
        return [ten.first for ten in tens], self._around(tens)

    def _tens(self) -> "list[Days]":
        firsts = [self.first.replace(day=day) for day in TENS]
        lasts = [*(first - timedelta(days=1) for first in firsts[1:]), self.last]
        return [Days(first, last) for first, last in zip(firsts, lasts, strict=True)]

    def _around(self, within: "list[Days]") -> "list[Days]":
        """The days before the first and after the last of these; all where there are none."""
        if not within:
            return [self]
        ends = [
            (self.first, within[0].first - timedelta(days=1)),
            (within[-1].last + timedelta(days=1), self.last),
        ]
        return [Days(first, last) for first, last in ends if first <= last]

    def by_month(self) -> "Iterator[Days]":
        """The whole months that any of the days lie in."""
        month = Days.of_month(self.first)
        while month.first <= self.last:
            yield month
            month = Days.of_month(month.last + timedelta(days=1))

    def steps(self, step: str) -> "list[Days]":
        """Cut into days, weeks (from Monday) or months; the first and the last may be shorter."""
        cuts: list[Days] = []
        start = self.first
        while start <= self.last:
            end = min(_end_of(start, step), self.last)
            cuts.append(Days(start, end))
            start = end + timedelta(days=1)
        return cuts


def _end_of(day: date, step: str) -> date:
    if step == "day":
        return day
    if step == "week":
        return day + timedelta(days=6 - day.weekday())
    return Days.of_month(day).last


def _a_year_earlier(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
