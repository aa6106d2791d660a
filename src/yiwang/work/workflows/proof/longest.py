"""How long it can take, at the worst, from the report to the answer and to the end.

Everybody is taken to use up their limit, every action that may be repeated (`times`) to be, and
every return to happen as often as it may; lateness, what the reporter withdraws, and what somebody
outside decides are left out.
Limits are timed one after another on the calendar, so the length is the number of seconds between
two moments, not a sum of units. The walk is the one that ends last, found from four telling moments
of the year; then it is timed from each midnight and each close of work of that year, and the start
with the longest time is told. Limits in working days count from the day after, so that midnight is
the worst start on a day.

Known limits: the limits of whistles are not looked at, those of the step are; a walk that only
another start would make the longest is not found, nor one that spreads the rounds within a step
over several visits to it; days that are not announced yet count as ordinary ones; what has no limit
has no worst time, and is named instead.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.graph import Move, moves_of, path_of, reaching
from yiwang.work.workflows.proof.lasting import Lasting, lasting_of, stated_of
from yiwang.work.workflows.proof.latest import Latest, Search, Walk
from yiwang.work.workflows.proof.starting import start_moments, telling_moments
from yiwang.work.workflows.subjects import Situation

DAY = timedelta(days=1)
Dues = Callable[[Limit], Callable[[datetime], datetime]]
Limits = dict[str, tuple[Limit, ...]]  # of each step after which an answer can still come


@dataclass(frozen=True, slots=True)
class Longest:
    """A walk that takes longest: its path, the limits along it, and its worst start."""

    path: tuple[str, ...]
    limits: tuple[Limit, ...]
    started_at: datetime
    ended_at: datetime

    @property
    def days(self) -> int:
        """Calendar days that it takes, begun ones counted."""
        return -(-(self.ended_at - self.started_at) // DAY)


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst times to an answer: `plain` by the limits of the steps alone, `straight` with all
    that may be asked for and given back within them, `first` when everything goes back as often as
    it may, `last` when the case is then reopened as often as it may be.

    `unlimited` names a step without a limit, which leaves them all open.
    """

    plain: Longest | None = None
    straight: Longest | None = None
    first: Longest | None = None
    last: Longest | None = None
    unlimited: str = ""


def dues_on(days: WorkingTime) -> Dues:
    """By limit, when it ends from a moment on: counted once for all types with such limits."""
    return cache(lambda limit: cache(partial(days.due, limit=limit)))


def worst_of(
    definition: Definition,
    situation: Situation,
    days: WorkingTime,
    year: int,
    *,
    dues: Dues | None = None,
) -> Worst:
    """The worst times of a proved definition for the limits of one type."""
    limits: Limits = {}
    stated: Limits = {}
    for key, lasting, alone in timed_steps(definition, situation):
        if lasting is None:
            return Worst(unlimited=key)
        limits[key], stated[key] = lasting, alone or ()
    if definition.start not in limits:
        return Worst()  # nobody is answered: a matter that staff raise and settle by themselves
    dues = dues or dues_on(days)
    plain = _Timed(definition, stated, days, year, dues)
    timed = _Timed(definition, limits, days, year, dues)
    straight, first, last = (timed.longest(walks) for walks in timed.walks())
    return Worst(plain.longest(plain.onward_walks()), straight, first, last)


def timed_steps(
    definition: Definition, situation: Situation
) -> tuple[tuple[str, Lasting, Lasting], ...]:
    """Each step after which an answer can still come: its limits with all that can be added to
    them, and those it states alone. Where these are the same, so are the worst times."""
    return tuple(
        (key, lasting_of(definition, step, situation), stated_of(step, situation))
        for key in _before_an_answer(definition)
        for step in [definition.steps[key]]
    )


def _before_an_answer(definition: Definition) -> list[str]:
    moves = moves_of(definition)
    before = reaching({move.source for move in moves if move.act.answers}, moves)
    return [key for key in definition.steps if key in before]


class _Span(NamedTuple):
    """Starts of one walk, by their numbers. `less` is minus the most that any of them can take: a
    heap gives what promises most first, and of equals the earlier walk and the earlier start."""

    less: timedelta
    walk: int
    first: int
    last: int
    ended_at: datetime  # from the last of them


def _span(starts: Sequence[datetime], walk: int, first: int, last: int, end: datetime) -> _Span:
    return _Span(starts[first] - end, walk, first, last, end)


class _Timed:
    """A definition on a calendar, in one year."""

    def __init__(
        self, definition: Definition, limits: Limits, days: WorkingTime, year: int, dues: Dues
    ) -> None:
        self.definition, self.limits, self.days, self.year = definition, limits, days, year
        self.ends = {key: [dues(limit) for limit in each] for key, each in limits.items()}

    def walks(self) -> Iterator[list[Walk]]:
        """What seems longest to the first answer straight on, to the first, and to the last."""
        found = self._latest([move for move in moves_of(self.definition) if self._counts(move)])
        for name in ("straight", "first", "last"):
            yield list(dict.fromkeys(getattr(each, name) for each in found))

    def onward_walks(self) -> list[Walk]:
        """What seems longest to an answer by the moves that are not counted: nothing goes back."""
        moves = [move for move in moves_of(self.definition) if self._counts(move)]
        found = self._latest([move for move in moves if move.is_endless])
        return list(dict.fromkeys(each.straight for each in found))

    def _latest(self, moves: list[Move]) -> list[Latest]:
        search = Search(self.definition, moves, self._left)
        return [search.latest(start) for start in telling_moments(self.days, self.year)]

    def _counts(self, move: Move) -> bool:
        """Not what comes after every answer, nor a round that takes no time."""
        limits = self.limits.get(move.source)
        return limits is not None and (bool(limits) or move.source != move.target)

    def longest(self, walks: Sequence[Walk]) -> Longest | None:
        """The longest of these walks, from its worst start; None when there is no walk.

        Who starts later ends no earlier. So of a span of starts none takes longer than from the
        first of them to the end of the last, and spans that promise least are never looked into.
        """
        tried = [walk for walk in walks if walk]
        if not tried:
            return None
        starts = list(start_moments(self.days, self.year))
        ended = [self._ended(walk, starts[-1]) for walk in tried]
        waiting = [_span(starts, n, 0, len(starts) - 1, end) for n, end in enumerate(ended)]
        heapify(waiting)
        while (span := heappop(waiting)).first != span.last:
            middle = (span.first + span.last) // 2
            end = self._ended(tried[span.walk], starts[middle])
            heappush(waiting, _span(starts, span.walk, span.first, middle, end))
            heappush(waiting, _span(starts, span.walk, middle + 1, span.last, span.ended_at))
        walk = tried[span.walk]
        limits = tuple(limit for move in walk for limit in self.limits[move.source])
        path = path_of(self.definition.start, walk)
        return Longest(path, limits, starts[span.first], span.ended_at)

    def _left(self, moment: datetime, step: str) -> datetime:
        for due in self.ends[step]:
            moment = due(moment)
        return moment

    def _ended(self, walk: Walk, start: datetime) -> datetime:
        for move in walk:
            start = self._left(start, move.source)
        return start
