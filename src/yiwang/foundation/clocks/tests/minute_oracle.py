"""Due times by walking minute by minute: slow, obvious, and sharing no code with the table.

It knows calendars as dictionaries of working minutes per date, and reads the rules anew: hours
count working minutes, working days count from the day after the start, each as one whole.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from yiwang.foundation.clocks.limits import ClockKind

MINUTE = timedelta(minutes=1)
Pauses = Sequence[tuple[datetime, datetime]]


class MinuteOracle:
    """`week` and `days` hold the minutes that are worked, counted from midnight."""

    def __init__(self, week: Sequence[set[int]], days: dict[date, set[int]]) -> None:
        self.week = week
        self.days = days

    def working_minutes(self, day: date) -> set[int]:
        """The worked minutes of a day."""
        return self.days.get(day, self.week[day.weekday()])

    def due(
        self, start: datetime, units: Fraction, kind: ClockKind, pauses: Pauses = ()
    ) -> datetime:
        """The end of the minute in which so many hours or days are used up."""
        used = Fraction(0)
        for minute in self._counted_minutes(start, kind):
            if used >= units:
                return minute
            if not any(begin <= minute < end for begin, end in pauses):
                used += self._worth(minute, kind)
            if used >= units:
                return minute + MINUTE
        raise AssertionError("a walk over minutes has no end")

    def used(
        self, start: datetime, end: datetime, kind: ClockKind, pauses: Pauses = ()
    ) -> Fraction:
        """Hours or days used up between the two."""
        used = Fraction(0)
        for minute in self._counted_minutes(start, kind):
            if minute >= end:
                return used
            if not any(begin <= minute < over for begin, over in pauses):
                used += self._worth(minute, kind)
        raise AssertionError("a walk over minutes has no end")

    def _counted_minutes(self, start: datetime, kind: ClockKind) -> Iterator[datetime]:
        minute = start
        if kind is ClockKind.WORK_DAY:
            midnight = start.replace(hour=0, minute=0)
            minute = midnight + timedelta(days=1)
        while True:
            yield minute
            minute += MINUTE

    def _worth(self, minute: datetime, kind: ClockKind) -> Fraction:
        if kind is ClockKind.URGENT_HOUR:
            return Fraction(1, 60)
        if kind is ClockKind.CALENDAR_DAY:
            return Fraction(1, 24 * 60)
        worked = self.working_minutes(minute.date())
        if minute.hour * 60 + minute.minute not in worked:
            return Fraction(0)
        return Fraction(1, 60) if kind is ClockKind.WORK_HOUR else Fraction(1, len(worked))
