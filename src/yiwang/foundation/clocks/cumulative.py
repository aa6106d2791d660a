"""The cumulative table of a calendar: how much clock time lies before any moment, and back.

Every day has a weight in clock seconds, spread evenly over its working spans. `table[i]` holds the
weights of all days before day i, so both directions are one look-up or one bisection: O(log days).
Outside the table whole ordinary weeks are added by multiplication, so that there is no last day.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from yiwang.foundation.clocks.spans import Spans, length, second_after, worked_seconds

Place = tuple[int, int]  # proleptic ordinal of a local date, second after its midnight


@dataclass(frozen=True, slots=True)
class CumulativeTable:
    """Clock seconds along local time. `first` is a Monday; the table covers whole weeks.

    A day's weight must be 0 exactly when it has no spans, and some day of the week must have one.
    """

    first: int
    table: tuple[int, ...]
    week: tuple[int, ...]
    spans_on: Callable[[int], Spans]

    @classmethod
    def over(
        cls,
        first: int,
        weights: Sequence[int],
        week_weights: Sequence[int],
        spans_on: Callable[[int], Spans],
    ) -> "CumulativeTable":
        """The table of these daily weights, continued on both sides by the ordinary week."""
        return cls(first, _sums(weights), _sums(week_weights), spans_on)

    def position(self, place: Place) -> int:
        """Clock seconds before `place`, counted from the table's beginning."""
        day, second = place
        before = self._before(day)
        spans = self.spans_on(day)
        if not spans or second <= spans[0][0]:
            return before
        weight = self._before(day + 1) - before
        return before + weight * worked_seconds(spans, second) // length(spans)

    def place(self, position: int) -> Place:
        """The first moment with this position: the end of a span rather than the next beginning."""
        day = self._day_reaching(position)
        before = self._before(day)
        spans = self.spans_on(day)
        weight = self._before(day + 1) - before
        worked = -(-(position - before) * length(spans) // weight)  # rounded up
        return day, second_after(spans, worked)

    def _before(self, day: int) -> int:
        index = day - self.first
        last = len(self.table) - 1
        if 0 <= index <= last:
            return self.table[index]
        beyond = index if index < 0 else index - last
        weeks, weekday = divmod(beyond, 7)
        edge = 0 if index < 0 else self.table[-1]
        return edge + weeks * self.week[-1] + self.week[weekday]

    def _day_reaching(self, position: int) -> int:
        """The day at whose end `position` is reached first."""
        if 0 < position <= self.table[-1]:
            return self.first + bisect_left(self.table, position) - 1
        edge, day = (0, self.first) if position <= 0 else (self.table[-1], self._end)
        weeks, rest = divmod(position - edge - 1, self.week[-1])
        return day + weeks * 7 + bisect_left(self.week, rest + 1) - 1

    @property
    def _end(self) -> int:
        return self.first + len(self.table) - 1


def _sums(weights: Sequence[int]) -> tuple[int, ...]:
    return tuple(accumulate(weights, initial=0))
