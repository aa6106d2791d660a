"""Which stretches of borders a stroke moved, from where to where, and other areas with their edges
moved along. Pure; on a plane, in metres.

A stretch is told by the two corners at its ends, which stay. A place on it goes to the place at the
same corner of the new one where both have as many corners, else at the same share of its length.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from shapely.ops import substring

from yiwang.structure.territory.surfaces import Surface, surface_of

SAME_M = 0.05  # metres: nearer than this a border has not moved
EDGE_M = 0.5  # nearer than this an area of another level has the same border
CRUMB_M2 = 1.0
Points = NDArray[np.float64]


class Crossed(Exception):
    """An area would cross itself."""


@dataclass(frozen=True)
class Chain:
    """A stretch of border as it was and as it is."""

    old: LineString
    new: LineString

    @cached_property
    def _knots(self) -> tuple[Points, Points]:
        """Metres along the old one -> metres along the new one, at corners that correspond."""
        old, new = _lengths(self.old), _lengths(self.new)
        if len(old) == len(new):
            return old, new
        return old[[0, -1]], new[[0, -1]]

    def along(self, place: Point) -> float:
        """How far along the new one a place of the old one goes."""
        return float(np.interp(self.old.project(place), *self._knots))

    def moved(self, place: Point) -> Point:
        found = self.new.interpolate(self.along(place))
        return found if isinstance(found, Point) else place

    def between(self, first: Point, last: Point) -> Points:
        """The corners of the new one between where these two go."""
        piece = substring(self.new, self.along(first), self.along(last))
        return shapely.get_coordinates(piece)[1:-1]


@dataclass(frozen=True, slots=True)
class Moved:
    """Every stretch that moved; `shared` are those of several of the areas, as they were; `lost`
    those of which nobody can tell where they went."""

    chains: list[Chain]
    shared: BaseGeometry
    lost: BaseGeometry

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        lines = [each for chain in self.chains for each in (chain.old, chain.new)]
        return shapely.GeometryCollection([*lines, self.lost]).bounds


def moved_between(pairs: Sequence[tuple[Surface, Surface]]) -> Moved:
    """What moved from the first to the second of each pair. A stretch that several have is told
    once, as the first of them has it."""
    chains: list[Chain] = []
    lost: list[BaseGeometry] = []
    edges: list[BaseGeometry] = []
    for old, new in pairs:
        found = list(_stretches(old, new))
        lost += [was for was, becomes in found if becomes is None]
        for was, becomes in found:
            if becomes is not None:
                chains += list(_not_told(was, becomes, chains))
        edges.append(shapely.boundary(old))
    shared = [
        shapely.intersection(shapely.buffer(one, SAME_M), other)
        for place, one in enumerate(edges)
        for other in edges[place + 1 :]
    ]
    return Moved(chains, shapely.union_all(shared), shapely.union_all(lost))


def carried(shape: Surface, chains: Sequence[Chain], only: BaseGeometry | None = None) -> Surface:
    """The area with its edges on these stretches where they are now; those within `only`, if it is
    given. Itself where it has none. Raises Crossed where it would cross itself."""
    rings = [[_ring_carried(ring, chains, only) for ring in _rings(part)] for part in _parts(shape)]
    if all(each is None for part in rings for each in part):
        return shape
    parts: list[Polygon] = []
    for part, moved in zip(_parts(shape), rings, strict=True):
        known = zip(_rings(part), moved, strict=True)
        shell, *holes = (ring if to is None else to for ring, to in known)
        parts += _sound(Polygon(shell, holes))
    return surface_of(parts[0] if len(parts) == 1 else MultiPolygon(parts))


def _parts(shape: Surface) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]


def _sound(whole: Polygon) -> list[Polygon]:
    """Without threads of no width; as large as its corners say, else it crosses itself."""
    sound = whole if whole.is_valid else surface_of(whole.buffer(0))
    if abs(sound.area - _signed(whole)) > CRUMB_M2:
        raise Crossed
    return [each for each in _parts(sound) if each.area > CRUMB_M2]


def _signed(whole: Polygon) -> float:
    """The surface by its corners alone: other than that of what is left where it crosses itself."""
    rings = [shapely.get_coordinates(ring) for ring in (whole.exterior, *whole.interiors)]
    sizes = [abs(_area(points)) for points in rings]
    return sizes[0] - sum(sizes[1:])


def _area(points: Points) -> float:
    x, y = points.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _ring_carried(
    ring: Points, chains: Sequence[Chain], only: BaseGeometry | None
) -> Points | None:
    """The corners of a ring with those that lie on a stretch where it is now. None: it has none."""
    corners = np.vstack([shapely.get_coordinates(chain.old) for chain in chains])
    ring = _noded(ring, corners, EDGE_M)
    on = _on_chains(_segments(ring), chains, only)
    if (on < 0).all() and only is not None:
        return None
    places = [Point(point) for point in ring]
    found, has_moved = [], False
    for n, place in enumerate(places):
        chain = _chain_of(place, (on[n - 1], on[n]), chains, only)
        here = chain.moved(place) if chain else place
        has_moved = has_moved or on[n] >= 0 or here.distance(place) > SAME_M
        found.append(shapely.get_coordinates(here))
        if on[n] >= 0:
            found.append(chains[on[n]].between(place, places[(n + 1) % len(places)]))
    return np.vstack(found) if has_moved else None


def _on_chains(
    lines: NDArray[np.object_], chains: Sequence[Chain], only: BaseGeometry | None
) -> NDArray[np.int64]:
    """For each segment the place of the first stretch that it lies on, -1 for none."""
    on = np.full(len(lines), -1)
    for place, chain in enumerate(chains):
        near = shapely.buffer(chain.old, EDGE_M, quad_segs=2)
        shapely.prepare(near)
        on[(on < 0) & shapely.covers(near, lines)] = place
    if only is not None:
        on[~shapely.covers(shapely.buffer(only, EDGE_M, quad_segs=2), lines)] = -1
    return on


def _chain_of(
    place: Point, on: tuple[int, int], chains: Sequence[Chain], only: BaseGeometry | None
) -> Chain | None:
    """The stretch that a corner goes with: that of the segments beside it, else one that it touches
    from aside."""
    known = [each for each in on if each >= 0]
    if known:
        return chains[min(known)]
    if only is not None:
        return None
    return next((chain for chain in chains if chain.old.distance(place) <= EDGE_M), None)


def _stretches(old: Surface, new: Surface) -> Iterator[tuple[LineString, LineString | None]]:
    """The stretches of the old border that the new one does not have, each with what it is now."""
    was, becomes = _runs(old, new), _runs(new, old)
    for line in was:
        ends = shapely.points(shapely.get_coordinates(line)[[0, -1]])
        fitting = [
            each
            for each in becomes
            if not each.is_closed
            and not line.is_closed
            and (
                shapely.distance(ends, shapely.points(shapely.get_coordinates(each)[[0, -1]]))
                < 2 * SAME_M
            ).all()
        ]
        yield line, (fitting[0] if fitting else None)


def _runs(shape: Surface, other: Surface) -> list[LineString]:
    """The longest stretches of the border of a shape that are not on that of the other."""
    edge = shapely.boundary(other)
    near = shapely.buffer(edge, SAME_M, quad_segs=2)
    shapely.prepare(near)
    corners, found = shapely.get_coordinates(edge), []
    for part in shapely.get_parts(shape):
        for points in _rings(orient(part)):
            ring = _noded(points, corners, SAME_M)
            found += _pieces(ring, ~shapely.covers(near, _segments(ring)))
    return found


def _pieces(ring: Points, is_wanted: NDArray[np.bool_]) -> list[LineString]:
    """The stretches of a ring whose segments are wanted."""
    if is_wanted.all():
        return [LineString([*ring, ring[0]])]
    start = int(np.flatnonzero(~is_wanted)[0])
    ring, is_wanted = np.roll(ring, -start, axis=0), np.roll(is_wanted, -start)
    return [
        LineString([ring[place % len(ring)] for place in range(first, last + 1)])
        for first, last in _blocks(is_wanted)
    ]


def _blocks(is_wanted: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one past the last of those that are wanted, one after the other."""
    steps = np.diff(np.concatenate([[0], is_wanted.astype(int), [0]]))
    return list(zip(np.flatnonzero(steps > 0), np.flatnonzero(steps < 0), strict=True))


