"""Points in tables: longitude, latitude and what they are measured against. Kept in WGS-84."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.sheets.columns import As, Column, degrees_text
from yiwang.foundation.sheets.described import Key, Wrong
from yiwang.structure.territory.datums import Datum, to_wgs84
from yiwang.structure.territory.importing.ground import NAMES

POINT = (
    Column(
        "lng",
        gettext_lazy("Longitude"),
        gettext_lazy("Where people go to; empty where nobody goes."),
        kind=As.DEGREES,
        example="121.3812",
    ),
    Column("lat", gettext_lazy("Latitude"), kind=As.DEGREES, example="31.1127"),
    Column(
        "datum",
        gettext_lazy("Measured against"),
        gettext_lazy(
            "What the map says from which longitude and latitude were taken; WGS-84 if nothing "
            "is said. They are kept and written out in WGS-84."
        ),
        kind=As.CHOICE,
        is_always_filled=True,
        choices={str(datum): name for datum, name in NAMES.items()},
    ),
)
KEPT = str(Datum.WGS84)


def point_texts(lng: float | None, lat: float | None) -> dict[str, str]:
    """A point as it is kept, by column."""
    return {"lng": degrees_text(lng), "lat": degrees_text(lat), "datum": KEPT}


def degrees_of(text: str) -> float | None:
    return float(text) if text else None


def in_wgs84(values: dict[str, str]) -> dict[str, str]:
    """What was read of a row, with its point in WGS-84. A datum that nothing is measured against
    stays, to be found wrong."""
    datum, lng, lat = (values.get(name, "") for name in ("datum", "lng", "lat"))
    if not datum or not {"lng", "lat"} <= values.keys():
        return values
    if not lng and not lat:
        return {**values, "datum": KEPT}
    if not _is_point(lng, lat):
        return values
    return {**values, **point_texts(*to_wgs84(float(lng), float(lat), Datum(datum)))}


def wrong_point(key: Key, row: Mapping[str, str]) -> Iterator[Wrong]:
    """What is at fault with the point of a row, as it would be."""
    lng, lat = row["lng"], row["lat"]
    if bool(lng) != bool(lat):
        said = _("Write longitude and latitude, like 119.434 and 32.189, or none.")
        yield Wrong(key, "lat" if lng else "lng", said)
    elif lng and not _is_point(lng, lat):
        said = _(
            "There is no such place: longitude ends at 180 and latitude at 90. See whether the "
            "two are swapped."
        )
        yield Wrong(key, "lat" if abs(float(lat)) > 90 else "lng", said)
    elif row["datum"] not in ("", KEPT):
        said = _("Nothing is measured against it: bring longitude and latitude along.")
        yield Wrong(key, "datum", said)


def _is_point(lng: str, lat: str) -> bool:
    return bool(lng and lat) and abs(float(lng)) <= 180 and abs(float(lat)) <= 90
