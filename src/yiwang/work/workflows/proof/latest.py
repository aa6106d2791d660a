"""The walks through a workflow that end last from one start.

Time never runs backwards, so the latest way to a state leads on to the latest answer: each state (a
step, and how often each bounded action was done) is settled once, after all ways to it are. There
are only so many states, because every round goes through a bounded action (`ways`). A round within
one step is made as often as it may be at once, or not at all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.graph import Move

Walk = tuple[Move, ...]
State = tuple[str, tuple[int, ...], bool]  # step, how often each bounded move was made, answered


@dataclass(frozen=True, slots=True)
class Latest:
    """The walks that end last: to an answer without going back, to the first, and to any."""

    straight: Walk
    first: Walk
    last: Walk


class _Arrival(NamedTuple):
    """When a state is reached at the latest, by which move, made how many times, from where."""

    moment: datetime
    move: Move | None = None
    rounds: int = 0
    before: "_Arrival | None" = None

    def walk(self) -> Walk:
        walked: list[Move] = []
        arrival: _Arrival | None = self
        while arrival is not None and arrival.move is not None:
            walked += [arrival.move] * arrival.rounds
            arrival = arrival.before
        return tuple(reversed(walked))


class Search:
    """`left(moment, step)` is when a step entered at `moment` is left at the latest; only `moves`
    are made."""

    def __init__(
        self,
        definition: Definition,
        moves: Sequence[Move],
        left: Callable[[datetime, str], datetime],
    ) -> None:
        self.start, self.left = definition.start, left
        self.bounded = [move for move in moves if not move.is_endless]
        self.places = {move: number for number, move in enumerate(self.bounded)}
        self.order = _in_order(list(definition.steps), moves)
        self.onward = {
            step: [move for move in moves if move.source == step] for step in definition.steps
        }

    def latest(self, start: datetime) -> Latest:
        """The latest walks from `start` on; empty ones where there is no answer."""
        unmoved = (0,) * len(self.bounded)
        origin: State = (self.start, unmoved, False)
        reached = {origin: _Arrival(start)}
        waiting = [(0, self.order[self.start], origin)]
        straight = first = last = _Arrival(start)
        while waiting:
            _used, _place, state = heappop(waiting)
            for move, following, arrival in self._onward(state, reached[state]):
                if move.act.answers:
                    last = _later(last, arrival)
                    first = first if state[2] else _later(first, arrival)
                    is_straight = not state[2] and following[1] == unmoved
                    straight = _later(straight, arrival) if is_straight else straight
                if not self.onward[move.target]:
                    continue
                if following not in reached:
                    heappush(waiting, (sum(following[1]), self.order[following[0]], following))
                reached[following] = _later(reached.get(following, arrival), arrival)
        return Latest(straight.walk(), first.walk(), last.walk())

    def _onward(self, state: State, here: _Arrival) -> Iterator[tuple[Move, State, _Arrival]]:
        """The moves onward, the states they lead to, and when those are reached so."""
        step, used, answered = state
        ended = self.left(here.moment, step)
        for move in self.onward[step]:
            made, rounds, moment = used, 1, ended
            if move.times is not None:
                place = self.places[move]
                if used[place] >= move.times:
                    continue
                if move.source == move.target:
                    rounds = move.times - used[place]
                    for _round in range(rounds - 1):
                        moment = self.left(moment, step)
                made = (*used[:place], used[place] + rounds, *used[place + 1 :])
            following = (move.target, made, answered or move.act.answers)
            yield move, following, _Arrival(moment, move, rounds, here)


def _later(one: _Arrival, other: _Arrival) -> _Arrival:
    return other if other.moment > one.moment else one


def _in_order(steps: Sequence[str], moves: Sequence[Move]) -> dict[str, int]:
    """Places of the steps along the moves that never run out, which go round nowhere."""
    places: dict[str, int] = {}
    left = list(steps)
    while left:
        targets = {move.target for move in moves if move.is_endless and move.source in left}
        free = [step for step in left if step not in targets]
        places |= {step: len(places) + number for number, step in enumerate(free)}
        left = [step for step in left if step in targets]
    return places
