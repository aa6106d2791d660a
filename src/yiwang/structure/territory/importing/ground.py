"""What the coordinates of a delivered file are measured against, and their way to WGS-84.

What is declared at the door goes before what the file says: files say WGS-84 of GCJ-02 points every
day. A projection is undone first (PROJ), then the datum. CGCS2000 differs from WGS-84 by
centimetres. Older datums (Beijing 1954, Xi'an 1980) are refused: their parameters are not public,
and without them a border is off by up to a hundred metres.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from django.utils.translation import gettext as _
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.datums import Datum, Degrees, geometry_to_wgs84
from yiwang.structure.territory.importing.faults import faulty

Move = Callable[[BaseGeometry], BaseGeometry]

NAMES = {
    Datum.WGS84: "WGS-84",
    Datum.CGCS2000: "CGCS2000",
    Datum.GCJ02: "GCJ-02",
    Datum.BD09: "BD-09",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """What is said at the door: the datum of degrees, or a projection by its EPSG code or text."""

    datum: Datum | None = None
    crs: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """How coordinates come to WGS-84, and what they were taken for, in words."""

    name: str
    move: Move


def ground_of(said: str | None, declared: Declared) -> Ground:
    """The way to WGS-84. Raises FaultyFile when neither the file nor anybody says what it is."""
    text = declared.crs or said
    if text is None:
        if declared.datum is None:
            raise faulty(
                _(
                    "The file does not say what its coordinates are measured against (a shapefile "
                    "does in its .prj). Declare the datum: wgs84, cgcs2000, gcj02 or bd09; or the "
                    "projection, such as EPSG:4527."
                )
            )
        return Ground(NAMES[declared.datum], _shifted(declared.datum))
    system = _system(text)
    datum = declared.datum or _datum_of(system)
    unproject = _unprojected(system)
    shift = _shifted(datum)
    name = system.name if declared.datum is None else f"{NAMES[datum]}, {system.name}"
    return Ground(name, lambda shape: shift(unproject(shape)))


def _system(text: str) -> CRS:
    try:
        return CRS.from_user_input(text)
    except CRSError:
        words = {"name": text[:60]}
        raise faulty(
            _("“%(name)s” is no coordinate system: give its EPSG code, such as EPSG:4527.") % words
        ) from None


def _datum_of(system: CRS) -> Datum:
    """WGS-84 or CGCS2000, by the name of the datum, which programs write differently."""
    geodetic = system.geodetic_crs
    name = "" if geodetic is None or geodetic.datum is None else geodetic.datum.name.lower()
    plain = name.replace("_", " ")
    if "china" in plain and "2000" in plain:
        return Datum.CGCS2000
    if "wgs" in plain or "world geodetic system 1984" in plain:
        return Datum.WGS84
    raise faulty(
        _(
            "Coordinates in %(name)s cannot be brought to WGS-84 without parameters that are not "
            "public: have the surveying office deliver them in CGCS2000."
        )
        % {"name": system.name}
    )


def _shifted(datum: Datum) -> Move:
    return lambda shape: geometry_to_wgs84(shape, datum)


def _unprojected(system: CRS) -> Move:
    geodetic = system.geodetic_crs
    if not system.is_projected or geodetic is None:
        return lambda shape: shape
    transformer = Transformer.from_crs(system, geodetic, always_xy=True)

    def each(points: Degrees) -> Degrees:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return lambda shape: shapely.transform(shape, each)
