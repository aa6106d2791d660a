"""A loaded net as rows, the way it would be handed over for loading."""

from collections.abc import Collection, Sequence
from typing import Any

import shapely
from django.db.models import Q
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.rows import AreaRow

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


def row_of(values: Sequence[Any]) -> AreaRow:
    """One area as it was read: AREA_COLUMNS, in that order."""
    code, name, name_en, level, parent_code, geometry, *rest = values
    return AreaRow(code, name, name_en, level, parent_code, _as_bytes(geometry), *rest)


def ids_by_code(net: Net) -> dict[str, int]:
    """The ids of its valid areas."""
    valid = Area.objects.filter(net=net, valid_to=None)
    return dict(valid.values_list("code", "pk"))


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
