"""Whether a net is a partition (`partition_check`, 片区边界 无缝不重): siblings do not overlap, and
children fill their parent. Measured on a plane at the middle of the net, in square metres."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from yiwang.structure.territory.models import Area
from yiwang.structure.territory.surfaces import Surface, plane_of, surface_of

SLIVER_M2 = 100.0  # borders digitised apart differ by this much without anybody living in between

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Piece:
    """One area to check."""

    code: str
    parent_code: str | None
    geometry: Surface


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two areas with the same parent that both claim some ground."""

    codes: tuple[str, str]
    square_metres: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Ground of a parent that none of its children has, or that a child has beyond it."""

    parent_code: str
    square_metres: int


@dataclass(frozen=True, slots=True)
class PartitionFaults:
    """Empty when the net is a partition."""

    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]

    def __bool__(self) -> bool:
        return bool(self.overlaps or self.gaps)


def partition_check(net_key: str) -> PartitionFaults:
    """The faults of a loaded net: its valid areas that have a surface."""
    areas = Area.objects.filter(net__key=net_key, valid_to=None).exclude(geometry=None)
    rows = list(areas.order_by("code").values_list("code", "parent__code", "geometry"))
    shapes = shapely.from_wkb([bytes(geometry or b"") for _code, _parent, geometry in rows])
    pieces = zip(rows, shapes, strict=True)
    return faults_of(
        [
            Piece(code, parent, shape)
            for (code, parent, _geometry), shape in pieces
            if shapely.get_dimensions(shape) == 2
        ]
    )


def faults_of(pieces: Sequence[Piece]) -> PartitionFaults:
    """The faults of pieces in WGS-84. For checking a list before it is loaded."""
    if not pieces:
        return PartitionFaults((), ())
    plane = plane_of(shapely.GeometryCollection([piece.geometry for piece in pieces]))
    laid = {piece.code: plane.laid(piece.geometry) for piece in pieces}
    children: dict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        children[piece.parent_code or ""].append(piece.code)
    return PartitionFaults(
        tuple(found for codes in children.values() for found in _overlaps(codes, laid)),
        tuple(_gaps(children, laid)),
    )


def _overlaps(codes: Sequence[str], laid: Mapping[str, Surface]) -> Iterator[Overlap]:
    shapes = np.array([laid[code] for code in codes], dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = first < second
    first, second = first[pairs], second[pairs]
    shared = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    for a, b, size in zip(first, second, shared, strict=True):
        if size > SLIVER_M2:
            yield Overlap((codes[a], codes[b]), round(size))


def _gaps(children: Mapping[str, Sequence[str]], laid: Mapping[str, Surface]) -> Iterator[Gap]:
    for parent, codes in children.items():
        if parent in laid:
            filled = surface_of(shapely.union_all([laid[code] for code in codes]))
            size = shapely.area(shapely.symmetric_difference(laid[parent], filled))
            if size > SLIVER_M2:
                yield Gap(parent, round(size))
