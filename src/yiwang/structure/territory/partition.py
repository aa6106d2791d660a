"""Whether a net divides its ground (片区边界 无缝不重): siblings do not overlap, children fill
their parent and stay in it; and what else strikes the eye: slivers, areas much smaller or larger
than their siblings, areas without a boundary.

Measured in square metres on a plane at the middle of the area above. Nothing here changes anything.
All areas are looked at together: what is costly, cutting one from another, is left to those that a
cheaper question could not clear.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import rows_of
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import METRES_PER_DEGREE, Plane, difference, surface_of

NOBODY_M2 = 100.0  # borders digitised apart differ by this much without anybody living in between
THIN_M = 3.0  # a gap or an overlap thinner than this is a border drawn twice, not ground
CRUMB_M2 = 1_000.0  # a part of an area this small lies there by mistake
BAND = 8.0  # so many times smaller or larger than the median below the same area
LEAST_SIBLINGS = 8  # fewer have no usual size
SURFACES = (3, 6)  # the numbers that polygons and multipolygons have in shapely
HAIR = 1e-9  # degrees, a tenth of a millimetre: a corner on the border above is never exactly on it

Group = tuple[AreaRow | None, Sequence[AreaRow]]  # an area, None for the top; those below it
Told = Iterator[tuple[int, "Finding"]]  # the place of the group, and what was found
Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]

GROUND_FAULTS = ("gap", "beyond", "overlap")  # a partition has none of these


@dataclass(frozen=True, slots=True)
class Finding:
    """What strikes the eye: of which areas, how much ground, and where (WGS-84).

    Kinds: `gap` ground of the first area that none below it has; `beyond` ground of the first
    outside the second, which it lies below; `overlap` ground of both; `sliver` the same, too thin
    to be ground, or a crumb of one area; `small`, `large` among its siblings; `undrawn`.
    """

    kind: str
    codes: tuple[str, ...]
    square_metres: int = 0
    at: tuple[float, float] | None = None


def partition_check(net: Net) -> list[Finding]:
    """The findings of a net as it is. Of a net that does not divide the ground, only its sizes."""
    return findings_of(list(rows_of(net).values()), divides=net.is_partition)


def findings_of(rows: Sequence[AreaRow], *, divides: bool = True) -> list[Finding]:
    """The findings of areas, by kind and code. For checking a list before it is loaded, too."""
    if all(row.geometry is None for row in rows):
        return []
    by_code = {row.code: row for row in rows}
    below: dict[str, list[AreaRow]] = defaultdict(list)
    for row in rows:
        below[row.parent_code or ""].append(row)
    groups = [(by_code.get(code), children) for code, children in below.items()]
    found = findings_in_groups(groups, divides=divides)
    return in_order(each for group in found for each in group)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda each: (each.kind, each.codes))


def findings_in_groups(groups: Sequence[Group], *, divides: bool = True) -> list[list[Finding]]:
    """For each group the findings of areas that lie directly below one, or below none. They depend
    on nothing else: measured on a plane of their own, they stay the same however the rest changes.
    """
    found: list[list[Finding]] = [[] for _group in groups]
    check = _Check(groups)
    for place, finding in check.findings(divides=divides):
        found[place].append(finding)
    return found


class _Check:
    """Siblings of many groups in degrees, one after another, and how much ground a square degree
    is where each group lies."""

    def __init__(self, groups: Sequence[Group]) -> None:
        rows = [row for _above, below in groups for row in below]
        group = np.repeat(np.arange(len(groups)), [len(below) for _above, below in groups])
        shapes, outers = _shapes(rows), _shapes([above for above, _below in groups])
        drawn = shapely.get_dimensions(shapes) == 2
        self.undrawn = [
            (group[n], rows[n].code) for n in np.flatnonzero(shapely.is_missing(shapes))
        ]
        self.codes = [rows[n].code for n in np.flatnonzero(drawn)]
        self.group = group[drawn]
        self.shapes = _surfaces(shapes[drawn])
        self.above = [above.code if above else "" for above, _below in groups]
        self.middles = self._middles(outers)
        self.square_metres = np.cos(np.radians(self.middles[:, 1])) * METRES_PER_DEGREE**2
        self.size = shapely.area(self.shapes) * self.square_metres[self.group]
        self.is_bounded = (shapely.get_dimensions(outers) == 2) & (self._summed(self.size) > 0)
        self.outers = outers.copy()
        self.outers[~self.is_bounded] = None
        self.outers[self.is_bounded] = _surfaces(outers[self.is_bounded])

    def _middles(self, outers: Shapes) -> Floats:
        """Longitude and latitude of the middle of each group: of the area above, else of all."""
        low, high = (np.full((len(outers), 2), side * np.inf) for side in (1, -1))
        bounds = shapely.bounds(self.shapes).reshape(-1, 4)
        np.minimum.at(low, self.group, bounds[:, :2])
        np.maximum.at(high, self.group, bounds[:, 2:])
        above = shapely.bounds(outers).reshape(-1, 4)
        bounds = np.where(np.isnan(above), np.hstack([low, high]), above)
        bounds[~np.isfinite(bounds)] = 0.0  # nothing of it is drawn
        return np.asarray((bounds[:, :2] + bounds[:, 2:]) / 2)

    def _summed(self, each: Floats, of: NDArray[np.intp] | None = None) -> Floats:
        """What belongs to each group in all."""
        group = self.group if of is None else of
        summed = np.bincount(group, each, minlength=len(self.above))
        return np.asarray(summed, dtype=np.float64)

    def findings(self, *, divides: bool) -> Told:
        for group, code in self.undrawn:
            yield group, Finding("undrawn", (code,))
        yield from self.crumbs()
        yield from self.sizes()
        if divides:
            yield from self.partition()

    def crumbs(self) -> Told:
        """Parts of an area that are too small to be meant."""
        parts, place = shapely.get_parts(self.shapes, return_index=True)
        group, size = self.group[place], shapely.area(parts)
        size *= self.square_metres[group]
        is_small = (np.bincount(place, minlength=1)[place] > 1) & (size < CRUMB_M2)
        for n in np.flatnonzero(is_small):
            code = self.codes[place[n]]
            yield group[n], Finding("sliver", (code,), round(size[n]), _middle(parts[n]))

    def sizes(self) -> Told:
        """Compared with siblings: grids of a town are smaller than those of the country."""
        ordered = self.size[np.lexsort((self.size, self.group))]
        count = np.bincount(self.group, minlength=len(self.above))
        first = np.cumsum(count) - count
        usual = np.flatnonzero(count >= LEAST_SIBLINGS)
        median = np.full(len(count), np.nan)
        lower, upper = first[usual] + (count[usual] - 1) // 2, first[usual] + count[usual] // 2
        median[usual] = (ordered[lower] + ordered[upper]) / 2
        of = median[self.group]
        for n in np.flatnonzero((self.size < of / BAND) | (self.size > of * BAND)):
            kind = "small" if self.size[n] < of[n] else "large"
            at = _middle(self.shapes[n])
            yield self.group[n], Finding(kind, (self.codes[n],), round(self.size[n]), at)

    def partition(self) -> Told:
        """Overlaps, ground beyond the area above, and gaps."""
        first, second, shared = self._shared()
        for a, b, shape in zip(first, second, shared, strict=True):
            yield from self.ground("overlap", (self.codes[a], self.codes[b]), self.group[a], shape)
        place, outside = self._outside()
        for n, shape in zip(place, outside, strict=True):
            group = self.group[n]
            yield from self.ground("beyond", (self.codes[n], self.above[group]), group, shape)
        lost = self._surface(shared, self.group[first]) + self._surface(outside, self.group[place])
        for group in self._wanting(lost):
            own = self.shapes[self.group == group].tolist()
            shape = difference(self.outers[group], own)
            yield from self.ground("gap", (self.above[group],), group, shape)

    def _shared(self) -> tuple[NDArray[np.intp], NDArray[np.intp], Shapes]:
        """Pairs of siblings that have more in common than a border, and what that is."""
        first, second = shapely.STRtree(self.shapes).query(self.shapes)
        pairs = (first < second) & (self.group[first] == self.group[second])
        first, second = first[pairs], second[pairs]
        meet = shapely.relate_pattern(self.shapes[first], self.shapes[second], "T********")
        first, second = first[meet], second[meet]
        return first, second, shapely.intersection(self.shapes[first], self.shapes[second])

    def _outside(self) -> tuple[NDArray[np.intp], Shapes]:
        """Areas that are not within the one above, by a hair, and what of them lies outside."""
        around = shapely.buffer(self.outers, HAIR, join_style="mitre")
        shapely.prepare(around)
        bounded = np.flatnonzero(self.is_bounded[self.group])
        inside = shapely.covers(around[self.group[bounded]], self.shapes[bounded])
        place = bounded[~inside]
        return place, shapely.difference(self.shapes[place], self.outers[self.group[place]])

    def _surface(self, shapes: Shapes, group: NDArray[np.intp]) -> Floats:
        return self._summed(shapely.area(shapes) * self.square_metres[group], group)

    def _wanting(self, lost: Floats) -> NDArray[np.intp]:
        """Groups of which ground may be missing: those below have at least what they measure, less
        what several of them have or lies outside, and less a hair along all their borders."""
        hair = self._summed(shapely.length(self.shapes)) * HAIR * METRES_PER_DEGREE**2
        has = self._summed(self.size) - lost - hair
        wants = shapely.area(self.outers) * self.square_metres - has
        return np.flatnonzero(self.is_bounded & (wants > NOBODY_M2))

    def ground(self, kind: str, codes: tuple[str, ...], group: int, shape: BaseGeometry) -> Told:
        """A finding of this ground, if somebody could live on it."""
        laid = shapely.transform(shape, Plane(*self.middles[group]).to_metres)
        size = float(shapely.area(laid))
        if size > NOBODY_M2:
            is_thin = 2 * size / float(shapely.length(laid)) < THIN_M
            yield group, Finding("sliver" if is_thin else kind, codes, round(size), _middle(shape))


def _shapes(rows: Sequence[AreaRow | None]) -> Shapes:
    """The boundaries of rows; None where there is none."""
    wkb = np.empty(len(rows), dtype=object)
    wkb[:] = [row.geometry if row else None for row in rows]
    return np.asarray(shapely.from_wkb(wkb), dtype=object)


def _surfaces(shapes: Shapes) -> Shapes:
    """Each as `surface_of` gives it."""
    is_surface = np.isin(shapely.get_type_id(shapes), SURFACES) & shapely.is_valid(shapes)
    found = shapes.copy()
    for n in np.flatnonzero(~is_surface):
        found[n] = surface_of(shapes[n])
    return found


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """A point in it."""
    point = shapely.point_on_surface(shape)
    return round(point.x, 6), round(point.y, 6)
