"""When something is due and how much time has passed, on each of the four clock kinds.

- `urgent_hour`, `calendar_day`: round the clock. n calendar days end at the same local time n days
  later (a day is 86 400 s; in a zone with daylight saving that shifts by the hour gained or lost).
- `work_hour`: working seconds. 3600 of them are one hour, wherever breaks and nights fall.
- `work_day`: the day of the start does not count; the limit ends at the close of the n-th working
  day after it (Civil Code of the PRC, articles 201 and 203). Every working day counts one, a half
  day too; fractions run evenly over the spans of their day. A task that brings spent time along
  has had its free day already, and counts at once. Decision 0004 says why.

A pause moves the due time by the clock time that it covers. Units are whole seconds of clock time;
a `work_day` has as many as an ordinary day works. Known limits: working time is read off local
wall clocks, and days outside the announced range follow the ordinary week: ask `is_announced`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from yiwang.foundation.clocks.cumulative import CumulativeTable, Place
from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.spans import DAY, Spans, length

Pause = tuple[datetime, datetime]
ROUND_THE_CLOCK = {ClockKind.URGENT_HOUR, ClockKind.CALENDAR_DAY}


@dataclass(frozen=True)
class WorkingTime:
    """A working calendar as plain values: a week of spans from Monday, and the days that differ.

    `days` maps a date to its spans, none for a holiday. The week must have some working time.
    """

    week: tuple[Spans, ...]
    days: Mapping[date, Spans]
    announced_from: date
    announced_through: date
    timezone: str = "Asia/Shanghai"

    def due(
        self,
        start: datetime,
        limit: Limit,
        *,
        spent_seconds: int = 0,
        pauses: Sequence[Pause] = (),
    ) -> datetime:
        """When the limit ends, in the calendar's zone; `start` itself when nothing is left of it.

        `spent_seconds` were used up before `start`, by a task that was returned.
        """
        [due] = self.all_due(start, [limit], spent_seconds=spent_seconds, pauses=pauses)
        return due

    def all_due(
        self,
        start: datetime,
        limits: Sequence[Limit],
        *,
        spent_seconds: int = 0,
        pauses: Sequence[Pause] = (),
    ) -> list[datetime]:
        """The same for several limits of one kind at once."""
        kind, local = limits[0].kind, start.astimezone(self._zone)
        counted_from = self._counted_from(local, kind, spent_seconds)
        since = self._position(counted_from, kind) - spent_seconds
        paused = self._paused(pauses, counted_from, kind) if pauses else []
        goals = (_moved(since + self.seconds_of(limit), paused) for limit in limits)
        return [max(self._moment_of(goal, kind), local) for goal in goals]

    def elapsed(
        self,
        start: datetime,
        end: datetime,
        kind: ClockKind,
        *,
        spent_seconds: int = 0,
        pauses: Sequence[Pause] = (),
    ) -> int:
        """Clock seconds used up at `end`, those brought along included: the inverse of `due`.

        Hand the result to the task that follows as its `spent_seconds`.
        """
        counted_from = self._counted_from(start, kind, spent_seconds)
        begin, now = self._position(counted_from, kind), self._position(end, kind)
        paused = sum(
            min(later, now) - earlier
            for earlier, later in self._paused(pauses, counted_from, kind)
            if earlier < now
        )
        return spent_seconds + max(0, now - begin - paused)

    def seconds_of(self, limit: Limit) -> int:
        """The clock seconds of a limit."""
        return round(limit.value * self._unit[limit.kind])

    def is_working(self, day: date) -> bool:
        """Whether anybody works on that day."""
        return bool(self._spans_on(day.toordinal()))

    def is_counted(self, moment: datetime) -> bool:
        """Whether that second is working time."""
        second = timedelta(seconds=1)
        return self.elapsed(moment, moment + second, ClockKind.WORK_HOUR) > 0

    def is_announced(self, day: date) -> bool:
        """Whether that day's holidays are known. Elsewhere the ordinary week is only a guess."""
        return self.announced_from <= day <= self.announced_through

    @cached_property
    def ordinary_day(self) -> Spans:
        """The spans of the first working weekday: make-up working days follow them."""
        return next(spans for spans in self.week if spans)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def _unit(self) -> dict[ClockKind, int]:
        return {
            ClockKind.URGENT_HOUR: 3600,
            ClockKind.WORK_HOUR: 3600,
            ClockKind.WORK_DAY: length(self.ordinary_day),
            ClockKind.CALENDAR_DAY: DAY,
        }

    @cached_property
    def _tables(self) -> dict[ClockKind, CumulativeTable]:
        known = [self.announced_from, self.announced_through, *self.days]
        first = (min(known) - timedelta(min(known).weekday())).toordinal()
        weeks = (max(known).toordinal() - first) // 7 + 1
        spans = [self._spans_on(first + index) for index in range(weeks * 7)]
        day = self._unit[ClockKind.WORK_DAY]
        worked = [length(each) for each in spans], [length(each) for each in self.week]
        counted = [day * bool(each) for each in spans], [day * bool(each) for each in self.week]
        return {
            ClockKind.WORK_HOUR: CumulativeTable.over(first, *worked, self._spans_on),
            ClockKind.WORK_DAY: CumulativeTable.over(first, *counted, self._spans_on),
        }

    @cached_property
    def _differing(self) -> dict[int, Spans]:
        return {day.toordinal(): spans for day, spans in self.days.items()}

    def _spans_on(self, ordinal: int) -> Spans:
        differing = self._differing.get(ordinal)
        return self.week[(ordinal - 1) % 7] if differing is None else differing

    def _counted_from(self, start: datetime, kind: ClockKind, spent_seconds: int) -> datetime:
        if kind is not ClockKind.WORK_DAY or spent_seconds > 0:
            return start
        next_day = start.astimezone(self._zone).date() + timedelta(1)
        return datetime.combine(next_day, time.min, self._zone)

    def _paused(
        self, pauses: Sequence[Pause], since: datetime, kind: ClockKind
    ) -> list[tuple[int, int]]:
        """The pauses as positions, in order, from `since` on, and none counted twice."""
        covered = self._position(since, kind)
        intervals = []
        for begin, end in sorted(pauses):
            earlier = max(covered, self._position(begin, kind))
            covered = max(earlier, self._position(end, kind))
            intervals.append((earlier, covered))
        return intervals

    def _position(self, moment: datetime, kind: ClockKind) -> int:
        if kind in ROUND_THE_CLOCK:
            return int(moment.timestamp())
        local = moment.astimezone(self._zone)
        place = local.toordinal(), local.hour * 3600 + local.minute * 60 + local.second
        return self._tables[kind].position(place)

    @cached_property
    def _moment_of(self) -> Callable[[int, ClockKind], datetime]:
        """Kept, because what arrives within one second, or by night, is due at the same moment."""
        return lru_cache(maxsize=4096)(self._moment)

    def _moment(self, position: int, kind: ClockKind) -> datetime:
        if kind in ROUND_THE_CLOCK:
            return datetime.fromtimestamp(position, UTC).astimezone(self._zone)
        return self._at(self._tables[kind].place(position))

    def _at(self, place: Place) -> datetime:
        midnight = datetime.combine(date.fromordinal(place[0]), time.min, self._zone)
        return midnight + timedelta(seconds=place[1])


def _moved(goal: int, paused: Sequence[tuple[int, int]]) -> int:
    """A position moved by all pauses that begin before it."""
    for begin, end in paused:
        if goal <= begin:
            break
        goal += end - begin
    return goal
