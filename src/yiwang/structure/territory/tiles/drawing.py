"""One square of a net as a Mapbox vector tile (2.1). Pure.

Layers: `areas` (drawn at this zoom), `above` (what lies above them), both with ids only, `borders`
(those of the areas, common ones once: half of what a browser has to draw), and `names` (a point and
a name, in the square it lies in; `above` where it is of what lies above). Corners that no screen
shows are left out, the others moved onto a raster of half a point; neighbours alike, so that no gap
opens between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from yiwang.structure.territory.tiles.squares import MOST_ZOOM, Floats, Square, to_world

EXTENT = 4096  # units across a square
MARGIN = 64  # units drawn beyond it, so that lines do not end at its edge
POINT = EXTENT // 512  # units: a point of the screen
RASTER = POINT // 2  # at the last zoom, which is enlarged, 1
FORMAT = "d"  # of the tiles: another one where they are made otherwise, as browsers keep them
WRITTEN = 13  # points: the size of a name
WRAPPED = 8  # characters of a line of it
CLOSER = 1.5  # a tile is shown up to twice its size

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Name:
    """What is written on the map: the id of its area, and its place in degrees."""

    area_id: int
    text: str
    text_en: str
    at: tuple[float, float]
    width: float = 1.0  # of its area, in the world
    is_above: bool = False  # its area lies above those drawn

    def fits(self, square: Square) -> bool:
        """Whether it is about as wide as its area; where tiles are enlarged without end, always."""
        wide = sum(1.0 if ord(each) > 0xFF else 0.55 for each in self.text)
        points = self.width * (1 << square.z) * EXTENT / POINT * CLOSER
        return square.z == MOST_ZOOM or min(wide, WRAPPED) * WRITTEN <= points


@dataclass(frozen=True, slots=True)
class Drawn:
    """Areas by id, in degrees of the datum of the map."""

    ids: Sequence[int]
    shapes: Shapes


def tile_of(square: Square, areas: Drawn, above: Drawn, names: Sequence[Name]) -> bytes:
    """The tile; empty where there is nothing."""
    laid = on_raster(square, areas.shapes) if len(areas.ids) else areas.shapes
    outer = on_raster(square, above.shapes) if len(above.ids) else above.shapes
    layers = [
        {"name": "areas", "features": list(_features(areas.ids, laid))},
        {"name": "borders", "features": list(_borders(laid))},
        {"name": "above", "features": list(_features(above.ids, outer))},
        {"name": "names", "features": list(_named(square, names))},
    ]
    full = [layer for layer in layers if layer["features"]]
    options = {"y_coord_down": True, "extents": EXTENT, "check_winding_order": False}
    return bytes(mapbox_vector_tile.encode(full, default_options=options)) if full else b""


def _features(ids: Sequence[int], shapes: Shapes) -> Iterator[dict[str, Any]]:
    is_line = shapely.get_dimensions(shapes) == 1
    is_there = np.where(is_line, shapely.length(shapes), shapely.area(shapes)) > 0
    for place in np.flatnonzero(is_there & ~shapely.is_empty(shapes)).tolist():
        yield {"id": ids[place], "geometry": shapes[place], "properties": {}}


def _borders(shapes: Shapes) -> Iterator[dict[str, Any]]:
    """All borders of surfaces as one, each piece once; none along the edge of the tile."""
    surfaces = shapely.get_parts(shapes[shapely.get_dimensions(shapes) == 2])
    rings = shapely.get_rings(surfaces)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    goes_on = ring[1:] == ring[:-1]
    begin, end = points[:-1][goes_on], points[1:][goes_on]
    is_edge = np.zeros(len(begin), dtype=bool)
    for limit in (-MARGIN, EXTENT + MARGIN):
        is_edge |= np.any((begin == limit) & (end == limit), axis=1)
    pieces = np.concatenate([begin, end], axis=1)[~is_edge]
    turned = (pieces[:, 0] > pieces[:, 2]) | (
        (pieces[:, 0] == pieces[:, 2]) & (pieces[:, 1] > pieces[:, 3])
    )
    pieces[turned] = pieces[turned][:, [2, 3, 0, 1]]
    lines = np.unique(pieces, axis=0).reshape(-1, 2, 2)
    if len(lines):
        merged = shapely.line_merge(shapely.MultiLineString(list(lines)))
        yield {"geometry": merged, "properties": {}}


def on_raster(square: Square, shapes: Shapes) -> Shapes:
    """Shapes in degrees as they are drawn: clipped, in units of the tile, outer rings turned as
    the format asks."""
    laid = shapely.transform(shapes, lambda points: _units(square, points))
    if square.z < MOST_ZOOM:
        laid = _simplified(laid)
    clipped = shapely.clip_by_rect(laid, -MARGIN, -MARGIN, EXTENT + MARGIN, EXTENT + MARGIN)
    raster = 1 if square.z == MOST_ZOOM else RASTER
    moved = shapely.transform(clipped, lambda points: np.rint(points / raster) * raster)
    plain = shapely.simplify(moved, 0, preserve_topology=False)  # drops corners in a straight line
    return np.asarray(shapely.orient_polygons(plain, exterior_cw=False), dtype=object)


def _simplified(laid: Shapes) -> Shapes:
    """Without corners that no screen shows. Common borders stay common where areas lie beside each
    other; areas that lie over each other are drawn as lines, which may part by half a point."""
    if np.all(shapely.get_dimensions(laid) == 2):
        try:
            return np.asarray(shapely.coverage_simplify(laid, POINT), dtype=object)
        except GEOSException:
            pass  # they lie over each other in a way that cannot be simplified together
    return np.asarray(shapely.simplify(laid, POINT / 2), dtype=object)


def _named(square: Square, names: Sequence[Name]) -> Iterator[dict[str, Any]]:
    names = [name for name in names if name.fits(square)]
    if not names:
        return
    units = _units(square, np.array([name.at for name in names], dtype=float))
    is_here = np.all((units >= 0) & (units < EXTENT), axis=1)
    for place in np.flatnonzero(is_here).tolist():
        name = names[place]
        said: dict[str, Any] = {"name": name.text}
        said |= {"name_en": name.text_en} if name.text_en else {}
        said |= {"above": True} if name.is_above else {}
        point = shapely.Point(np.rint(units[place]))
        yield {"id": name.area_id, "geometry": point, "properties": said}


def _units(square: Square, degrees: Floats) -> Floats:
    west, north, _east, _south = square.bounds()
    return np.asarray((to_world(degrees) - [west, north]) * (1 << square.z) * EXTENT)
