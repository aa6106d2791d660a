"""Which area of one net a point lies in: a pure, in-process index over the lowest areas of the net.

Points and areas are in WGS-84 degrees, answers in metres. Distances are taken on a plane laid at
each area (equirectangular, at the latitude of its middle): within 1 % for areas up to 50 km high,
a quarter of a metre on the distances decided on here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from yiwang.structure.territory.surfaces import METRES_PER_DEGREE

NEAR_M = 25.0  # a phone's position is good to 5–10 m in the open, and two to three times that
# between buildings: an area this near may be the one that was meant
LINE_REACH_M = 30.0  # half a wide road and its pavement, plus the same uncertainty
TOUCHING_M = 0.001  # shared borders are stored twice; rounding must not open a gap between them


@dataclass(frozen=True, slots=True)
class Located:
    """Where a point lies in one net. `edge_m` is the distance to the edge of that area, or to the
    line itself; `candidates` are the ids of other areas so near that they may be meant."""

    area_id: int | None
    edge_m: float | None
    candidates: tuple[int, ...]


NOWHERE = Located(None, None, ())


class NetIndex:
    """Leaf areas of one net, ready to be asked. Lines win within their reach, polygons inside."""

    def __init__(self, area_ids: Sequence[int], shapes: Sequence[shapely.Geometry]) -> None:
        geometries = np.array(shapes, dtype=object)
        self._ids = np.array(area_ids, dtype=np.int64)
        bounds = shapely.bounds(geometries).reshape(-1, 4)
        self._lng = (bounds[:, 0] + bounds[:, 2]) / 2
        self._lat = (bounds[:, 1] + bounds[:, 3]) / 2
        self._narrow = np.cos(np.radians(self._lat))
        self._flat = self._laid_flat(geometries)
        self._edges = self._edges_of(self._flat)
        self._is_polygon = shapely.get_dimensions(geometries) == 2
        self._reach_m = np.where(self._is_polygon, TOUCHING_M, LINE_REACH_M)
        self._tree = shapely.STRtree(geometries)
        shapely.prepare(self._flat)

    def locate(self, lng: float, lat: float) -> Located:
        """The area that holds the point, else the nearest line in reach, and what lies near.

        A point on a shared border belongs to the area with the lowest id.
        """
        near = self._within_box(lng, lat)
        if near.size == 0:
            return NOWHERE
        points = self._points(near, lng, lat)
        away = shapely.distance(self._flat[near], points)
        holding = away <= self._reach_m[near]
        if not holding.any():
            return Located(None, None, self._ids_by_distance(near, away, NEAR_M))
        order = np.lexsort((self._ids[near], np.where(self._is_polygon[near], 0, away), ~holding))
        here, others = order[0], order[1:]
        return Located(
            int(self._ids[near[here]]),
            float(shapely.distance(self._edges[near[here]], points[here])),
            self._ids_by_distance(near[others], away[others], NEAR_M),
        )

    def _within_box(self, lng: float, lat: float) -> NDArray[np.intp]:
        high = LINE_REACH_M / METRES_PER_DEGREE
        wide = high / max(np.cos(np.radians(lat)), 0.01)
        return self._tree.query(shapely.box(lng - wide, lat - high, lng + wide, lat + high))

    def _points(self, near: NDArray[np.intp], lng: float, lat: float) -> NDArray[np.object_]:
        """The point on the plane of each area in `near`."""
        x = (lng - self._lng[near]) * self._narrow[near] * METRES_PER_DEGREE
        y = (lat - self._lat[near]) * METRES_PER_DEGREE
        return np.asarray(shapely.points(x, y), dtype=object)

    def _ids_by_distance(
        self, near: NDArray[np.intp], away: NDArray[np.float64], limit_m: float
    ) -> tuple[int, ...]:
        order = np.argsort(away, kind="stable")
        return tuple(int(self._ids[near[n]]) for n in order if away[n] <= limit_m)

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
