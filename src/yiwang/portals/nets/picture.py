"""A picture of which areas are put together: each area in the colour of its group, each group with
its number. The table beside it says the same in words."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from yiwang.structure.territory.browsing import rows_by_code
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import shape_of
from yiwang.structure.territory.surfaces import plane_of_all, surface_of

WIDTH = 760  # of the drawing, in its own units
GOLDEN = 137.508  # degrees of hue: neighbours in number never look alike


@dataclass(frozen=True, slots=True)
class Patch:
    """One area: the path of its outline, its colour, and what it says when pointed at."""

    outline: str
    colour: str
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a group, in the middle of it."""

    x: int
    y: int
    number: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Ready to be drawn as SVG."""

    width: int
    height: int
    patches: list[Patch]
    labels: list[Label]


def picture_of(net: Net, numbers: Mapping[str, int]) -> Picture | None:
    """The areas of `net` with the number of their group; None where nothing is drawn."""
    rows = {row.code: row for row in rows_by_code(net, list(numbers))}
    drawn = {
        code: surface_of(shape)
        for code in numbers
        if code in rows and (shape := shape_of(rows[code])) is not None
    }
    if not drawn:
        return None
    plane = plane_of_all(list(drawn.values()))
    laid = {code: plane.laid(shape) for code, shape in drawn.items()}
    west, south, east, north = shapely.total_bounds(list(laid.values()))
    scale = WIDTH / max(east - west, 1.0)
    flat = {
        code: shapely.transform(
            shapely.simplify(shape, 1 / scale),
            lambda points: (points - [west, north]) * [scale, -scale],
        )
        for code, shape in laid.items()
    }
    patches = [
        Patch(_outline(shape), _colour(numbers[code]), f"{rows[code].name} {code}")
        for code, shape in flat.items()
    ]
    return Picture(WIDTH, round((north - south) * scale), patches, _labels(flat, numbers))


def _outline(shape: shapely.Geometry) -> str:
    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = " ".join(f"{x:.0f},{y:.0f}" for x, y in np.asarray(ring.coords)[:, :2])
            parts.append(f"M{points}Z")
    return "".join(parts)


def _colour(number: int) -> str:
    return f"hsl({number * GOLDEN % 360:.0f} 45% 82%)" if number else "#ffffff"


def _labels(flat: Mapping[str, shapely.Geometry], numbers: Mapping[str, int]) -> list[Label]:
    groups: dict[int, list[shapely.Geometry]] = {}
    for code, shape in flat.items():
        groups.setdefault(numbers[code], []).append(shape)
    labels = []
    for number, shapes in groups.items():
        if number:
            point = shapely.point_on_surface(shapely.union_all(shapely.make_valid(shapes)))
            labels.append(Label(round(point.x), round(point.y), number))
    return labels
