"""Who may follow whom where name and code changed at once: a proposal that a person accepts. Pure.

Only among those that nothing else links, at the same level, below the same area or below who
follows it. Likeness is between 0 and 1: half for the name, three tenths for the siblings that stand
beside it in the order of codes, two tenths for the place in that order. Limits: two unlike names in
the same place are proposed too, and an area that was really dissolved may be proposed an heir; that
is why nothing of this counts until somebody says so.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.successions import Rows, Succession, plain_name

LEAST = 0.4
NAME, SIBLINGS, PLACE = 0.5, 0.3, 0.2
_OF_ALL = re.compile(r"(居民区|网格|片区|小区|新村|花园)$")
_Place = tuple[str, str]  # level, code of the area above


@dataclass(frozen=True, slots=True, order=True)
class Guess:
    """One pair with how alike they are; `name` and `siblings` (0, 1 or 2) say why."""

    likeness: float
    predecessor: str
    successor: str
    name: float
    siblings: int


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Codes that ended without an heir and that began without a predecessor, and the pairs among
    them that are alike, the most alike first; each code at most once."""

    ended: tuple[str, ...]
    begun: tuple[str, ...]
    guesses: tuple[Guess, ...]


def unlinked_of(before: Rows, after: Rows, found: Collection[Succession]) -> Unlinked:
    """What `found` leaves open between two states of a net."""
    ended = before.keys() - after.keys() - {each.predecessor for each in found}
    begun = after.keys() - before.keys() - {each.successor for each in found}
    heirs = _heirs(before, after, found)
    comparing = _Comparing(before, after, heirs)
    at: dict[_Place, list[str]] = defaultdict(list)
    for code in sorted(begun):
        at[after[code].level, after[code].parent_code or ""].append(code)
    pairs = [
        guess
        for former in sorted(ended)
        for above in comparing.above(former)
        for latter in at.get((before[former].level, above), ())
        if (guess := comparing.guess(former, latter)).likeness >= LEAST
    ]
    return Unlinked(tuple(sorted(ended)), tuple(sorted(begun)), tuple(_once_each(pairs)))


def _heirs(before: Rows, after: Rows, found: Collection[Succession]) -> dict[str, set[str]]:
    heirs = {code: {code} & after.keys() for code in before}
    for each in found:
        heirs[each.predecessor].add(each.successor)
    return heirs


def _once_each(pairs: Sequence[Guess]) -> list[Guess]:
    """The best pair of each, none twice."""
    taken: set[tuple[str, str]] = set()
    chosen = []
    for guess in sorted(pairs, key=lambda each: (-each.likeness, each.predecessor, each.successor)):
        ends = {("was", guess.predecessor), ("becomes", guess.successor)}
        if not ends & taken:
            taken |= ends
            chosen.append(guess)
    return chosen


class _Comparing:
    """Two states of a net, ready to be compared area by area."""

    def __init__(self, before: Rows, after: Rows, heirs: Mapping[str, set[str]]) -> None:
        self.before, self.after, self.heirs = before, after, heirs
        self.former, self.latter = _orders(before), _orders(after)

    def above(self, code: str) -> Collection[str]:
        """Below which areas its heir may lie: those that follow the one above it."""
        parent = self.before[code].parent_code
        return self.heirs.get(parent, ()) if parent else ("",)

    def guess(self, former: str, latter: str) -> Guess:
        names = bare_name(self.before[former].name), bare_name(self.after[latter].name)
        name = SequenceMatcher(None, *names, autojunk=False).ratio()
        siblings = self._siblings(former, latter)
        place = 1 - abs(self._place(self.former, former) - self._place(self.latter, latter))
        likeness = NAME * name + SIBLINGS * siblings / 2 + PLACE * place
        return Guess(round(likeness, 3), former, latter, round(name, 3), siblings)

    def _siblings(self, former: str, latter: str) -> int:
        """How many of the two that stand beside it are, or follow, the two beside the other."""
        count = 0
        for step in (-1, 1):
            was = _beside(self.former, former, step)
            becomes = _beside(self.latter, latter, step)
            is_edge = was is None and becomes is None
            follows = was is not None and becomes in self.heirs.get(was, ())
            count += is_edge or follows
        return count

    @staticmethod
    def _place(orders: Mapping[str, tuple[list[str], int]], code: str) -> float:
        codes, place = orders[code]
        return place / max(len(codes) - 1, 1)


def bare_name(name: str) -> str:
    """The name without any word that its siblings have too: 秀龙居民区 is 秀龙."""
    plain = plain_name(name)
    return _OF_ALL.sub("", plain) or plain


def _orders(rows: Mapping[str, AreaRow]) -> dict[str, tuple[list[str], int]]:
    """For each code: its siblings with itself in the order of codes, and where it stands."""
    below: dict[_Place, list[str]] = defaultdict(list)
    for code in sorted(rows):
        below[rows[code].level, rows[code].parent_code or ""].append(code)
    return {code: (codes, place) for codes in below.values() for place, code in enumerate(codes)}


def _beside(orders: Mapping[str, tuple[list[str], int]], code: str, step: int) -> str | None:
    codes, place = orders[code]
    return codes[place + step] if 0 <= place + step < len(codes) else None
