"""Who follows whom from one version of a net to the next: splits, merges, and areas that only got
another code. Pure.

Found in four ways, the surest first:
- `given`: the file says so;
- `ground`: ground of an area that ended lies in one that grew, or the other way round;
- `name`: the same name at the same level, when one ended and one began (the word for what it is may
  change: 高峰镇 becomes 高峰街道, a village a community);
- `parts`: areas below one came to lie below another.
Limits: by name alone, an area that got another name and another code is taken for a new one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely

from yiwang.structure.territory.rows import AreaRow

LEAST_GROUND = 0.05  # of the ground of either: less is a border put straight
LEAST_PARTS = 0.1  # of those below, and two at least: one may only be called like another
ONE_PART = 0.5
_WHAT_IT_IS = re.compile(
    r"(街道办事处|办事处|街道|镇|乡|(社区|村)?(居民委员会|居委会|村民委员会|村委会)|社区|村)$"
)

Rows = Mapping[str, AreaRow]
Places = Callable[[AreaRow], Iterable[str]]


@dataclass(frozen=True, slots=True, order=True)
class Succession:
    """Codes of one that was and one that follows; `share` is that of its ground or parts."""

    predecessor: str
    successor: str
    found_by: str
    share: float | None = None


def successions_of(
    before: Rows, after: Rows, given: Mapping[str, Iterable[str]] | None = None
) -> list[Succession]:
    """`given` names the predecessors of a code. Of each pair only the surest finding is told."""
    if not before:
        return []
    tracing = _Tracing(before, after)
    for successor, predecessors in (given or {}).items():
        for code in predecessors:
            if code in before:
                tracing.note(Succession(code, successor, "given"))
    tracing.by_ground()
    tracing.by_name()
    tracing.by_parts()
    tracing.by_name(within_heirs=True)
    tracing.by_parts()
    return sorted(tracing.found.values())


def plain_name(name: str) -> str:
    """The name without the word for what it is: 松岗街道办事处 is 松岗."""
    return _WHAT_IT_IS.sub("", name) or name


@dataclass(slots=True)
class _Tracing:
    """One comparison in the making."""

    before: Rows
    after: Rows
    found: dict[tuple[str, str], Succession] = field(default_factory=dict)
    ended: set[str] = field(init=False)
    added: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.ended = self.before.keys() - self.after.keys()
        self.added = self.after.keys() - self.before.keys()

    def note(self, succession: Succession) -> None:
        """What is noted first is the surest."""
        pair = succession.predecessor, succession.successor
        if succession.successor in self.after and pair[0] != pair[1]:
            self.found.setdefault(pair, succession)

    def heirs(self) -> dict[str, set[str]]:
        """Where each area that was is found now: itself, if it stays, and who follows it."""
        heirs = {code: {code} & self.after.keys() for code in self.before}
        for predecessor, successor in self.found:
            heirs[predecessor].add(successor)
        return heirs

    def by_ground(self) -> None:
        lost = _drawn(self.before, self.ended | self._redrawn())
        won = _drawn(self.after, self.added | self._redrawn())
        if not lost or not won:
            return
        former = np.array([shape for _code, shape in lost], dtype=object)
        latter = np.array([shape for _code, shape in won], dtype=object)
        at, on = shapely.STRtree(latter).query(former, "intersects")
        shared = shapely.area(shapely.intersection(former[at], latter[on]))
        shares = np.nan_to_num(shared / np.maximum(shapely.area(former)[at], 1e-18))
        returned = np.nan_to_num(shared / np.maximum(shapely.area(latter)[on], 1e-18))
        for a, b, share, back in zip(at, on, shares, returned, strict=True):
            codes = lost[a][0], won[b][0]
            is_one_new = codes[0] in self.ended or codes[1] in self.added
            is_same_level = self.before[codes[0]].level == self.after[codes[1]].level
            if is_one_new and is_same_level and max(share, back) >= LEAST_GROUND:
                self.note(Succession(*codes, "ground", round(float(share), 4)))

    def _redrawn(self) -> set[str]:
        stayed = self.before.keys() & self.after.keys()
        return {code for code in stayed if self.before[code].geometry != self.after[code].geometry}

    def by_name(self, *, within_heirs: bool = False) -> None:
        """Pairs whose name is the only one of its kind: anywhere, or below the heirs of those
        above."""
        if not self.ended or not self.added:
            return
        heirs = self.heirs()
        followed = {code for code, later in heirs.items() if later}
        following = {successor for _predecessor, successor in self.found}

        def places(row: AreaRow) -> Iterable[str]:
            above = row.parent_code or ""
            return heirs.get(above, ()) if within_heirs else ("",)

        gone = _by_name((self.before[code] for code in self.ended - followed), places)
        come = _by_name(
            (self.after[code] for code in self.added - following),
            lambda row: (row.parent_code or "",) if within_heirs else ("",),
        )
        for key, codes in gone.items():
            if len(codes) == 1 and len(come.get(key, ())) == 1:
                self.note(Succession(codes[0], come[key][0], "name"))

    def by_parts(self) -> None:
        """Where those below an area are now. Nothing to ask where nobody above others is new or
        gone: a grid that was split, in a net of thousands."""
        if not (self.ended & _above(self.before) or self.added & _above(self.after)):
            return
        heirs = self.heirs()
        moved: dict[str, Counter[str]] = defaultdict(Counter)
        for code, row in self.before.items():
            for heir in heirs[code]:
                parent = self.after[heir].parent_code
                if row.parent_code and parent and self._same_level(row.parent_code, parent):
                    moved[row.parent_code][parent] += 1
        for predecessor, parents in moved.items():
            total = parents.total()
            for successor, count in parents.items():
                is_one_new = predecessor in self.ended or successor in self.added
                is_enough = count / total >= (LEAST_PARTS if count > 1 else ONE_PART)
                if is_one_new and is_enough:
                    self.note(Succession(predecessor, successor, "parts", round(count / total, 4)))

    def _same_level(self, former: str, latter: str) -> bool:
        return (
            former in self.before
            and latter in self.after
            and self.before[former].level == self.after[latter].level
        )


def _drawn(rows: Rows, codes: Iterable[str]) -> list[tuple[str, shapely.Geometry]]:
    """Those of the areas that have a surface."""
    given = [(code, shape) for code in sorted(codes) if (shape := rows[code].geometry) is not None]
    shapes = shapely.from_wkb([shape for _code, shape in given])
    return [
        (code, shape)
        for (code, _wkb), shape in zip(given, shapes, strict=True)
        if shapely.get_dimensions(shape) == 2
    ]


def _above(rows: Rows) -> set[str]:
    return {row.parent_code for row in rows.values() if row.parent_code}


def _by_name(rows: Iterable[AreaRow], places: Places) -> Mapping[tuple[str, str, str], list[str]]:
    """Codes by level, plain name, and where they lie."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        for place in places(row):
            found[(row.level, plain_name(row.name), place)].append(row.code)
    return found


def kinds_of(found: Iterable[Succession], after: Rows) -> Iterator[tuple[str, Succession]]:
    """What each succession is: `split` of one into several, `merged` from several, or `recoded`."""
    listed = list(found)
    heirs = Counter(each.predecessor for each in listed)
    origins = Counter(each.successor for each in listed)
    for each in listed:
        stays = each.predecessor in after
        if heirs[each.predecessor] + stays > 1:
            yield "split", each
        elif origins[each.successor] > 1:
            yield "merged", each
        else:
            yield "recoded", each
