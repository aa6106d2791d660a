"""What differs between two states of a net, area by area: the same area has the same code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from yiwang.structure.territory.rows import AreaRow

MOVED = 1e-6  # of its ground: less is the rounding of coordinates


@dataclass(frozen=True, slots=True)
class Changed:
    """An area that stays. `moved` is the share of its former ground that it lost or won."""

    was: AreaRow
    becomes: AreaRow
    moved: float | None = None  # None: the boundary is the same, or there was none

    @property
    def is_renamed(self) -> bool:
        return (self.was.name, self.was.name_en) != (self.becomes.name, self.becomes.name_en)

    @property
    def is_drawn_anew(self) -> bool:
        return self.was.geometry != self.becomes.geometry


@dataclass(frozen=True, slots=True)
class NetDiff:
    """Empty when both states are the same."""

    added: tuple[AreaRow, ...] = ()
    ended: tuple[AreaRow, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.ended or self.changed)

    @property
    def codes_on_other_ground(self) -> list[str]:
        """Areas that end, lie below another, or whose boundary moves: who answers may change."""
        moved = [
            each.was.code
            for each in self.changed
            if each.is_drawn_anew or each.was.parent_code != each.becomes.parent_code
        ]
        return sorted([*moved, *(row.code for row in self.ended)])

    @property
    def codes_begun_or_ended(self) -> list[str]:
        """What is there since, or no more: what changed has a former state besides."""
        return [row.code for row in (*self.added, *self.ended)]

    @property
    def counts(self) -> dict[str, int]:
        """What a record holds of it."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "ended": len(self.ended),
        }


def compare(before: Mapping[str, AreaRow], after: Mapping[str, AreaRow]) -> NetDiff:
    """The differences, each list in the order of codes."""
    both = sorted(before.keys() & after.keys())
    pairs = [(before[code], after[code]) for code in both if before[code] != after[code]]
    moved = shares_moved([(was.geometry, becomes.geometry) for was, becomes in pairs])
    return NetDiff(
        added=tuple(after[code] for code in sorted(after.keys() - before.keys())),
        ended=tuple(before[code] for code in sorted(before.keys() - after.keys())),
        changed=tuple(
            Changed(was, becomes, share) for (was, becomes), share in zip(pairs, moved, strict=True)
        ),
    )


def shares_moved(pairs: Sequence[tuple[bytes | None, bytes | None]]) -> list[float | None]:
    """For each pair of boundaries (WKB), what of the first one's surface the second does not share.

    In degrees: shares of one small area do not need metres.
    """
    shares: list[float | None] = [None] * len(pairs)
    places = [n for n, (was, becomes) in enumerate(pairs) if was and becomes and was != becomes]
    former = shapely.from_wkb([pairs[n][0] for n in places])
    latter = shapely.from_wkb([pairs[n][1] for n in places])
    surface = shapely.area(former)
    differing = shapely.area(shapely.symmetric_difference(former, latter))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(surface > 0, differing / surface, 1.0)
    for place, share in zip(places, ratio, strict=True):
        shares[place] = float(share)
    return shares
