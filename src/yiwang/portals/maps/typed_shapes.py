"""Borders and lines as people type them: a corner to a line, longitude and latitude; an empty line
begins another ring, and a ring inside another one is a hole. And as the map draws them: GeoJSON."""

import json
import math
import re

import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.datums import Datum, geometry_to_wgs84

MOST_CHARACTERS = 1_000_000
_BETWEEN = re.compile(r"[\s,，;；]+")
NOT_USABLE = gettext_lazy("The map sent nothing that can be used. Draw it again.")
_DECIMALS = 7  # degrees: a centimetre


def typed_border(text: str, datum: Datum) -> BaseGeometry:
    """The surface in WGS-84. Raises Invalid, naming the line at fault; it may cross itself."""
    shape: BaseGeometry = Polygon()
    for ring in _rings(text, "shape"):
        if len(ring) < 3:
            raise Invalid({"shape": _("A border has at least three corners.")})
        surface = Polygon(ring)
        if not surface.is_valid:
            return geometry_to_wgs84(surface, datum)
        shape = shapely.symmetric_difference(shape, surface)
    return geometry_to_wgs84(shape, datum)


def typed_line(text: str, datum: Datum) -> LineString:
    """The line in WGS-84. Raises Invalid."""
    rings = _rings(text, "line")
    if len(rings) != 1 or len(rings[0]) < 2:
        raise Invalid({"line": _("A line has at least two points, one below the other.")})
    return geometry_to_wgs84(LineString(rings[0]), datum)


def drawn_shape(text: str, datum: Datum, field: str) -> BaseGeometry:
    """What the map sent: the geometry of a GeoJSON feature, in WGS-84. Raises Invalid."""
    try:
        shape = shapely.from_geojson(json.dumps(json.loads(text[:MOST_CHARACTERS])))
        is_finite = bool(math.isfinite(shapely.get_coordinates(shape).sum()))
    except (ValueError, TypeError, RecursionError, shapely.errors.GEOSException):
        shape, is_finite = None, False
    kind = LineString if field == "line" else Polygon | MultiPolygon
    if not isinstance(shape, kind) or not is_finite:
        raise Invalid({field: NOT_USABLE})
    return geometry_to_wgs84(shape, datum)


def drawn_along(text: str, datum: Datum) -> dict[str, BaseGeometry]:
    """The borders of neighbours that moved with a common corner, by code, in WGS-84. Raises
    Invalid."""
    try:
        sent = json.loads(text[:MOST_CHARACTERS]) if text else {}
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise Invalid({"shape": NOT_USABLE})
    return {
        code[:40]: drawn_shape(json.dumps(shape), datum, "shape") for code, shape in sent.items()
    }


def as_typed(shape: BaseGeometry | None) -> str:
    """A border as it would be typed, in WGS-84."""
    if shape is None:
        return ""
    polygons = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    rings = [ring for each in polygons for ring in (each.exterior, *each.interiors)]
    return "\n\n".join(
        "\n".join(f"{x:.{_DECIMALS}f} {y:.{_DECIMALS}f}" for x, y in ring.coords[:-1])
        for ring in rings
    )


def _rings(text: str, field: str) -> list[list[tuple[float, float]]]:
    rings: list[list[tuple[float, float]]] = [[]]
    for number, line in enumerate(text[:MOST_CHARACTERS].splitlines(), start=1):
        if not line.strip():
            rings.append([])
            continue
        point = _point(line)
        if point is None:
            words = {"number": number, "line": line.strip()[:40]}
            sentence = _(
                "Line %(number)s “%(line)s” is no point. Write longitude and latitude, such as "
                "130.35 46.81."
            )
            raise Invalid({field: sentence % words})
        rings[-1].append(point)
    found = [ring for ring in rings if ring]
    if not found:
        raise Invalid({field: _("Nothing is drawn. Draw it on the map, or type its corners.")})
    return found


def _point(line: str) -> tuple[float, float] | None:
    try:
        lng, lat = (float(part) for part in _BETWEEN.split(line.strip()))
    except ValueError:
        return None
    is_there = math.isfinite(lng) and math.isfinite(lat) and abs(lng) <= 180 and abs(lat) <= 90
    return (lng, lat) if is_there else None
