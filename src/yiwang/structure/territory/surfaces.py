"""Polygons that fill a plane together: moving them, simplifying them without opening gaps, and
keeping only what has a surface. Units: whatever the polygons are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Surface = Polygon | MultiPolygon
Points = NDArray[np.float64]

METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat stand-in for the ground around a point: degrees to metres, and back."""

    lng: float
    lat: float

    def to_metres(self, degrees: Points) -> Points:
        return np.asarray((degrees - [self.lng, self.lat]) * self._metres)

    def to_degrees(self, metres: Points) -> Points:
        return np.asarray(metres / self._metres + [self.lng, self.lat])

    def laid(self, shape: Surface) -> Surface:
        return surface_of(shapely.transform(shape, self.to_metres))

    def lifted(self, shape: Surface) -> Surface:
        return surface_of(shapely.transform(shape, self.to_degrees))

    def all_lifted(self, shapes: Sequence[Surface]) -> list[Surface]:
        """Each of the shapes, as `lifted` would give it."""
        moved = shapely.transform(np.array(shapes, dtype=object), self.to_degrees)
        return [surface_of(shape) for shape in moved]

    @property
    def _metres(self) -> Points:
        return np.array([np.cos(np.radians(self.lat)), 1.0]) * METRES_PER_DEGREE


def plane_of(shape: BaseGeometry) -> Plane:
    """The plane at the middle of a shape in degrees."""
    west, south, east, north = shape.bounds
    return Plane((west + east) / 2, (south + north) / 2)


def plane_of_all(shapes: Sequence[BaseGeometry]) -> Plane:
    """The plane at the middle of all of them."""
    return plane_of(shapely.GeometryCollection(list(shapes)))


def surface_of(shape: BaseGeometry) -> Surface:
    """The polygons of a shape that may also hold lines and points; made valid if they are not."""
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])


def difference(shape: Surface, taken: Sequence[Surface]) -> Surface:
    """What is left of `shape`."""
    return surface_of(shapely.difference(shape, shapely.union_all(list(taken))))


def fitted(boundary: Surface, known: Mapping[str, Surface]) -> list[Surface]:
    """The known polygons within the boundary, none over another, and last what they leave of it."""
    pieces: list[Surface] = []
    for shape in known.values():
        inside = surface_of(shapely.intersection(shape, boundary))
        pieces.append(difference(inside, pieces))
    return [*pieces, difference(boundary, pieces)]


def simplified(pieces: Sequence[Surface], tolerance: float) -> list[Surface]:
    """Pieces that fill a plane, simplified along their shared borders, with no gap between them."""
    # border to border, vertex by vertex
    matched = shapely.coverage_clean(list(pieces))  # type: ignore[attr-defined]  # not in stubs
    return [surface_of(piece) for piece in shapely.coverage_simplify(matched, tolerance)]
