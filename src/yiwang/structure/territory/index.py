"""Which area of one net a point lies in: a pure, in-process index over the lowest areas of the net.

Points and areas are in WGS-84 degrees, answers in metres. Distances are taken on a plane laid at
each area (equirectangular, at the latitude of its middle): within 1 % for areas up to 50 km high,
a quarter of a metre on the distances decided on here.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from yiwang.structure.territory.segments import Segments
from yiwang.structure.territory.surfaces import METRES_PER_DEGREE

NEAR_M = 25.0  # a phone's position is good to 5–10 m in the open, and two to three times that
# between buildings: an area this near may be the one that was meant
LINE_REACH_M = 30.0  # half a wide road and its pavement, plus the same uncertainty
_ROUNDING = 1.01  # rectangles only say which areas are measured
TOUCHING_M = 0.001  # shared borders are stored twice; rounding must not open a gap between them

Coordinate = float | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Located:
    """Where a point lies in one net. `edge_m` is the distance to the edge of that area, or to the
    line itself; `candidates` are the ids of other areas so near that they may be meant. A point
    outside all areas that was taken to the nearest one was `snapped_m` away from it."""

    area_id: int | None
    edge_m: float | None
    candidates: tuple[int, ...]
    snapped_m: float = 0.0


def by_distance(away: NDArray[np.float64], ids: NDArray[np.int64]) -> NDArray[np.intp]:
    """The nearest first; of those that are equally far, to a millimetre, the lowest id."""
    return np.lexsort((ids, np.round(away, 3)))


NOWHERE = Located(None, None, ())


class NetIndex:
    """Leaf areas of one net, ready to be asked. Lines win within their reach, polygons inside."""

    def __init__(self, area_ids: Sequence[int], shapes: Sequence[shapely.Geometry]) -> None:
        geometries = np.array(shapes, dtype=object)
        self.ids = np.array(area_ids, dtype=np.int64)
        bounds = shapely.bounds(geometries).reshape(-1, 4)
        self._lng = (bounds[:, 0] + bounds[:, 2]) / 2
        self._lat = (bounds[:, 1] + bounds[:, 3]) / 2
        self._narrow = np.cos(np.radians(self._lat))
        self.flat = self._laid_flat(geometries)
        self.edges = self._edges_of(self.flat)
        self.is_polygon = shapely.get_dimensions(geometries) == 2
        self.reach_m = np.where(self.is_polygon, TOUCHING_M, LINE_REACH_M)
        self.wide_tree = shapely.STRtree(self._boxes(bounds))
        shapely.prepare(self.flat)

    def locate(self, lng: float, lat: float, snap_m: float = 0.0) -> Located:
        """The area that holds the point, else the nearest line in reach, and what lies near.

        A point on a shared border belongs to the area with the lowest id. Outside all areas, one
        that is at most `snap_m` away is taken.
        """
        near = self._near(lng, lat, snap_m)
        if near.size == 0:
            return NOWHERE
        if near.size == 1 and not snap_m:
            return self._located_alone(int(near[0]), lng, lat)
        points = self.points_on_planes(near, lng, lat)
        away = shapely.distance(self.flat[near], points)
        holding = away <= self.reach_m[near]
        if not holding.any():
            beside = self._ids_by_distance(near, away, max(snap_m, NEAR_M))
            if not snap_m or away.min() > snap_m:
                return Located(None, None, beside)
            return Located(beside[0], 0.0, beside[1:], float(away.min()))
        order = np.lexsort((self.ids[near], np.where(self.is_polygon[near], 0, away), ~holding))
        here, others = order[0], order[1:]
        return Located(
            int(self.ids[near[here]]),
            float(shapely.distance(self.edges[near[here]], points[here])),
            self._ids_by_distance(near[others], away[others], NEAR_M),
        )

    def _located_alone(self, one: int, lng: float, lat: float) -> Located:
        """The same where a single area is near, which is so nearly everywhere."""
        x = (lng - self._lng[one]) * self._narrow[one] * METRES_PER_DEGREE
        y = (lat - self._lat[one]) * METRES_PER_DEGREE
        point, area_id = shapely.Point(x, y), int(self.ids[one])
        away = float(shapely.distance(self.flat[one], point))
        if away <= self.reach_m[one]:
            return Located(area_id, float(shapely.distance(self.edges[one], point)), ())
        return Located(None, None, (area_id,) if away <= NEAR_M else ())

    def _near(self, lng: float, lat: float, snap_m: float) -> NDArray[np.intp]:
        """The areas that may be within `snap_m`, or within what lines reach."""
        if snap_m <= LINE_REACH_M:
            return self.wide_tree.query(shapely.Point(lng, lat))
        high = snap_m / METRES_PER_DEGREE
        wide = high / max(math.cos(math.radians(lat)), 0.01)
        return self.wide_tree.query(shapely.box(lng - wide, lat - high, lng + wide, lat + high))

    def points_on_planes(
        self, near: NDArray[np.intp], lng: Coordinate, lat: Coordinate
    ) -> NDArray[np.object_]:
        """The point on the plane of each area in `near`."""
        return np.asarray(shapely.points(*self.on_planes(near, lng, lat)), dtype=object)

    def on_planes(
        self, near: NDArray[np.intp], lng: Coordinate, lat: Coordinate
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The point, or one for each, in metres on the plane of each area in `near`."""
        x = (lng - self._lng[near]) * self._narrow[near] * METRES_PER_DEGREE
        y = (lat - self._lat[near]) * METRES_PER_DEGREE
        return x, y

    @cached_property
    def segments(self) -> Segments:
        """The borders in pieces, for very many points at once."""
        return Segments(self.flat)

    def _ids_by_distance(
        self, near: NDArray[np.intp], away: NDArray[np.float64], limit_m: float
    ) -> tuple[int, ...]:
        order = by_distance(away, self.ids[near])
        return tuple(int(self.ids[near[n]]) for n in order if away[n] <= limit_m)

    def _boxes(self, bounds: NDArray[np.float64]) -> NDArray[np.object_]:
        """The rectangle around each area and all that lines reach."""
        high = LINE_REACH_M * _ROUNDING / METRES_PER_DEGREE
        wide = high / np.maximum(self._narrow, 0.01)
        west, south, east, north = bounds.T
        boxes = shapely.box(west - wide, south - high, east + wide, north + high)
        return np.asarray(boxes, dtype=object)

    def _laid_flat(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        counts = shapely.get_num_coordinates(geometries)
        degrees = shapely.get_coordinates(geometries)
        middle = np.column_stack([self._lng, self._lat]).repeat(counts, axis=0)
        scale = np.column_stack([self._narrow, np.ones_like(self._narrow)]).repeat(counts, axis=0)
        metres = (degrees - middle) * scale * METRES_PER_DEGREE
        return np.asarray(shapely.set_coordinates(geometries.copy(), metres), dtype=object)

    @staticmethod
    def _edges_of(flat: NDArray[np.object_]) -> NDArray[np.object_]:
        is_polygon = shapely.get_dimensions(flat) == 2
        edges = flat.copy()
        edges[is_polygon] = shapely.boundary(flat[is_polygon])
        shapely.prepare(edges)
        return edges
