"""Whether a net divides its ground (片区边界 无缝不重): siblings do not overlap, children fill
their parent and stay in it; and what else strikes the eye: slivers, areas much smaller or larger
than their siblings, areas without a boundary.

Measured in square metres on a plane at the middle of the area above. Nothing here changes anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import rows_of, shape_of
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import (
    Plane,
    Surface,
    difference,
    plane_of,
    plane_of_all,
    surface_of,
)

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
    if all(row.geometry is None for row in rows):
        return []
    by_code = {row.code: row for row in rows}
    below: dict[str, list[AreaRow]] = defaultdict(list)
    for row in rows:
        below[row.parent_code or ""].append(row)
    found = [
        findings_below(by_code.get(code), children, divides=divides)
        for code, children in below.items()
    ]
    return in_order(each for group in found for each in group)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda each: (each.kind, each.codes))


def findings_below(
    above: AreaRow | None, rows: Sequence[AreaRow], *, divides: bool = True
) -> list[Finding]:
    """The findings of areas that lie directly below one, or below none. They depend on nothing
    else: measured on a plane of their own, they stay the same however the rest changes."""
    shapes = {row.code: shape_of(row) for row in rows}
    found = [Finding("undrawn", (code,)) for code, shape in shapes.items() if shape is None]
    drawn = {code: surface_of(shape) for code, shape in shapes.items() if _is_surface(shape)}
    if not drawn:
        return found
    outer = shape_of(above) if above else None
    plane = plane_of(outer) if outer else plane_of_all(list(drawn.values()))
    check = _Check(plane, {code: plane.laid(shape) for code, shape in drawn.items()})
    found += [*check.crumbs(), *check.sizes()]
    if divides:
        found += check.overlaps()
    if divides and above and _is_surface(outer):
        found += check.against(above.code, plane.laid(surface_of(outer)))
    return found


def _is_surface(shape: BaseGeometry | None) -> TypeGuard[BaseGeometry]:
    return shape is not None and shapely.get_dimensions(shape) == 2


@dataclass(frozen=True, slots=True)
class _Check:
    """Siblings laid on a plane, in metres."""

    plane: Plane
    laid: Mapping[str, Surface]

    def overlaps(self) -> Iterator[Finding]:
        codes, shapes = list(self.laid), np.array(list(self.laid.values()), dtype=object)
        first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        pairs = first < second
        first, second = first[pairs], second[pairs]
        shared = shapely.intersection(shapes[first], shapes[second])
        for a, b, shape in zip(first, second, shared, strict=True):
            yield from self.ground("overlap", (codes[a], codes[b]), shape)

    def against(self, code: str, above: Surface) -> Iterator[Finding]:
        """What the area above has and they have not, and the other way round."""
        own = list(self.laid.values())
        yield from self.ground("gap", (code,), difference(above, own))
        outside = shapely.difference(np.array(own, dtype=object), above)
        for each, shape in zip(self.laid, outside, strict=True):
            yield from self.ground("beyond", (each, code), shape)

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

    def sizes(self) -> Iterator[Finding]:
        """Compared with siblings: grids of a town are smaller than those of the country."""
        size = {code: shape.area for code, shape in self.laid.items()}
        median = float(np.median(list(size.values())))
        for code in size if len(size) >= LEAST_SIBLINGS else ():
            if not median / BAND <= size[code] <= median * BAND:
                kind = "small" if size[code] < median else "large"
                yield Finding(kind, (code,), round(size[code]), self.middle(self.laid[code]))

    def middle(self, shape: BaseGeometry) -> tuple[float, float]:
        """A point in it, in WGS-84."""
        point = shapely.point_on_surface(shape)
        ((lng, lat),) = self.plane.to_degrees(np.array([[point.x, point.y]]))
        return round(float(lng), 6), round(float(lat), 6)
