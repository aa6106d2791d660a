"""A net as it is handed over for loading, and what must hold of it before anything is touched."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid

LevelSpec = dict[str, str]  # key, name, name_en


@dataclass(frozen=True, slots=True)
class NetSpec:
    """The net itself. `levels` from the top down."""

    key: str
    name: str
    kind: str
    levels: Sequence[LevelSpec]
    name_en: str = ""
    is_partition: bool = True
    is_primary: bool = False
    geometry_note: str = ""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area. `geometry` is WKB in WGS-84; without `lng` and `lat` a point inside is found."""

    code: str
    name: str
    name_en: str
    level: str
    parent_code: str | None = None
    geometry: bytes | None = None
    lng: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class AreaLinkRow:
    """From an area of one net to an area of another."""

    source_code: str
    target_code: str
    kind: str  # within, aggregates, overlaps


@dataclass(slots=True)
class _Rows:
    levels: dict[str, int]
    by_code: dict[str, AreaRow] = field(default_factory=dict)


def checked_rows(spec: NetSpec, rows: Sequence[AreaRow]) -> list[AreaRow]:
    """The rows with a point inside each geometry. Raises Invalid, naming every code at fault."""
    faults = dict(_faults(spec, rows))
    if faults:
        raise Invalid(faults)
    return _with_points(rows)


def _faults(spec: NetSpec, rows: Sequence[AreaRow]) -> Iterator[tuple[str, str | Promise]]:
    known = _Rows({level["key"]: rank for rank, level in enumerate(spec.levels)})
    known.by_code = {row.code: row for row in rows}
    for code, times in Counter(row.code for row in rows).items():
        if times > 1:
            yield code, _("This code is given to more than one area. Give each its own.")
    for row in rows:
        if fault := _fault_of(row, known):
            yield row.code, fault
    yield from _geometry_faults(rows)


def _fault_of(row: AreaRow, known: _Rows) -> str | Promise | None:
    rank = known.levels.get(row.level)
    if rank is None:
        return _("The net has no such level. Use one of its levels, or add it to the net.")
    if row.parent_code is None:
        return None
    parent = known.by_code.get(row.parent_code)
    if parent is None:
        return _("The area above is not in the list. Add it, or correct its code.")
    if known.levels.get(parent.level, -1) >= rank:
        return _("The area above must be of a higher level. Correct one of the two levels.")
    return None


def _geometry_faults(rows: Sequence[AreaRow]) -> Iterator[tuple[str, str | Promise]]:
    drawn = [row for row in rows if row.geometry is not None]
    shapes = shapely.from_wkb([row.geometry for row in drawn], on_invalid="ignore")
    sound = shapely.is_valid(shapes) & ~shapely.is_empty(shapes)
    on_earth = np.abs(shapely.bounds(shapes).reshape(-1, 4)) <= [180, 90, 180, 90]
    for row, fits in zip(drawn, sound & on_earth.all(axis=1), strict=True):
        if not fits:
            yield row.code, _("This boundary cannot be used. Repair it; it must be in degrees.")


def _with_points(rows: Sequence[AreaRow]) -> list[AreaRow]:
    wanting = [n for n, row in enumerate(rows) if row.geometry is not None and row.lng is None]
    inside = shapely.point_on_surface(shapely.from_wkb([rows[n].geometry for n in wanting]))
    found = list(rows)
    for n, lng, lat in zip(wanting, shapely.get_x(inside), shapely.get_y(inside), strict=True):
        found[n] = replace(rows[n], lng=float(lng), lat=float(lat))
    return found
