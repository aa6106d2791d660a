"""Coordinates as they arrive, brought to WGS-84, the only datum we store.

Units: degrees, longitude first. CGCS2000 (GB 22021-2008, EPSG:4490) differs from WGS-84 by
centimetres and is taken as identical. GCJ-02 (maps published in China) and BD-09 (Baidu) have no
published definition: the formulas are the ones known since 2013 as "eviltransform" and
"coordtransform", on the Krassovsky 1940 ellipsoid. They shift by 300–700 m and more; the inverse is
found by iteration, to better than 0.1 m. Limit: outside the rectangle below nothing is shifted.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Degrees = NDArray[np.float64]
Pair = tuple[Degrees, Degrees]
Shapes = NDArray[np.object_]
Shape = TypeVar("Shape", bound=BaseGeometry)

_A = 6378245.0  # Krassovsky: semi-major axis in metres, squared eccentricity
_EE = 0.00669342162296594323
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
_BAIDU = np.pi * 3000.0 / 180.0
_CLOSE_ENOUGH = 1e-9  # degrees: a tenth of a millimetre
_MOST_ROUNDS = 30


class Datum(StrEnum):
    """What a pair of degrees is measured against."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_wgs84(lng: float, lat: float, datum: Datum) -> tuple[float, float]:
    """One point of `datum` in WGS-84. For everything that comes in through a door."""
    lngs, lats = arrays_to_wgs84(np.array([lng], float), np.array([lat], float), datum)
    return float(lngs[0]), float(lats[0])


def from_wgs84(lng: float, lat: float, datum: Datum) -> tuple[float, float]:
    """One WGS-84 point in `datum`. For showing a point on a map whose tiles are in it."""
    lngs, lats = arrays_from_wgs84(np.array([lng], float), np.array([lat], float), datum)
    return float(lngs[0]), float(lats[0])


def geometry_to_wgs84(geometry: Shape, datum: Datum) -> Shape:
    """A shapely geometry of `datum` in WGS-84. For importers of published boundaries."""
    return _moved(geometry, datum, arrays_to_wgs84)


def geometry_from_wgs84(geometry: Shape, datum: Datum) -> Shape:
    """A shapely geometry in WGS-84 in `datum`."""
    return _moved(geometry, datum, arrays_from_wgs84)


def shapes_from_wgs84(shapes: Shapes, datum: Datum) -> Shapes:
    """Many shapely geometries in WGS-84 in `datum`, at once."""
    if datum in (Datum.WGS84, Datum.CGCS2000):
        return shapes
    points = shapely.get_coordinates(shapes)
    moved = np.column_stack(arrays_from_wgs84(points[:, 0], points[:, 1], datum))
    return np.asarray(shapely.set_coordinates(shapes.copy(), moved), dtype=object)


def arrays_to_wgs84(lng: Degrees, lat: Degrees, datum: Datum) -> Pair:
    """Many points at once; the fixed point of "what would be shown here"."""
    if datum in (Datum.WGS84, Datum.CGCS2000):
        return lng, lat
    true_lng, true_lat = lng, lat
    for _round in range(_MOST_ROUNDS):
        shown_lng, shown_lat = arrays_from_wgs84(true_lng, true_lat, datum)
        off_lng, off_lat = shown_lng - lng, shown_lat - lat
        true_lng, true_lat = true_lng - off_lng, true_lat - off_lat
        if max(np.abs(off_lng).max(initial=0), np.abs(off_lat).max(initial=0)) < _CLOSE_ENOUGH:
            break
    return true_lng, true_lat


def arrays_from_wgs84(lng: Degrees, lat: Degrees, datum: Datum) -> Pair:
    """Many WGS-84 points at once in `datum`."""
    if datum is Datum.GCJ02:
        return _gcj02(lng, lat)
    if datum is Datum.BD09:
        return _bd09(*_gcj02(lng, lat))
    return lng, lat


def _gcj02(lng: Degrees, lat: Degrees) -> Pair:
    x, y = lng - 105.0, lat - 35.0
    waves = 20.0 * (np.sin(6.0 * np.pi * x) + np.sin(2.0 * np.pi * x))
    root = np.sqrt(np.abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (waves + _sines(y, (20.0, 1), (40.0, 3), (160.0, 12), (320.0, 30))) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (waves + _sines(x, (20.0, 1), (40.0, 3), (150.0, 12), (300.0, 30))) * 2.0 / 3.0
    angle = np.radians(lat)
    magic = 1.0 - _EE * np.sin(angle) ** 2
    shift_lat = np.degrees(north * magic * np.sqrt(magic) / (_A * (1.0 - _EE)))
    shift_lng = np.degrees(east * np.sqrt(magic) / (_A * np.cos(angle)))
    inside = (lng > _WEST) & (lng < _EAST) & (lat > _SOUTH) & (lat < _NORTH)
    return lng + np.where(inside, shift_lng, 0.0), lat + np.where(inside, shift_lat, 0.0)


def _sines(value: Degrees, *waves: tuple[float, int]) -> Degrees:
    """The sum of `height * sin(pi * value / length)`."""
    total = np.zeros_like(value)
    for height, length in waves:
        total += height * np.sin(np.pi * value / length)
    return total


def _bd09(lng: Degrees, lat: Degrees) -> Pair:
    radius = np.hypot(lng, lat) + 0.00002 * np.sin(lat * _BAIDU)
    angle = np.arctan2(lat, lng) + 0.000003 * np.cos(lng * _BAIDU)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def _moved(geometry: Shape, datum: Datum, move: Callable[[Degrees, Degrees, Datum], Pair]) -> Shape:
    def each(points: Degrees) -> Degrees:
        return np.column_stack(move(points[:, 0], points[:, 1], datum))

    moved: Shape = shapely.transform(geometry, each)
    return moved