def _not_told(was: LineString, becomes: LineString, told: Sequence[Chain]) -> Iterator[Chain]:
    """The parts of a stretch that no chain tells of yet; where one ends at such a chain it goes
    where that chain goes."""
    if not told:
        yield Chain(was, becomes)
        return
    olds = shapely.union_all([chain.old for chain in told])
    points = _noded(shapely.get_coordinates(was), shapely.get_coordinates(olds), SAME_M, False)
    lines = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
    is_new = ~np.asarray(shapely.covers(shapely.buffer(olds, SAME_M, quad_segs=2), lines))
    for first, last in _blocks(is_new):
        begins, ends = (
            becomes.project(_gone(Point(points[place]), told)) for place in (first, last)
        )
        piece = substring(becomes, begins, ends)
        corners = shapely.get_coordinates(piece)
        new = LineString(corners if len(corners) > 1 else [corners[0], corners[0]])
        yield Chain(LineString(points[first : last + 1]), new)


def _gone(place: Point, chains: Sequence[Chain]) -> Point:
    for chain in chains:
        if chain.old.distance(place) <= SAME_M:
            return chain.moved(place)
    return place


def _noded(points: Points, others: Points, near_m: float, is_closed: bool = True) -> Points:
    """The corners of a line with those of others that lie on it between two."""
    line = LineString([*points, points[0]] if is_closed else points)
    own = _lengths(line)
    at = np.asarray(shapely.points(others), dtype=object)
    at = at[shapely.distance(at, line) <= near_m]
    places = np.unique(shapely.line_locate_point(line, at))
    is_apart = np.array([np.abs(own - place).min() > near_m for place in places], dtype=bool)
    new = places[is_apart] if len(places) else places
    if not len(new):
        return points
    corners = shapely.get_coordinates(shapely.line_interpolate_point(line, new))
    order = np.argsort(np.concatenate([own[: len(points)], new]), kind="stable")
    return np.vstack([points, corners])[order]


def _segments(ring: Points) -> NDArray[np.object_]:
    pairs = np.stack([ring, np.roll(ring, -1, axis=0)], axis=1)
    return np.asarray(shapely.linestrings(pairs), dtype=object)


def _rings(part: Polygon) -> list[Points]:
    """The corners of the shell and the holes, none twice."""
    return [shapely.get_coordinates(ring)[:-1] for ring in (part.exterior, *part.interiors)]


def _lengths(line: LineString) -> Points:
    """Metres along the line at each of its corners."""
    steps = np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])
