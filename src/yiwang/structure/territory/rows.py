"""A net as it is handed over for loading, and what must hold of it before anything is touched."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import shapely
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.soundness import boundary_faults, degree_faults, tree_faults

LevelSpec = dict[str, str]  # key, name, name_en; code: the pattern of codes of new areas


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
    geometry_note_en: str = ""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area. `geometry` is WKB in WGS-84; without `lng` and `lat` a point inside is found.

    `valid_from` is the day a new area begins, today if none is said.
    """

    code: str
    name: str
    name_en: str
    level: str
    parent_code: str | None = None
    geometry: bytes | None = None
    lng: float | None = None
    lat: float | None = None
    valid_from: date | None = None


def lies_below(row: AreaRow, code: str, rows: Mapping[str, AreaRow]) -> bool:
    """Whether an area lies below the one with this code, however far. Rows may be at fault."""
    seen: set[str] = set()
    above = row.parent_code
    while above is not None and above != code and above not in seen:
        seen.add(above)
        above = rows[above].parent_code if above in rows else None
    return above == code


@dataclass(frozen=True, slots=True)
class AreaLinkRow:
    """From an area of one net to an area of another."""

    source_code: str
    target_code: str
    kind: str  # within, aggregates, overlaps


def checked_rows(spec: NetSpec, rows: Sequence[AreaRow]) -> list[AreaRow]:
    """The rows with a point inside each geometry. Raises Invalid, naming every code at fault."""
    faults = dict(_faults(spec, rows))
    if faults:
        raise Invalid(faults)
    return with_points(rows)


def _faults(spec: NetSpec, rows: Sequence[AreaRow]) -> Iterator[tuple[str, str | Promise]]:
    for code, times in Counter(row.code for row in rows).items():
        if times > 1:
            yield code, _("This code is given to more than one area. Give each its own.")
    levels = [level["key"] for level in spec.levels]
    drawn = [row for row in rows if row.geometry is not None]
    shapes = list(shapely.from_wkb([row.geometry for row in drawn], on_invalid="ignore"))
    for row, shape in zip(drawn, shapes, strict=True):
        if shape is None:
            yield row.code, _("This boundary cannot be used. Repair it; it must be in degrees.")
    for place, fault in [*boundary_faults(shapes), *degree_faults(shapes)]:
        yield drawn[place].code, fault
    for place, fault in tree_faults(levels, rows):
        yield rows[place].code, fault


def with_points(rows: Sequence[AreaRow]) -> list[AreaRow]:
    wanting = [n for n, row in enumerate(rows) if row.geometry is not None and row.lng is None]
    inside = shapely.point_on_surface(shapely.from_wkb([rows[n].geometry for n in wanting]))
    found = list(rows)
    for n, lng, lat in zip(wanting, shapely.get_x(inside), shapely.get_y(inside), strict=True):
        found[n] = replace(rows[n], lng=float(lng), lat=float(lat))
    return found
