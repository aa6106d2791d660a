"""What stands on a drawing: its areas and their size, who touches whom, what strikes the eye."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.utils.functional import Promise
from numpy.typing import NDArray
from shapely.geometry import MultiPoint, mapping
from shapely.geometry.base import BaseGeometry

from yiwang.portals.desk.net_check import KINDS
from yiwang.portals.maps.shown import map_datum
from yiwang.structure.territory.browsing import rows_by_code, rows_of_other_levels
from yiwang.structure.territory.datums import shapes_from_wgs84
from yiwang.structure.territory.partition import Finding, findings_of
from yiwang.structure.territory.present import shape_of
from yiwang.structure.territory.redrawing.beside import TOUCHING
from yiwang.structure.territory.redrawing.sheet import DrawnSheet
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import plane_of
from yiwang.work.workflows.wording import in_words

_DECIMALS = 9  # degrees: what the drawing library takes; a tenth of a millimetre


@dataclass(frozen=True, slots=True)
class Line:
    """An area of the list."""

    row: AreaRow
    hectares: float | None
    is_beside: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """What strikes the eye, in words."""

    label: Promise
    names: list[str]
    finding: Finding

    @property
    def hectares(self) -> float:
        return self.finding.square_metres / 10_000


def lines_of(sheet: DrawnSheet) -> list[Line]:
    """The areas by code."""
    rows = sorted(sheet.rows.values(), key=lambda row: row.code)
    return [Line(row, _hectares(shape_of(row)), row.code in sheet.beside) for row in rows]


def carried_of(sheet: DrawnSheet) -> list[tuple[str, list[tuple[AreaRow, AreaRow | None]]]]:
    """The areas of other levels that move along, by the name of their level, from the top down;
    each with the one above it, where that changes too: grids are called “first”, “second”."""
    known = {**sheet.rows, **sheet.carried}
    found = []
    for level in sheet.net.levels:
        rows = [row for row in sheet.carried.values() if row.level == level["key"]]
        if rows:
            named = in_words(str(level["name"]), str(level.get("name_en", "")))
            rows.sort(key=lambda row: row.code)
            found.append((named, [(row, known.get(row.parent_code or "")) for row in rows]))
    return found


def neighbours_of(sheet: DrawnSheet, code: str) -> list[AreaRow]:
    """The areas that touch one: those it can be merged with."""
    row = sheet.rows.get(code)
    shape = shape_of(row) if row else None
    if shape is None or code in sheet.beside:
        return []
    near = 1e-6  # degrees: a tenth of a metre
    own = sheet.rows.keys() - {code, *sheet.beside}
    others = [(sheet.rows[each], shape_of(sheet.rows[each])) for each in sorted(own)]
    return [
        other
        for other, drawn in others
        if drawn is not None and shapely.dwithin(shape, drawn, near)
    ]


def remarks_on(sheet: DrawnSheet) -> list[Remark]:
    """Gaps, overlaps and the like among the areas of the sheet, those of other levels beside them
    and the one above."""
    above = rows_by_code(sheet.net, [sheet.below]) if sheet.below else []
    others = rows_of_other_levels(sheet.net, sheet.below, sheet.level) if sheet.below else []
    above, others = ([sheet.carried.get(row.code, row) for row in rows] for rows in (above, others))
    tops = [AreaRow(row.code, row.name, "", row.level, None, row.geometry) for row in above]
    own = [row for row in sheet.rows.values() if row.code not in sheet.beside]
    rows = [*tops, *own, *others]
    names = {row.code: row.name for row in rows}
    found = findings_of(rows, divides=sheet.net.is_partition)
    return [
        Remark(KINDS[each.kind], [names[code] for code in each.codes], each)
        for each in found
        if each.codes != (sheet.below,) or each.kind == "gap"
    ]


def shapes_on_map(sheet: DrawnSheet, outside: Sequence[AreaRow]) -> dict[str, Any]:
    """The areas as GeoJSON in the datum of the map, corner by corner. Where a corner of one lies
    on the border of another, both have it: they move it together, neighbours `outside` the
    sheet too."""
    drawn = [row for row in (*sheet.rows.values(), *outside) if row.geometry]
    stored = np.array(shapely.from_wkb([row.geometry for row in drawn]), dtype=object)
    shapes = shapes_from_wgs84(_with_corners_of_neighbours(stored), map_datum())
    rounded = shapely.transform(shapes, lambda points: np.round(points, _DECIMALS))
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": row.code,
                "name": row.name,
                "outside": row.code not in sheet.rows,
            },
            "geometry": mapping(shape),
        }
        for row, shape in zip(drawn, rounded, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _with_corners_of_neighbours(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TOUCHING)
    found = shapes.copy()
    for place in np.flatnonzero(shapely.get_dimensions(shapes) == 2):
        beside = second[(first == place) & (second != place)]
        corners = MultiPoint(shapely.get_coordinates(shapes[beside]))
        own: BaseGeometry = shapes[place]
        near = shapely.intersection(corners, shapely.buffer(own.boundary, TOUCHING))
        noded = shapely.snap(own, near, TOUCHING)
        if noded.is_valid and noded.geom_type == own.geom_type:
            found[place] = noded
    return found


def _hectares(shape: BaseGeometry | None) -> float | None:
    if shape is None or shapely.get_dimensions(shape) != 2:
        return None
    return float(shapely.transform(shape, plane_of(shape).to_metres).area) / 10_000
