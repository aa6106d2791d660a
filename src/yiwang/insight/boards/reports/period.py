"""Which days a report is about, and which issue of its year it is. Pure.

A daily report is of one day, its issue the day of the year; a weekly one runs from Monday to
Sunday, its issue the week of ISO 8601. A report of days that are not over says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from yiwang.insight.measures.days import Days

DAILY, WEEKLY = "daily", "weekly"
WEEK = 7


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: its kind, its days, and its year and number."""

    kind: str
    days: Days
    year: int
    number: int

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.days.last < today


def issue_of(kind: str, day: date) -> Issue:
    """The issue in which a day lies."""
    if kind == WEEKLY:
        monday = day - timedelta(days=day.weekday())
        year, week, _weekday = day.isocalendar()
        return Issue(WEEKLY, Days(monday, monday + timedelta(days=WEEK - 1)), year, week)
    return Issue(DAILY, Days(day, day), day.year, day.timetuple().tm_yday)
