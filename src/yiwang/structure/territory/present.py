"""A loaded net as rows, the way it would be handed over for loading."""

from collections.abc import Collection, Sequence
from typing import Any

import shapely
from django.db.models import Q
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.models import Area, AreaAncestor, Net
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import Surface, surface_of

_NAMED = ("code", "name", "name_en", "level", "parent__code")
AREA_COLUMNS = (*_NAMED, "geometry", "lng", "lat", "valid_from")  # what `row_of` takes


def rows_of(net: Net) -> dict[str, AreaRow]:
    """Its valid areas by code."""
    valid = Area.objects.filter(net=net, valid_to=None).order_by("code")
    return {row.code: row for row in map(row_of, valid.values_list(*AREA_COLUMNS))}


def rows_below(net: Net, codes: Collection[str]) -> list[AreaRow]:
    """Its valid areas with these codes and those directly below them; "": those below none."""
    found = Q(parent__code__in=codes) | Q(code__in=codes)
    if "" in codes:
        found |= Q(parent=None)
    valid = Area.objects.filter(found, net=net, valid_to=None).order_by("code")
    return [row_of(values) for values in valid.values_list(*AREA_COLUMNS)]


def rows_around(net: Net, below: str, codes: Collection[str]) -> dict[str, AreaRow]:
    """Of its valid areas by code what a change below one of them touches or is judged by: whatever
    lies below it; those with these codes, their siblings and what lies directly below them; and
    whatever lies above."""
    valid = Area.objects.filter(net=net, valid_to=None)
    named = valid.filter(code__in={below, *codes} - {""}).values_list("pk", "parent", "code")
    own = [pk for pk, _parent, _code in named]
    beside = {pk for _pk, pk, _code in named if pk is not None}.union(own)
    within = [pk for pk, _parent, code in named if code == below]
    closure = AreaAncestor.objects.filter(Q(area__in=own) | Q(ancestor__in=within))
    found = {pk for pair in closure.values_list("area", "ancestor") for pk in pair}
    found.update(valid.filter(parent__in=beside).values_list("pk", flat=True))
    rows = valid.filter(pk__in=found).order_by("code").values_list(*AREA_COLUMNS)
    return {row.code: row for row in map(row_of, rows)}


def row_of(values: Sequence[Any]) -> AreaRow:
    """One area as it was read: AREA_COLUMNS, in that order."""
    code, name, name_en, level, parent_code, geometry, *rest = values
    return AreaRow(code, name, name_en, level, parent_code, _as_bytes(geometry), *rest)


def ids_by_code(net: Net, codes: Collection[str] | None = None) -> dict[str, int]:
    """The ids of its valid areas, or of those with these codes."""
    valid = Area.objects.filter(net=net, valid_to=None)
    if codes is not None:
        valid = valid.filter(code__in=codes)
    return dict(valid.values_list("code", "pk"))


def ids_above(net: Net, codes: Collection[str]) -> dict[str, int | None]:
    """The id of the area above each of its valid areas with these codes."""
    valid = Area.objects.filter(net=net, valid_to=None, code__in=codes)
    return dict(valid.values_list("code", "parent"))


def codes_ever(net: Net) -> set[str]:
    """Every code that an area of the net has or had: none is given twice."""
    return set(Area.objects.filter(net=net).values_list("code", flat=True))


def _as_bytes(stored: bytes | None) -> bytes | None:
    return None if stored is None else bytes(stored)  # the driver may give a memoryview


def shape_of(row: AreaRow) -> BaseGeometry | None:
    """The boundary of a row."""
    if row.geometry is None:
        return None
    shape: BaseGeometry = shapely.from_wkb(row.geometry)
    return shape


def surface_in(row: AreaRow) -> Surface | None:
    """The boundary of a row that has a surface; None for lines and for what is not drawn."""
    shape = shape_of(row)
    return surface_of(shape) if shape is not None and shapely.get_dimensions(shape) == 2 else None
