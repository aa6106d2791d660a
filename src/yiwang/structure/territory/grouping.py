"""A proposal for putting neighbouring areas together into so many groups of about equal weight.

Recursive bisection of spanning trees (the cut of ReCom; DeFord, Duchin and Solomon, 2019), then
areas at the edges move to lighter neighbours while their group stays in one piece. Deterministic:
the same areas, weights and number give the same groups. Limits: it knows weights and who touches
whom, nothing of streets, rivers or people: a person decides.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator

from yiwang.structure.territory.surfaces import Surface

TOUCHING_M = 2.0  # borders that were digitised apart still touch
SHARED_M = 10.0  # areas that share less meet in a corner only
TREES = 40  # spanning trees tried for each bisection; fewer where there are thousands of areas

Neighbours = Mapping[int, frozenset[int]]


class TooManyPieces(Exception):
    """The areas lie in more separate pieces than groups are asked for."""

    def __init__(self, pieces: int) -> None:
        super().__init__(pieces)
        self.pieces = pieces


def neighbours_of(shapes: Sequence[Surface]) -> dict[int, frozenset[int]]:
    """Which shapes (in metres) share a border, by their places in the list."""
    given = np.array(shapes, dtype=object)
    first, second = shapely.STRtree(given).query(given, "dwithin", distance=TOUCHING_M)
    pairs = first < second
    first, second = first[pairs], second[pairs]
    widened = shapely.buffer(given, TOUCHING_M)
    shared = shapely.length(shapely.intersection(widened[first], shapely.boundary(given[second])))
    found: dict[int, set[int]] = {place: set() for place in range(len(shapes))}
    for a, b in zip(first[shared > SHARED_M], second[shared > SHARED_M], strict=True):
        found[int(a)].add(int(b))
        found[int(b)].add(int(a))
    return {place: frozenset(others) for place, others in found.items()}


def grouped(neighbours: Neighbours, weights: Sequence[float], count: int) -> list[int]:
    """The number of the group (from 0, in the order of the first area) of each area.

    Raises TooManyPieces. `count` is at least 1 and at most the number of areas.
    """
    pieces = pieces_of(neighbours, neighbours.keys())
    if len(pieces) > count:
        raise TooManyPieces(len(pieces))
    grouping = _Grouping(neighbours, weights)
    for piece, share in zip(pieces, _shares(pieces, weights, count), strict=True):
        grouping.divide(piece, share)
    grouping.even_out()
    return grouping.numbers()


def _shares(pieces: Sequence[frozenset[int]], weights: Sequence[float], count: int) -> list[int]:
    """How many groups each separate piece gets: at least one, then by what is left over most."""
    shares = [1] * len(pieces)
    heavy = [sum(weights[place] for place in piece) for piece in pieces]
    for _more in range(count - len(pieces)):
        open_ones = [n for n, piece in enumerate(pieces) if shares[n] < len(piece)]
        fullest = max(open_ones, key=lambda n: (heavy[n] / shares[n], -n))
        shares[fullest] += 1
    return shares


def pieces_of(neighbours: Neighbours, places: Iterable[int]) -> list[frozenset[int]]:
    """The connected parts of some places, in the order of their first."""
    left, found = set(places), []
    for start in sorted(left):
        if start in left:
            piece = _reached(neighbours, start, left)
            left -= piece
            found.append(frozenset(piece))
    return found


def _reached(neighbours: Neighbours, start: int, within: Iterable[int]) -> set[int]:
    allowed, seen, waiting = set(within), {start}, deque([start])
    while waiting:
        for other in neighbours[waiting.popleft()]:
            if other in allowed and other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _hanging_on(place: int, order: Sequence[int], above: Mapping[int, int]) -> frozenset[int]:
    """The place and everything below it in a tree."""
    found = {place}
    for each in order:
        if above.get(each) in found:
            found.add(each)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Cutting one edge of a spanning tree: what lies below it, and how far from the wish it is."""

    off: float
    below: frozenset[int]


