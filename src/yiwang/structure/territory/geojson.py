"""Areas as GeoJSON (RFC 7946) for the map of a page: simplified to what a screen can show.

Borders that neighbours share are simplified together, so that no gap opens between them. A map
whose tiles are in GCJ-02 asks for that datum; everything else is WGS-84.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.datums import Datum, geometry_from_wgs84
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import NO_SUCH_AREA

_SCREEN = 1000  # a screen shows about so many points across
_DECIMALS = 1e-6  # degrees: a tenth of a metre

GeoJson = dict[str, Any]  # JSON: its shape is RFC 7946


def children_collection(area_id: int | None, datum: Datum = Datum.WGS84) -> GeoJson:
    """A FeatureCollection of the valid areas directly below; below nothing: the tops.

    Properties: `id`, `code`, `name` in the reader's language, `level`. One query.
    """
    areas = Area.objects.filter(parent=area_id, valid_to=None).order_by("code")
    if area_id is None:
        areas = areas.filter(net__is_primary=True)
    return _collection(list(areas), datum)


def outline(area_id: int, datum: Datum = Datum.WGS84) -> GeoJson:
    """A FeatureCollection of the area alone, ended or not. One query."""
    areas = list(Area.objects.filter(pk=area_id))
    if not areas:
        raise NotFound(NO_SUCH_AREA)
    return _collection(areas, datum)


def _collection(areas: Sequence[Area], datum: Datum) -> GeoJson:
    drawn = [area for area in areas if area.geometry is not None]
    shapes = _simplified(drawn)
    geometries = {
        area.pk: mapping(shapely.set_precision(geometry_from_wgs84(shape, datum), _DECIMALS))
        for area, shape in zip(drawn, shapes, strict=True)
    }
    features = [
        {
            "type": "Feature",
            "id": area.pk,
            "geometry": geometries.get(area.pk),
            "properties": {
                "id": area.pk,
                "code": area.code,
                "name": area.label,
                "level": area.level,
            },
        }
        for area in areas
    ]
    return {"type": "FeatureCollection", "features": features}


def _simplified(areas: Sequence[Area]) -> list[BaseGeometry]:
    shapes = shapely.from_wkb([bytes(area.geometry or b"") for area in areas])
    if len(shapes) == 0:
        return []
    west, south, east, north = shapely.total_bounds(shapes)
    tolerance = max(east - west, north - south) / _SCREEN
    if np.all(shapely.get_dimensions(shapes) == 2):
        return list(shapely.coverage_simplify(shapes, tolerance))
    return list(shapely.simplify(shapes, tolerance))
