"""The forms of a drawing, read: which stroke is meant. Fields keep what was typed."""

import math

from django.http import QueryDict
from django.utils.translation import gettext as _
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from yiwang.foundation.refusals import Invalid
from yiwang.portals.casework.typed import text_of
from yiwang.portals.maps.shown import map_datum
from yiwang.portals.maps.typed_shapes import (
    drawn_along,
    drawn_shape,
    typed_border,
    typed_line,
)
from yiwang.structure.territory.datums import Datum
from yiwang.structure.territory.redrawing.strokes import (
    MOST_SNAP_M,
    Add,
    Manner,
    Merge,
    Reshape,
    Split,
    Stroke,
)

KINDS = ("reshape", "add", "split", "merge")


def stroke_of(sent: QueryDict) -> Stroke:
    """Raises Invalid, by field."""
    kind, code = text_of(sent, "do"), text_of(sent, "area", 40)
    if kind == "merge":
        return Merge(code, text_of(sent, "other", 40))
    name, new_code = text_of(sent, "name", 120), text_of(sent, "code", 40)
    if kind == "split":
        return Split(code, _line(sent), name, new_code, _manner(sent))
    if kind == "add":
        return Add(name, _border(sent), new_code, _manner(sent))
    if kind == "reshape":
        along = drawn_along(text_of(sent, "along"), map_datum())
        return Reshape(code, _border(sent), _manner(sent), along)
    raise Invalid({"do": _("Choose what to do: move a border, add, split or merge.")})


def _border(sent: QueryDict) -> BaseGeometry:
    if drawn := text_of(sent, "drawn"):
        return drawn_shape(drawn, map_datum(), "shape")
    return typed_border(text_of(sent, "shape"), _datum(sent))


def _line(sent: QueryDict) -> LineString:
    if drawn := text_of(sent, "drawn"):
        line = drawn_shape(drawn, map_datum(), "line")
        assert isinstance(line, LineString), "it was asked for"
        return line
    return typed_line(text_of(sent, "line"), _datum(sent))


def _datum(sent: QueryDict) -> Datum:
    """What typed numbers are measured against: WGS-84 where nothing else is said."""
    said = text_of(sent, "datum")
    return Datum(said) if said in list(Datum) else Datum.WGS84


def _manner(sent: QueryDict) -> Manner:
    try:
        snap_m = float(text_of(sent, "snap", 20) or "0")
    except ValueError:
        snap_m = math.nan
    if not 0 <= snap_m <= MOST_SNAP_M:
        words = {"most": round(MOST_SNAP_M)}
        raise Invalid({"snap": _("Write metres from 0 to %(most)s.") % words})
    return Manner(snap_m, bool(text_of(sent, "give_way")), bool(text_of(sent, "carries")))
