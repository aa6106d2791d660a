"""Whether a net divides its ground (片区边界 无缝不重): siblings do not overlap, children fill
their parent and stay in it; and what else strikes the eye: slivers, areas much smaller or larger
than their siblings, areas without a boundary.

Measured on a plane at the middle of the net, in square metres. Nothing here changes anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import rows_of, shape_of
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import Plane, Surface, difference, plane_of, surface_of

NOBODY_M2 = 100.0  # borders digitised apart differ by this much without anybody living in between
THIN_M = 3.0  # a gap or an overlap thinner than this is a border drawn twice, not ground
CRUMB_M2 = 1_000.0  # a part of an area this small lies there by mistake
BAND = 8.0  # so many times smaller or larger than the median below the same area
LEAST_SIBLINGS = 8  # fewer have no usual size

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
    shapes = {row.code: shape_of(row) for row in rows}
    drawn = [row for row in rows if shapely.get_dimensions(shapes[row.code]) == 2]
    found = [Finding("undrawn", (row.code,)) for row in rows if shapes[row.code] is None]
    if not drawn:
        return [] if len(found) == len(rows) else found
    plane = plane_of(shapely.GeometryCollection([shapes[row.code] for row in drawn]))
    check = _Check(plane, {row.code: plane.laid(_surface(shapes[row.code])) for row in drawn})
    found += check.crumbs()
    children: dict[str, list[str]] = defaultdict(list)
    for row in drawn:
        children[row.parent_code or ""].append(row.code)
    found += check.sizes(children)
    if divides:
        found += check.overlaps(children)
        found += check.gaps(children)
    return sorted(found, key=lambda each: (each.kind, each.codes))


def _surface(shape: BaseGeometry | None) -> Surface:
    assert shape is not None, "only what is drawn is measured"
    return surface_of(shape)


@dataclass(frozen=True, slots=True)
class _Check:
    """Areas laid on a plane, in metres."""

    plane: Plane
    laid: Mapping[str, Surface]

    def overlaps(self, children: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
        for codes in children.values():
            shapes = np.array([self.laid[code] for code in codes], dtype=object)
            first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
            pairs = first < second
            first, second = first[pairs], second[pairs]
            shared = shapely.intersection(shapes[first], shapes[second])
            for a, b, shape in zip(first, second, shared, strict=True):
                yield from self.ground("overlap", (codes[a], codes[b]), shape)

    def gaps(self, children: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
        for parent, codes in children.items():
            if parent not in self.laid:
                continue
            own = [self.laid[code] for code in codes]
            yield from self.ground("gap", (parent,), difference(self.laid[parent], own))
            outside = shapely.difference(np.array(own, dtype=object), self.laid[parent])
            for code, shape in zip(codes, outside, strict=True):
                yield from self.ground("beyond", (code, parent), shape)

    def ground(self, kind: str, codes: tuple[str, ...], shape: BaseGeometry) -> Iterator[Finding]:
        """A finding of this ground, if somebody could live on it."""
        size = float(shapely.area(shape))
        if size > NOBODY_M2:
            is_thin = 2 * size / float(shapely.length(shape)) < THIN_M
            yield Finding("sliver" if is_thin else kind, codes, round(size), self.middle(shape))

    def crumbs(self) -> Iterator[Finding]:
        """Parts of an area that are too small to be meant."""
        for code, shape in self.laid.items():
            parts = shapely.get_parts(shape)
            for part in parts if len(parts) > 1 else ():
                if part.area < CRUMB_M2:
                    yield Finding("sliver", (code,), round(part.area), self.middle(part))

    def sizes(self, children: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
        """Compared with siblings: grids of a town are smaller than those of the country."""
        for codes in children.values():
            size = {code: self.laid[code].area for code in codes}
            median = float(np.median(list(size.values())))
            for code in codes if len(codes) >= LEAST_SIBLINGS else ():
                if not median / BAND <= size[code] <= median * BAND:
                    kind = "small" if size[code] < median else "large"
                    yield Finding(kind, (code,), round(size[code]), self.middle(self.laid[code]))

    def middle(self, shape: BaseGeometry) -> tuple[float, float]:
        """A point in it, in WGS-84."""
        point = shapely.point_on_surface(shape)
        ((lng, lat),) = self.plane.to_degrees(np.array([[point.x, point.y]]))
        return round(float(lng), 6), round(float(lat), 6)
