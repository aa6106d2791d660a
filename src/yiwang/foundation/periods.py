"""Periods: months, quarters, half-years and years of the calendar, both days included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `since` to `until`, both included."""

    since: date
    until: date

    def days_left(self, on: date) -> int:
        """How many days of it come after this one."""
        return (self.until - on).days


def span_around(day: date, cadence: str) -> Span:
    """The period of this cadence that the day lies in."""
    length = MONTHS[cadence]
    first = (day.month - 1) // length * length + 1
    since = date(day.year, first, 1)
    return Span(since, _plus_months(since, length) - timedelta(days=1))


def span_before(day: date, cadence: str) -> Span:
    """The last period that had ended before the day."""
    return span_around(span_around(day, cadence).since - timedelta(days=1), cadence)


def spans_back(day: date, cadence: str, number: int) -> Iterator[Span]:
    """The period around the day and those before it, the latest first."""
    span = span_around(day, cadence)
    for _each in range(number):
        yield span
        span = span_around(span.since - timedelta(days=1), cadence)


def _plus_months(day: date, months: int) -> date:
    number = day.month - 1 + months
    return date(day.year + number // 12, number % 12 + 1, 1)
