"""One square of a net as a Mapbox vector tile (2.1). Pure.

Layers: `areas` (drawn at this zoom), `above` (what lies above them), both with ids only, and
`names` (a point and a name, in the square it lies in). Corners that no screen shows are left out,
the others moved onto a raster of half a point; neighbours alike, so that no gap opens between them.
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

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Name:
    """What is written on the map: the id of its area, and its place in degrees."""

    area_id: int
    text: str
    text_en: str
    at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Areas by id, in degrees of the datum of the map."""

    ids: Sequence[int]
    shapes: Shapes


def tile_of(square: Square, areas: Drawn, above: Drawn, names: Sequence[Name]) -> bytes:
    """The tile; empty where there is nothing."""
    layers = [
        {"name": "areas", "features": list(_features(square, areas))},
        {"name": "above", "features": list(_features(square, above))},
        {"name": "names", "features": list(_named(square, names))},
    ]
    full = [layer for layer in layers if layer["features"]]
    options = {"y_coord_down": True, "extents": EXTENT, "check_winding_order": False}
    return bytes(mapbox_vector_tile.encode(full, default_options=options)) if full else b""


def _features(square: Square, drawn: Drawn) -> Iterator[dict[str, Any]]:
    if len(drawn.ids) == 0:
        return
    shapes = on_raster(square, drawn.shapes)
    is_line = shapely.get_dimensions(shapes) == 1
    is_there = np.where(is_line, shapely.length(shapes), shapely.area(shapes)) > 0
    for place in np.flatnonzero(is_there & ~shapely.is_empty(shapes)).tolist():
        yield {"id": drawn.ids[place], "geometry": shapes[place], "properties": {}}


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
    if not names:
        return
    units = _units(square, np.array([name.at for name in names], dtype=float))
    is_here = np.all((units >= 0) & (units < EXTENT), axis=1)
    for place in np.flatnonzero(is_here).tolist():
        name = names[place]
        said = {"name": name.text} | ({"name_en": name.text_en} if name.text_en else {})
        point = shapely.Point(np.rint(units[place]))
        yield {"id": name.area_id, "geometry": point, "properties": said}


def _units(square: Square, degrees: Floats) -> Floats:
    west, north, _east, _south = square.bounds()
    return np.asarray((to_world(degrees) - [west, north]) * (1 << square.z) * EXTENT)
