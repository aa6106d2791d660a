"""Areas above, where one of the drawing takes ground outside them: they grow with it, up to the top
of the net, onto ground that nobody has; what somebody has is refused."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.browsing import rows_by_code
from yiwang.structure.territory.naming import in_sentence
from yiwang.structure.territory.partition import NOBODY_M2
from yiwang.structure.territory.present import surface_in
from yiwang.structure.territory.redrawing.beside import areas_near
from yiwang.structure.territory.redrawing.sheet import DrawnSheet
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import Plane, Surface, plane_of_all, surface_of

CRUMB_M2 = 1.0  # less than this outside is the rounding of a border
Rows = Mapping[str, AreaRow]


def grown(sheet: DrawnSheet, before: Rows) -> dict[str, AreaRow]:
    """The areas of other levels that are otherwise than in the net, once the areas of the sheet
    went from `before` to what they are. Raises Invalid where one would grow over another."""
    won = _won(sheet, before)
    if not won:
        return dict(sheet.carried)
    return _Growing(sheet, plane_of_all([each for all_ in won.values() for each in all_])).done(won)


def _won(sheet: DrawnSheet, before: Rows) -> dict[str, list[BaseGeometry]]:
    """The ground that areas of the sheet won, by the code of the area above."""
    won: dict[str, list[BaseGeometry]] = {}
    for code, row in sheet.rows.items():
        was, now = before.get(code), surface_in(row)
        if now is None or row.parent_code is None or (was and was.geometry == row.geometry):
            continue
        former = surface_in(was) if was else None
        more = shapely.difference(now, former) if former else now
        if not more.is_empty:
            won.setdefault(row.parent_code, []).append(more)
    return won


class _Growing:
    """What one stroke makes grow. Shapes are on a plane at the ground that was won."""

    def __init__(self, sheet: DrawnSheet, plane: Plane) -> None:
        self.sheet, self.plane = sheet, plane
        self.found = dict(sheet.carried)

    def done(self, won: Mapping[str, list[BaseGeometry]]) -> dict[str, AreaRow]:
        for code, shapes in won.items():
            self._take(code, self.plane.laid(surface_of(shapely.union_all(shapes))))
        return self.found

    def _take(self, code: str, won: Surface) -> None:
        """What of it lies outside the area with this code becomes its ground, and that of whatever
        lies above."""
        row = self._row(code)
        shape = surface_in(row) if row else None
        if row is None or shape is None:
            return
        laid = self.plane.laid(shape)
        outside = _without_crumbs(shapely.difference(won, laid))
        if outside.is_empty:
            return
        others = self._others(row, outside)
        self._refuse_over(row, outside, others)
        outside = _without_crumbs(
            shapely.difference(outside, shapely.union_all([*others.values()]))
        )
        whole = self.plane.lifted(_whole(shapely.union(laid, outside)))
        self.found[code] = replace(row, geometry=shapely.to_wkb(whole))
        if row.parent_code:
            self._take(row.parent_code, outside)

    def _row(self, code: str) -> AreaRow | None:
        if code in self.found:
            return self.found[code]
        return next(iter(rows_by_code(self.sheet.net, [code])), None)

    def _others(self, row: AreaRow, outside: Surface) -> dict[str, Surface]:
        """The areas beside it that have some of this ground, by name."""
        corners = np.array(outside.bounds).reshape(2, 2)
        (west, south), (east, north) = self.plane.to_degrees(corners)
        bounds = float(west), float(south), float(east), float(north)
        near = areas_near(self.sheet, bounds, [*self.found, *self.sheet.rows])
        beside = {
            each.code: each for each in [*near, *self.found.values()] if each.code != row.code
        }
        shapes = {
            in_sentence([each]): surface_in(each)
            for each in beside.values()
            if each.level == row.level or each.parent_code == row.parent_code
        }
        laid = {name: self.plane.laid(shape) for name, shape in shapes.items() if shape}
        return {name: shape for name, shape in laid.items() if shapely.intersects(shape, outside)}

    def _refuse_over(self, row: AreaRow, outside: Surface, others: Mapping[str, Surface]) -> None:
        over = [
            name
            for name, shape in others.items()
            if shapely.intersection(shape, outside).area > NOBODY_M2
        ]
        if over:
            sentence = _(
                "It lies outside %(name)s, on ground of %(others)s. Move the border "
                "between them first, draw it inside, or let areas of other levels stay."
            )
            words = {"name": in_sentence([row]), "others": _(", ").join(over)}
            raise Invalid({"shape": sentence % words})


def _without_crumbs(shape: BaseGeometry) -> Surface:
    """The parts that are more than the rounding of a border."""
    parts = [part for part in shapely.get_parts(surface_of(shape)) if part.area >= CRUMB_M2]
    return surface_of(shapely.union_all(parts))


def _whole(shape: BaseGeometry) -> Surface:
    """Without the cracks that are left where two borders were meant to be one."""
    rings = np.asarray(shapely.polygons(shapely.get_rings(shapely.get_parts(surface_of(shape)))))
    cracks = rings[shapely.area(rings) < CRUMB_M2]
    return surface_of(shapely.union_all([shape, *cracks]))