class _Grouping:
    """One grouping in the making."""

    def __init__(self, neighbours: Neighbours, weights: Sequence[float]) -> None:
        self.neighbours = neighbours
        self.weights = weights
        self.groups: list[set[int]] = []

    def divide(self, places: frozenset[int], count: int) -> None:
        """Divide connected places into so many connected groups."""
        if count == 1:
            self.groups.append(set(places))
            return
        few = count // 2
        best = self._best_of_many(places, few, count)
        if not best.below:  # a star cannot be halved; an end of it can always be cut off
            few = 1
            best = self._best_of_many(places, few, count)
        self.divide(best.below, few)
        self.divide(places - best.below, count - few)

    def _best_of_many(self, places: frozenset[int], few: int, count: int) -> _Cut:
        rng = np.random.default_rng([len(places), count, min(places)])
        trees = max(4, min(TREES, TREES * 400 // len(places)))
        cuts = [self._best_cut(places, few, count, rng) for _tree in range(trees)]
        return min(cuts, key=lambda cut: (cut.off, sorted(cut.below)))

    def _best_cut(self, places: frozenset[int], few: int, count: int, rng: Generator) -> _Cut:
        """The edge of one spanning tree that parts the weight of `few` groups best."""
        order, above = self._spanning_tree(places, rng)
        weight = {place: self.weights[place] for place in places}
        size = dict.fromkeys(places, 1)
        for place in reversed(order[1:]):
            weight[above[place]] += weight[place]
            size[above[place]] += size[place]
        total, wish = weight[order[0]], weight[order[0]] * few / count
        found: list[tuple[float, int, bool]] = []
        for place in order[1:]:
            if few <= size[place] <= len(places) - (count - few):
                found.append((abs(weight[place] - wish), place, True))
            if count - few <= size[place] <= len(places) - few:
                found.append((abs(total - weight[place] - wish), place, False))
        if not found:
            return _Cut(np.inf, frozenset())
        off, place, is_below = min(found)
        below = _hanging_on(place, order, above)
        return _Cut(off, below if is_below else places - below)

    def _spanning_tree(
        self, places: frozenset[int], rng: Generator
    ) -> tuple[list[int], dict[int, int]]:
        """A random spanning tree: places in the order reached, and what each hangs on."""
        root = sorted(places)[int(rng.integers(len(places)))]
        order, above, edge = [root], {}, [(root, n) for n in sorted(self.neighbours[root])]
        seen = {root}
        while edge:
            chosen = int(rng.integers(len(edge)))
            edge[chosen], edge[-1] = edge[-1], edge[chosen]
            start, place = edge.pop()
            if place in places and place not in seen:
                seen.add(place)
                order.append(place)
                above[place] = start
                edge += [(place, n) for n in sorted(self.neighbours[place]) if n not in seen]
        return order, above

    def even_out(self) -> None:
        """Move areas to lighter neighbouring groups while that makes weights more even."""
        group_of = {place: n for n, group in enumerate(self.groups) for place in group}
        heavy = [sum(self.weights[place] for place in group) for group in self.groups]
        has_moved = True
        while has_moved:
            has_moved = False
            for _gain, place, target in sorted(self._moves(group_of, heavy)):
                source = group_of[place]
                if self._is_gain(place, source, target, heavy) and self._may_leave(place, source):
                    self.groups[source].remove(place)
                    self.groups[target].add(place)
                    heavy[source] -= self.weights[place]
                    heavy[target] += self.weights[place]
                    group_of[place] = target
                    has_moved = True

    def _moves(
        self, group_of: Mapping[int, int], heavy: Sequence[float]
    ) -> Iterator[tuple[float, int, int]]:
        """Moves of an area to a neighbouring group that even weights, the best ones lowest."""
        for place, source in group_of.items():
            for target in {group_of[n] for n in self.neighbours[place]}:
                if self._is_gain(place, source, target, heavy):
                    yield heavy[target] - heavy[source], place, target

    def _is_gain(self, place: int, source: int, target: int, heavy: Sequence[float]) -> bool:
        if source == target or not any(n in self.groups[target] for n in self.neighbours[place]):
            return False
        return heavy[source] - heavy[target] - self.weights[place] > 1e-9 * heavy[source]

    def _may_leave(self, place: int, source: int) -> bool:
        """Whether the rest of its group stays in one piece."""
        rest = self.groups[source] - {place}
        return bool(rest) and len(_reached(self.neighbours, min(rest), rest)) == len(rest)

    def numbers(self) -> list[int]:
        ordered = sorted(self.groups, key=min)
        number = {place: n for n, group in enumerate(ordered) for place in group}
        return [number[place] for place in sorted(number)]
