"""The geometry of drawing: corners put onto neighbours, cutting by a line, joining two, and what a
border cannot be. Pure; on a plane, in metres.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.partition import NOBODY_M2
from yiwang.structure.territory.soundness import where_invalid
from yiwang.structure.territory.surfaces import Surface, surface_of

RASTER_M = 0.001
BEYOND_M = 1.0  # a line that ends this near to the border was meant to reach it


def sound(shape: BaseGeometry, given: BaseGeometry) -> BaseGeometry:
    """The shape, if it can be a border. Where it is told in the degrees of what was `given`."""
    if shape.is_empty:
        raise Invalid({"shape": _("Nothing is drawn. Draw at least three corners.")})
    if not shape.is_valid:
        words = {"where": where_invalid(given) if not given.is_valid else "–"}
        sentence = _("The border crosses itself at %(where)s. Move the corners there apart.")
        raise Invalid({"shape": sentence % words})
    if isinstance(shape, Polygon | MultiPolygon) and shape.area < NOBODY_M2:
        least = {"least": round(NOBODY_M2)}
        sentence = _("The area would be smaller than %(least)s m². Draw it larger.")
        raise Invalid({"shape": sentence % least})
    return shape


def snapped(shape: BaseGeometry, others: Sequence[BaseGeometry], snap_m: float) -> BaseGeometry:
    """The shape with corners on the borders of others that are nearer than `snap_m`; as it is where
    that would spoil it."""
    near = [other for other in others if shapely.dwithin(shape, other, snap_m)]
    if not near or snap_m <= 0:
        return shape
    edges = shapely.union_all([_edge(other) for other in near])
    moved: BaseGeometry = shapely.snap(_onto(shape, edges, snap_m), edges, snap_m)
    is_sound = moved.is_valid and not moved.is_empty
    return moved if is_sound and type(moved) is type(shape) else shape


def _onto(shape: BaseGeometry, edges: BaseGeometry, snap_m: float) -> BaseGeometry:
    """The shape with every corner that is near an edge on it."""
    corners = shapely.get_coordinates(shape)
    nearest = shapely.shortest_line(edges, shapely.points(corners))
    on_edge = shapely.get_coordinates(nearest).reshape(-1, 2, 2)[:, 0]
    is_near = np.asarray(shapely.length(nearest) <= snap_m)[:, None]
    placed = np.where(is_near, on_edge, corners)
    moved: BaseGeometry = shapely.transform(shape, lambda _corners: placed)
    return moved if moved.is_valid else shape


def left_of(shape: BaseGeometry, taken: BaseGeometry) -> BaseGeometry:
    """What is left of a neighbour; itself where no more is taken than a border drawn twice."""
    if shapely.intersection(shape, taken).area < 1:
        return shape
    return without(shape, taken)


def without(shape: BaseGeometry, taken: BaseGeometry) -> Surface:
    """What is left, without crumbs. On a raster, so that no thread of ground is left along a common
    border; then with the corners that both had, so that common ones stay common."""
    rest = without_crumbs(shapely.difference(shape, taken, grid_size=RASTER_M))
    corners = shapely.MultiPoint(shapely.get_coordinates([shape, taken]))
    exact = shapely.snap(rest, corners, 2 * RASTER_M)
    return exact if exact.is_valid and type(exact) is type(rest) else rest


def without_crumbs(shape: BaseGeometry) -> Surface:
    """The surface without parts that nobody could live on: what a border drawn by hand leaves."""
    whole = surface_of(shape)
    parts = [part for part in shapely.get_parts(whole) if part.area >= NOBODY_M2]
    is_clean = len(parts) == len(shapely.get_parts(whole))
    return whole if is_clean else surface_of(shapely.union_all(parts))


def _edge(shape: BaseGeometry) -> BaseGeometry:
    edge: BaseGeometry = shapely.boundary(shape) if shape.area else shape
    return edge


def cut(shape: Surface, line: LineString) -> tuple[Surface, Surface]:
    """The larger and the smaller part. Refuses a line that does not cut it in exactly two."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    pieces = [piece for part in parts for piece in split(part, _longer(line)).geoms]
    new = len(pieces) - len(parts)
    if new < 1:
        sentence = _("The line does not cut the area in two. Begin and end it outside the area.")
        raise Invalid({"line": sentence})
    if new > 1:
        sentence = _("The line cuts the area into %(number)s pieces. Draw one that cuts it once.")
        raise Invalid({"line": sentence % {"number": new + 1}})
    untouched = [piece for piece in pieces if any(piece.equals(part) for part in parts)]
    larger, smaller = sorted(
        (piece for piece in pieces if piece not in untouched), key=lambda piece: -piece.area
    )
    return surface_of(shapely.union_all([larger, *untouched])), surface_of(smaller)


def _longer(line: LineString) -> LineString:
    """Both ends drawn out a little: whoever ends a line on a border means to reach it."""
    points = [tuple(point) for point in line.coords]
    (ax, ay), (bx, by) = points[0], points[1]
    (yx, yy), (zx, zy) = points[-2], points[-1]
    return LineString([_out(bx, by, ax, ay), *points[1:-1], _out(yx, yy, zx, zy)])


def _out(ax: float, ay: float, bx: float, by: float) -> tuple[float, float]:
    """The point BEYOND_M behind b, seen from a."""
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-9)
    return bx + (bx - ax) / length * BEYOND_M, by + (by - ay) / length * BEYOND_M


def joined(one: Surface, other: Surface, snap_m: float) -> Surface:
    """Both as one. Refuses two that do not touch."""
    if not shapely.dwithin(one, other, snap_m):
        sentence = _("They do not touch each other. Choose two that have a common border.")
        raise Invalid({"other": sentence})
    whole = surface_of(shapely.union_all([one, other]))
    if _count(whole) < _count(one) + _count(other):  # nothing lies between them
        return whole
    return surface_of(shapely.union_all([one, snapped(other, [one], snap_m)]))


def _count(shape: Surface) -> int:
    """Of its parts and holes."""
    parts = shapely.get_parts(shape)
    return len(parts) + int(shapely.get_num_interior_rings(parts).sum())
