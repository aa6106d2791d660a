"""Months and quarters: their days, and which of them are over for as long as it takes."""

from collections.abc import Iterator
from datetime import date, timedelta

from yiwang.insight.disclosure.models import MONTH, QUARTER
from yiwang.insight.measures.days import Days

MOST_MONTHS = 36  # how far back the first publication goes


def first_of(day: date, span: str) -> date:
    """The first day of the month or quarter of a day."""
    month = day.month if span == MONTH else (day.month - 1) // 3 * 3 + 1
    return date(day.year, month, 1)


def after(first: date, months: int) -> date:
    """The first of the month so many months later; earlier where negative."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def last_of_span(first: date, span: str) -> date:
    """The last day of the span that begins on `first`."""
    return after(first, 1 if span == MONTH else 3) - timedelta(days=1)


def months_of(first: date) -> list[date]:
    """The first days of the months of a quarter."""
    return [after(first, each) for each in range(3)]


def due(since: date, on: date, delay_days: int) -> Iterator[tuple[str, date]]:
    """Every span from `since` that is over for `delay_days`, months before their quarter."""
    first = max(first_of(since, MONTH), after(first_of(on, MONTH), -MOST_MONTHS))
    while last_of_span(first, MONTH) + timedelta(days=delay_days) < on:
        yield MONTH, first
        if first.month % 3 == 0:
            yield QUARTER, first_of(first, QUARTER)
        first = after(first, 1)


def twelve_months_to(last: date) -> Days:
    """The twelve months that end with a day."""
    return Days(after(first_of(last, MONTH), -11), last)
