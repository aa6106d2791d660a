"""Very many points in one net at once, with the same answers as one by one: rows of arrays instead
of objects, so that the time goes into geometry.

Units as in `index.py`. Points are taken in an order in which neighbours follow each other: what is
looked up for one is at hand for the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from yiwang.structure.territory.index import LINE_REACH_M, NEAR_M, Located, NetIndex, by_distance
from yiwang.structure.territory.surfaces import METRES_PER_DEGREE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AT_ONCE = 25_000  # points: what is worked on then stays in the processor's own memory
MANY_PIECES = 64  # a border of more pieces is left to GEOS, which searches it by an index
NOBODY = 0  # no area has this id
_ROUNDING = 1.01  # boxes only say which areas are measured


@dataclass(frozen=True, slots=True)
class LocatedMany:
    """For each point what `Located` says of one: `area_ids` (0: nowhere), `edge_m` and `snapped_m`
    (not a number, and 0, outside all areas); the candidates of point n are
    `candidate_ids[starts[n]:starts[n + 1]]`."""

    area_ids: Ints
    edge_m: Floats
    snapped_m: Floats
    starts: Ints
    candidate_ids: Ints

    def __len__(self) -> int:
        return len(self.area_ids)

    def __iter__(self) -> Iterator[Located]:
        return map(self.at, range(len(self)))

    def at(self, place: int) -> Located:
        """The answer for one point."""
        near = tuple(self.candidate_ids[self.starts[place] : self.starts[place + 1]].tolist())
        if self.area_ids[place] == NOBODY:
            return Located(None, None, near)
        values = (self.area_ids, self.edge_m, self.snapped_m)
        area_id, edge_m, snapped_m = (each[place].item() for each in values)
        return Located(area_id, edge_m, near, snapped_m)


def locate_all(index: NetIndex, lng: Floats, lat: Floats, snap_m: float = 0.0) -> LocatedMany:
    """Where each of the points (degrees, two arrays of the same length) lies in the net."""
    many = _empty(len(lng))
    if not len(lng):
        return many
    owners: list[Ints] = []
    named: list[Ints] = []
    walk = _walk(lng, lat)
    for start in range(0, len(lng), AT_ONCE):
        rows = walk[start : start + AT_ONCE]
        points, candidates = _Lookup(index, lng[rows], lat[rows], snap_m).answers(rows, many)
        owners.append(points)
        named.append(candidates)
    owner, candidates = np.concatenate(owners), np.concatenate(named)
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(lng)))])
    ordered = candidates[np.argsort(owner, kind="stable")]
    return LocatedMany(many.area_ids, many.edge_m, many.snapped_m, starts, ordered)


def _empty(count: int) -> LocatedMany:
    return LocatedMany(
        np.full(count, NOBODY),
        np.full(count, np.nan),
        np.zeros(count),
        np.zeros(count + 1, dtype=np.int64),
        np.empty(0, dtype=np.int64),
    )


def _walk(lng: Floats, lat: Floats) -> NDArray[np.intp]:
    """An order along a Z-shaped curve (Morton, 1966) over the rectangle of the points."""
    keys = np.zeros(len(lng), dtype=np.uint32)
    for shift, values in enumerate((lng, lat)):
        known = np.nan_to_num(values, posinf=0, neginf=0)
        reach = max(float(np.ptp(known)), 1e-12)
        bits = ((known - known.min()) / reach * 1023).astype(np.uint32)
        for distance, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            bits = (bits | (bits << distance)) & mask
        keys |= bits << shift
    return np.argsort(keys, kind="stable")


class _Lookup:
    """Some points and every area so near that it may matter: pairs of one of each, in metres.
    `edge` is how far the border is, `away` the same where the point is outside, else 0."""

    def __init__(self, index: NetIndex, lng: Floats, lat: Floats, snap_m: float) -> None:
        self.index, self.snap_m = index, snap_m
        point, area = self._pairs(lng, lat)
        edge, inside = self._measured(area, *index.on_planes(area, lng[point], lat[point]))
        away = np.where(inside, 0.0, edge)
        near = np.flatnonzero(away <= max(NEAR_M, LINE_REACH_M, snap_m))
        self.point, self.area = point[near], area[near]
        self.edge, self.away = edge[near], away[near]

    def answers(self, rows: Ints, many: LocatedMany) -> tuple[Ints, Ints]:
        """Write the answers into these rows of `many`; the candidates are returned, each with the
        row it is for, in the order of the distance."""
        ids, index = self.index.ids[self.area], self.index
        holding = self.away <= index.reach_m[self.area]
        rank = np.where(index.is_polygon[self.area], 0.0, self.away)
        rank[~holding] = self.away[~holding] + LINE_REACH_M  # behind all that hold the point
        best = self._first_of_each(rank, ids)
        held, snapped = best[holding[best]], best[~holding[best]]
        is_held = np.zeros(len(rows), dtype=bool)
        is_held[self.point[held]] = True
        snapped = snapped[self.away[snapped] <= self.snap_m] if self.snap_m else snapped[:0]
        many.area_ids[rows[self.point[held]]] = ids[held]
        many.edge_m[rows[self.point[held]]] = self.edge[held]
        many.area_ids[rows[self.point[snapped]]] = ids[snapped]
        many.edge_m[rows[self.point[snapped]]] = 0.0
        many.snapped_m[rows[self.point[snapped]]] = self.away[snapped]
        return self._candidates(rows, ids, is_held, [held, snapped])

    def _candidates(
        self, rows: Ints, ids: Ints, is_held: NDArray[np.bool_], taken: list[NDArray[np.intp]]
    ) -> tuple[Ints, Ints]:
        limit = np.where(is_held[self.point], NEAR_M, max(self.snap_m, NEAR_M))
        beside = self.away <= limit
        for each in taken:
            beside[each] = False
        others = np.flatnonzero(beside)
        others = others[by_distance(self.away[others], ids[others])]
        return rows[self.point[others]], ids[others]

    def _first_of_each(self, rank: Floats, ids: Ints) -> NDArray[np.intp]:
        """The pair with the lowest rank, then id, of each point."""
        is_alone = np.bincount(self.point)[self.point] == 1
        alone, several = np.flatnonzero(is_alone), np.flatnonzero(~is_alone)
        order = np.lexsort((ids[several], np.round(rank[several], 3), self.point[several]))
        order = several[order]
        is_first = np.diff(self.point[order], prepend=-1) != 0
        return np.concatenate([alone, order[is_first]])

    def _pairs(self, lng: Floats, lat: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        rows = np.flatnonzero(np.isfinite(lng) & np.isfinite(lat))
        point, area = self.index.wide_tree.query(self._asked(lng[rows], lat[rows]))
        return rows[point], area

    def _asked(self, lng: Floats, lat: Floats) -> NDArray[np.object_]:
        if self.snap_m <= LINE_REACH_M:
            return np.asarray(shapely.points(lng, lat), dtype=object)
        high = self.snap_m * _ROUNDING / METRES_PER_DEGREE
        wide = high / np.maximum(np.cos(np.radians(lat)), 0.01)
        boxes = shapely.box(lng - wide, lat - high, lng + wide, lat + high)
        return np.asarray(boxes, dtype=object)

    def _measured(
        self, area: NDArray[np.intp], x: Floats, y: Floats
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """For each pair how far the border is and whether the point is inside it."""
        index, segments = self.index, self.index.segments
        is_long = segments.counts[area] > MANY_PIECES
        if not is_long.any():
            edge, crossed = segments.measured(area, x, y)
            return edge, crossed & index.is_polygon[area]
        edge, inside = np.empty(len(area)), np.zeros(len(area), dtype=bool)
        short = ~is_long
        edge[short], inside[short] = segments.measured(area[short], x[short], y[short])
        places = shapely.points(x[is_long], y[is_long])
        edge[is_long] = shapely.distance(index.edges[area[is_long]], places)
        inside[is_long] = shapely.intersects(index.flat[area[is_long]], places)
        return edge, inside & index.is_polygon[area]
