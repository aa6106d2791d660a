"""Which counts stand out against their own past, and which of them the others do not explain.

A count stands out that is large enough, a multiple of what is usual over the year and over the last
few windows, and rarer by chance than the rule allows against both. Of those, the least likely is
told first, by the smallest area and type that hold nearly all of it. What it explains is not told
again: above it (a larger area, the type above) what is
left without it must still stand out; below it what is more than its share must.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yiwang.insight.warnings.rules import Rule
from yiwang.insight.warnings.tails import Usual, usual

Place = tuple[int, int]  # area, type
NEARLY_ALL = 0.8  # of what is beyond the usual


@dataclass(frozen=True, slots=True)
class Counted:
    """One place's count in the present window, what is usual for it, and each past window's."""

    place: Place
    count: int
    usual: Usual
    recent: Usual
    past: tuple[float, ...]  # as the present window weighs; the latest first

    @property
    def expected(self) -> float:
        return max(self.usual.mean, self.recent.mean)

    @property
    def chance(self) -> float:
        """Of so many, by the year."""
        return self.usual.chance(self.count)

    @property
    def excess(self) -> float:
        return max(0.0, self.count - self.expected)

    def without(self, cases: float) -> "Counted":
        return replace(self, count=max(0, round(self.count - cases)))

    def scaled(self, factor: float) -> "Counted":
        return replace(self, usual=self.usual.scaled(factor), recent=self.recent.scaled(factor))


@dataclass(frozen=True, slots=True)
class Kinship:
    """What lies in what: area -> itself and all above; type -> itself and the one above."""

    areas: Mapping[int, frozenset[int]]
    types: Mapping[int, frozenset[int]]

    def is_in(self, one: Place, other: Place) -> bool:
        return other[0] in self.areas[one[0]] and other[1] in self.types[one[1]]

    def depth(self, place: Place) -> int:
        return len(self.areas[place[0]]) + len(self.types[place[1]])

    def shared(self, one: Place, other: Place) -> Place | None:
        """What belongs to both; None where nothing does."""
        area = _lower(one[0], other[0], self.areas)
        kind = _lower(one[1], other[1], self.types)
        return (area, kind) if area and kind else None


def counted(
    place: Place, windows: Mapping[int, int], weights: Sequence[float], rule: Rule
) -> Counted:
    """`weights` of the present window and of each past one that is known."""
    past = tuple(
        windows.get(number, 0) * weights[0] / weights[number]
        for number in range(1, len(weights))
        if weights[number]
    )
    year = usual(past)
    recent = usual(past[: int(rule["recent_windows"])])  # too few to tell how far they spread
    recent = replace(recent, dispersion=year.dispersion)
    return Counted(place, windows.get(0, 0), year, recent, past)


def stands_out(each: Counted, rule: Rule) -> bool:
    """Whether this is warned of, where nothing else explains it."""
    return (
        each.count >= rule["least"]
        and each.count >= rule["times"] * each.expected
        and each.chance <= rule["chance"]
        and each.recent.chance(each.count) <= rule["recent_chance"]
    )


def unexplained(found: Iterable[Counted], rule: Rule, kinship: Kinship) -> Iterator[Counted]:
    """Those to be told, the least likely first; each as it was counted."""
    known = {each.place: each for each in found}
    waiting = {place: each for place, each in known.items() if stands_out(each, rule)}
    while waiting:
        told = _narrowed(min(waiting.values(), key=_order), waiting.values(), kinship)
        yield known[told.place]
        del waiting[told.place]
        for place, each in list(waiting.items()):
            left = _left_of(each, told, known, kinship)
            if not stands_out(left, rule):
                del waiting[place]
            else:
                waiting[place] = left


def _order(each: Counted) -> tuple[float, int, Place]:
    return each.chance, -each.count, each.place


def _narrowed(told: Counted, others: Iterable[Counted], kinship: Kinship) -> Counted:
    """What lies in it and is nearly all of it, if there is such: the smallest word that says it."""
    inside = [
        each
        for each in others
        if kinship.is_in(each.place, told.place) and each.excess >= NEARLY_ALL * told.excess
    ]
    return min(inside, key=lambda each: (each.expected, -kinship.depth(each.place), each.place))


def _left_of(
    each: Counted, told: Counted, known: Mapping[Place, Counted], kinship: Kinship
) -> Counted:
    """What the other one leaves of it to be explained."""
    if kinship.is_in(each.place, told.place):
        return each.scaled(max(1.0, told.count / told.expected))
    if kinship.is_in(told.place, each.place):
        return each.without(told.excess)
    shared = kinship.shared(each.place, told.place)
    both = known.get(shared) if shared else None
    return each.without(both.excess) if both else each


def _lower(one: int, other: int, above: Mapping[int, frozenset[int]]) -> int | None:
    if other in above[one]:
        return one
    return other if one in above[other] else None
