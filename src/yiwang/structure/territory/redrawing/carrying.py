"""Areas of other levels whose edges lie on a border that moved: those below go with the area they
lie in, those above where both sides of the border moved, so that the net stays nested."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.partition import NOBODY_M2
from yiwang.structure.territory.present import surface_in
from yiwang.structure.territory.redrawing.beside import areas_near
from yiwang.structure.territory.redrawing.chains import (
    EDGE_M,
    Crossed,
    Moved,
    carried,
    moved_between,
)
from yiwang.structure.territory.redrawing.sheet import DrawnSheet
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import Plane, Surface, plane_of_all

MOST_NEAR = 3_000  # areas of other levels that are looked at for one stroke
Rows = Mapping[str, AreaRow]
Shapes = dict[str, Surface]


def carried_along(sheet: DrawnSheet, before: Rows, after: Rows) -> dict[str, AreaRow]:
    """The areas of other levels that are otherwise than in the net, once the areas of the sheet go
    from `before` to `after`. Raises Invalid where one cannot move along."""
    changed = [
        code
        for code, row in after.items()
        if code in before and row.geometry != before[code].geometry
    ]
    pairs = [(surface_in(before[code]), surface_in(after[code])) for code in changed]
    drawn = [(was, becomes) for was, becomes in pairs if was is not None and becomes is not None]
    if len(drawn) < len(pairs) or not drawn:
        return dict(sheet.carried)
    return _Carrying(sheet, dict(zip(changed, drawn, strict=True))).done()


class _Carrying:
    """What one stroke carries along. Shapes are on a plane at the areas that changed."""

    def __init__(self, sheet: DrawnSheet, changed: Mapping[str, tuple[Surface, Surface]]) -> None:
        self.sheet = sheet
        self.plane: Plane = plane_of_all([was for was, _becomes in changed.values()])
        laid = {
            code: (self.plane.laid(was), self.plane.laid(becomes))
            for code, (was, becomes) in changed.items()
        }
        order = sorted(laid, key=lambda code: (laid[code][0].area - laid[code][1].area, code))
        self.moved: Moved = moved_between([laid[code] for code in order])  # what gains most first
        self.was: Shapes = {code: pair[0] for code, pair in laid.items()}
        self.becomes: Shapes = {code: pair[1] for code, pair in laid.items()}
        self.changed = set(changed)
        levels = [str(level["key"]) for level in sheet.net.levels]
        self.place = {level: place for place, level in enumerate(levels)}

    def done(self) -> dict[str, AreaRow]:
        if not self.moved.chains and self.moved.lost.is_empty:
            return dict(self.sheet.carried)
        near = self._near()
        below = self._below(near)
        above = {code: row for code, row in near.items() if self._is_above(row)}
        for rows, only in ((below, None), (above, self.moved.shared)):
            for code, row in rows.items():
                self._move(row, self.was[code], only)
        self._refuse_outside(below)
        self._refuse_over({**below, **above})
        found = dict(self.sheet.carried)
        for code, row in {**below, **above}.items():
            if self.becomes[code] is not self.was[code]:
                found[code] = self._stored(row, self.becomes[code])
        return found

    def _near(self) -> dict[str, AreaRow]:
        """Areas of other levels at what moved, as the sheet has them."""
        west, south, east, north = self.moved.bounds
        corners = np.array([[west - 1, south - 1], [east + 1, north + 1]])
        (west, south), (east, north) = self.plane.to_degrees(corners)
        bounds = float(west), float(south), float(east), float(north)
        found = areas_near(self.sheet, bounds, [*self.sheet.rows, *self.sheet.carried])
        rows = [row for row in found if row.level != self.sheet.level]
        if len(rows) > MOST_NEAR:
            sentence = _(
                "More than %(most)s areas of other levels lie at this border. Move a shorter piece "
                "of it, or let areas of other levels stay."
            )
            raise Invalid({"shape": sentence % {"most": MOST_NEAR}})
        near = {row.code: row for row in [*rows, *self.sheet.carried.values()]}
        shapes = {code: surface_in(row) for code, row in near.items()}
        self.was |= {code: self.plane.laid(each) for code, each in shapes.items() if each}
        self.becomes |= {code: self.was[code] for code, each in shapes.items() if each}
        return {code: row for code, row in near.items() if code in self.was}

    def _is_above(self, row: AreaRow) -> bool:
        return self.place.get(row.level, 99) < self.place.get(self.sheet.level, 99)

    def _below(self, near: Rows) -> dict[str, AreaRow]:
        """Those that lie in an area that changed, however far below."""
        inside = set(self.changed)
        rows = sorted(near.values(), key=lambda row: self.place.get(row.level, 99))
        found = {}
        for row in rows:
            if row.parent_code in inside and not self._is_above(row):
                inside.add(row.code)
                found[row.code] = row
        return found

    def _move(self, row: AreaRow, was: Surface, only: BaseGeometry | None) -> None:
        edge = shapely.boundary(was)
        if only is None and _runs_along(edge, self.moved.lost):
            sentence = _(
                "The border was drawn wholly anew, so that nobody can tell where the border of "
                "%(name)s goes. Move its corners instead, or let areas of other levels stay."
            )
            raise Invalid({"shape": sentence % {"name": row.name}})
        chains = [c for c in self.moved.chains if shapely.dwithin(c.old, edge, EDGE_M)]
        if not chains or (only is not None and only.is_empty):
            return
        try:
            moved = carried(was, chains, only)
        except Crossed:
            raise self._stuck(row) from None
        self.becomes[row.code] = moved

    def _refuse_outside(self, below: Rows) -> None:
        """None may lie further outside the area above it than it did."""
        for code, row in below.items():
            above = row.parent_code or ""
            if above not in self.becomes:
                continue
            was = shapely.difference(self.was[code], self.was[above]).area
            if shapely.difference(self.becomes[code], self.becomes[above]).area > was + NOBODY_M2:
                raise self._stuck(row)

    def _refuse_over(self, rows: Rows) -> None:
        """None may lie further over another of its level than it did."""
        codes = [code for code, row in rows.items()]
        shapes = np.array([self.becomes[code] for code in codes], dtype=object)
        for one, other in shapely.STRtree(shapes).query(shapes, predicate="intersects").T:
            first, second = codes[one], codes[other]
            is_pair = one < other and rows[first].level == rows[second].level
            is_new = any(self.becomes[each] is not self.was[each] for each in (first, second))
            if not is_pair or not is_new:
                continue
            was = shapely.intersection(self.was[first], self.was[second]).area
            if shapely.intersection(shapes[one], shapes[other]).area > was + NOBODY_M2:
                raise self._stuck(rows[first])

    def _stuck(self, row: AreaRow) -> Invalid:
        sentence = _(
            "%(name)s (%(code)s), an area of another level, cannot move along: it would lie "
            "outside the area above it, or over another. Move the border less far, draw it first, "
            "or let areas of other levels stay."
        )
        return Invalid({"shape": sentence % {"name": row.name, "code": row.code}})

    def _stored(self, row: AreaRow, shape: Surface) -> AreaRow:
        lifted = shapely.to_wkb(self.plane.lifted(shape))
        return replace(row, geometry=lifted)


def _runs_along(edge: BaseGeometry, line: BaseGeometry) -> bool:
    """Whether an edge has more than a corner of a line."""
    if line.is_empty or not shapely.dwithin(edge, line, EDGE_M):
        return False
    near = shapely.buffer(line, EDGE_M, quad_segs=2)
    return float(shapely.intersection(edge, near).length) > 4 * EDGE_M
