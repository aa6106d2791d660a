"""One stroke on a sheet: the sheet as it would be, or a refusal that names the field at fault."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from django.utils.translation import gettext as _
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.browsing import rows_by_code, rows_of_other_levels
from yiwang.structure.territory.importing.codes import Codes
from yiwang.structure.territory.partition import NOBODY_M2
from yiwang.structure.territory.present import codes_ever, shape_of
from yiwang.structure.territory.redrawing.beside import areas_near, taken_in
from yiwang.structure.territory.redrawing.carrying import carried_along
from yiwang.structure.territory.redrawing.cutting import cut, joined, left_of, snapped, sound
from yiwang.structure.territory.redrawing.growing import grown
from yiwang.structure.territory.redrawing.handing import handed_over, merged_below
from yiwang.structure.territory.redrawing.sheet import DrawnSheet
from yiwang.structure.territory.redrawing.strokes import (
    MOST_SNAP_M,
    SNAP_M,
    Add,
    Manner,
    Merge,
    Reshape,
    Split,
    Stroke,
)
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import Plane, Surface, plane_of, surface_of

HECTARE_M2 = 10_000
Shapes = dict[str, BaseGeometry]


def drawn(sheet: DrawnSheet, stroke: Stroke) -> DrawnSheet:
    """The sheet with the stroke on it. Raises Invalid: what is at fault, and what to do."""
    work = _Drawing(sheet)
    if isinstance(stroke, Reshape):
        return work.reshaped(stroke)
    if isinstance(stroke, Add):
        return work.added(stroke)
    return work.split(stroke) if isinstance(stroke, Split) else work.merged(stroke)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What lies around a shape, on a plane at it: areas of the sheet, others of the level, and the
    area above."""

    plane: Plane
    own: Shapes
    others: Shapes
    above: Shapes

    @property
    def edges(self) -> list[BaseGeometry]:
        return [*self.own.values(), *self.others.values(), *self.above.values()]

    def laid(self, shape: BaseGeometry) -> BaseGeometry:
        moved: BaseGeometry = shapely.transform(shape, self.plane.to_metres)
        return moved

    def stored(self, shape: BaseGeometry) -> bytes:
        return shapely.to_wkb(shapely.transform(shape, self.plane.to_degrees))


class _Drawing:
    """A stroke in the making."""

    def __init__(self, sheet: DrawnSheet) -> None:
        self.sheet = sheet
        self.rows = dict(sheet.rows)
        self.beside: dict[str, str] = {}  # what areas beside it are called

    def reshaped(self, stroke: Reshape) -> DrawnSheet:
        self._take_in(stroke.along.keys() - self.rows.keys())
        shapes = {stroke.code: stroke.shape, **stroke.along}
        rows = [self._row(code, "area") for code in shapes]
        before = dict(self.rows)
        self._put(rows, list(shapes.values()), stroke.manner)
        if stroke.manner.carries:
            drawn = self._done()
            self.sheet = replace(drawn, carried=carried_along(drawn, before, drawn.rows))
            self._grow(before)
        return self._done()

    def added(self, stroke: Add) -> DrawnSheet:
        before = dict(self.rows)
        new = self._new(stroke.code, stroke.name, self._below)
        self._put([new], [stroke.shape], stroke.manner)
        if stroke.manner.carries:
            losing = [code for code, row in before.items() if self.rows[code] != row]
            self._hand_over(new.code, losing, "shape")
            self._grow(before)
        return self._done()

    def _take_in(self, codes: Collection[str]) -> None:
        """Neighbours of the level that lie elsewhere, whose common corners moved along."""
        taken = taken_in(self.sheet, codes)
        self.rows |= {row.code: row for row in taken}
        beside = (*self.sheet.beside, *sorted(row.code for row in taken))
        self.sheet = replace(self.sheet, beside=beside)

    def split(self, stroke: Split) -> DrawnSheet:
        row = self._own(stroke.code, "area")
        shape = self._surface(row, "area")
        new = self._new(stroke.new_code, stroke.name, row.parent_code or "")
        ground = self._around(shape, {row.code})
        line = ground.laid(stroke.line)
        if not isinstance(line, LineString) or not line.is_simple or line.is_empty:
            raise Invalid({"line": _("The line crosses itself. Draw it again.")})
        larger, smaller = cut(surface_of(ground.laid(shape)), line)
        sound(larger, larger)
        sound(smaller, smaller)
        self.rows[row.code] = replace(row, geometry=ground.stored(larger))
        self.rows[new.code] = replace(new, geometry=ground.stored(smaller))
        if stroke.manner.carries:
            self._hand_over(new.code, [row.code], "line")
        return self._done()

    def merged(self, stroke: Merge) -> DrawnSheet:
        if not self.sheet.replaces:
            sentence = _(
                "This draft leaves areas alone that its file does not have, so none can end. "
                "Draw in a draft that replaces what lies below an area."
            )
            raise Invalid({"other": sentence})
        row, other = self._own(stroke.code, "area"), self._own(stroke.other, "other")
        if row.code == other.code:
            raise Invalid({"other": _("Choose another area than the one it is merged with.")})
        if row.parent_code != other.parent_code:
            sentence = _("They lie below different areas. Choose two that lie below the same one.")
            raise Invalid({"other": sentence})
        shape, second = self._surface(row, "area"), self._surface(other, "other")
        ground = self._around(shapely.union_all([shape, second]), {row.code})
        laid = surface_of(ground.laid(shape)), surface_of(ground.laid(second))
        self.rows[row.code] = replace(row, geometry=ground.stored(joined(*laid, SNAP_M)))
        del self.rows[other.code]
        self._carry(merged_below(self.sheet, row.code, other.code))
        return self._done()

    def _hand_over(self, new: str, losing: Collection[str], field: str) -> None:
        """Areas below those that lost ground to a new one, to the side that they are on."""
        shapes = {code: self._surface(self.rows[code], field) for code in (new, *losing)}
        plane = plane_of(shapes[new])
        laid = {code: plane.laid(shape) for code, shape in shapes.items()}
        handed = handed_over(self.sheet, plane, new, laid, field)
        for code, shape in handed.shapes.items():
            if shape is not laid[code]:
                stored = shapely.to_wkb(plane.lifted(shape))
                self.rows[code] = replace(self.rows[code], geometry=stored)
        self._carry(handed.moved)

    def _carry(self, rows: Sequence[AreaRow]) -> None:
        carried = {**self.sheet.carried, **{row.code: row for row in rows}}
        self.sheet = replace(self.sheet, carried=carried)

    def _grow(self, before: Mapping[str, AreaRow]) -> None:
        """Areas above, where those of a net that divides the ground take some outside them."""
        if self.sheet.net.is_partition:
            self.sheet = replace(self.sheet, carried=grown(self._done(), before))

    def _put(self, rows: Sequence[AreaRow], given: Sequence[BaseGeometry], manner: Manner) -> None:
        """Borders that were drawn together, onto the sheet. A corner that several of them have is
        put in the same place of what lies around for each."""
        ground = self._around(shapely.GeometryCollection(list(given)), {row.code for row in rows})
        snap_m = min(max(manner.snap_m, 0.0), MOST_SNAP_M)
        shapes = {
            row.code: snapped(sound(ground.laid(each), each), ground.edges, snap_m)
            for row, each in zip(rows, given, strict=True)
        }
        if self.sheet.net.is_partition:
            self._refuse_overlaps(shapes, ground, manner)
        self.rows |= {
            row.code: replace(row, geometry=ground.stored(shapes[row.code])) for row in rows
        }

    def _given_way(self, shape: BaseGeometry, ground: _Ground, beside: Shapes) -> Shapes:
        """The neighbours on the sheet without the ground that is drawn over."""
        left: Shapes = {}
        for code, other in beside.items():
            rest = left_of(other, shape)
            if rest.area < NOBODY_M2 <= other.area:
                words = {"name": self.rows[code].name}
                sentence = _("Nothing would be left of %(name)s. Merge the two instead.")
                raise Invalid({"shape": sentence % words})
            if rest is not other:
                self.rows[code] = replace(self.rows[code], geometry=ground.stored(rest))
            left[code] = rest
        return left

    def _refuse_overlaps(self, shapes: Shapes, ground: _Ground, manner: Manner) -> None:
        """In a net that divides the ground. Where they give way, neighbours lose ground first."""
        beside = ground.own
        for code, shape in shapes.items():
            if shape.area == 0:
                sentence = _("The net divides the ground: draw a surface, not a line.")
                raise Invalid({"shape": sentence})
            if manner.neighbours_give_way:
                beside = self._given_way(shape, ground, beside)
            drawn_with = {each: other for each, other in shapes.items() if each != code}
            self._refuse_over(shape, beside | ground.others | drawn_with)

    def _refuse_over(self, shape: BaseGeometry, others: Shapes) -> None:
        over = {code: shapely.intersection(shape, other).area for code, other in others.items()}
        names = [
            _with_size(self._name(code), size)
            for code, size in sorted(over.items(), key=lambda each: -each[1])
            if size > NOBODY_M2
        ]
        if names:
            sentence = _(
                "It lies over %(names)s. Draw it beside them, or let the neighbours give way."
            )
            raise Invalid({"shape": sentence % {"names": _(", ").join(names)}})

    def _name(self, code: str) -> str:
        return self.rows[code].name if code in self.rows else self.beside.get(code, code)

    def _row(self, code: str, field: str) -> AreaRow:
        if code not in self.rows:
            sentence = _("The drawing has no area %(code)s any more. Choose one from the list.")
            raise Invalid({field: sentence % {"code": code}})
        return self.rows[code]

    def _own(self, code: str, field: str) -> AreaRow:
        """One that may end or be cut: no neighbour that was taken in."""
        if code in self.sheet.beside:
            sentence = _("%(name)s lies elsewhere: only its border changes along.")
            raise Invalid({field: sentence % {"name": self._name(code)}})
        return self._row(code, field)

    def _surface(self, row: AreaRow, field: str) -> Surface:
        shape = shapely.from_wkb(row.geometry) if row.geometry else None
        if shape is None or shapely.get_dimensions(shape) != 2:
            words = {"name": row.name}
            raise Invalid({field: _("%(name)s has no surface yet. Draw it first.") % words})
        return surface_of(shape)

    def _new(self, code: str, name: str, below: str) -> AreaRow:
        """A new area, with a code that nobody ever had."""
        if not name:
            raise Invalid({"name": _("It has no name: give it one.")})
        known = codes_ever(self.sheet.net) | self.rows.keys()
        patterns = {
            str(level["key"]): level["code"] for level in self.sheet.net.levels if level.get("code")
        }
        code = code or Codes(patterns, (), known).code_of(self.sheet.level, below, name) or ""
        if not code:
            raise Invalid({"code": _("It has no code: give each area its code.")})
        if code in known:
            words = {"code": code}
            sentence = _("An area of the net has or had the code %(code)s. Give it another.")
            raise Invalid({"code": sentence % words})
        return AreaRow(code, name, "", self.sheet.level, below or None)

    @property
    def _below(self) -> str:
        """The area that new ones lie below: the one of the sheet, or the one all its areas have."""
        own = [row for row in self.rows.values() if row.code not in self.sheet.beside]
        parents = {row.parent_code or "" for row in own}
        return self.sheet.below or (parents.pop() if len(parents) == 1 else "")

    def _around(self, shape: BaseGeometry, codes: Collection[str]) -> _Ground:
        """What lies around a shape but the areas with these codes."""
        if shape.is_empty:
            sound(shape, shape)
        plane = plane_of(shape)
        own = {
            row.code: shapely.from_wkb(row.geometry)
            for row in self.rows.values()
            if row.geometry and row.code not in codes
        }
        beside, above = self._beside(shape)
        return _Ground(
            plane,
            *(
                {key: shapely.transform(each, plane.to_metres) for key, each in shapes.items()}
                for shapes in (own, beside, above)
            ),
        )

    def _beside(self, shape: BaseGeometry) -> tuple[Shapes, Shapes]:
        """Areas that are not on the sheet: near the shape those of its level, and those of other
        levels side by side with them; and the one above."""
        net, below = self.sheet.net, self._below
        near = areas_near(self.sheet, shape.bounds, self.rows, self.sheet.level)
        aside = rows_of_other_levels(net, below, self.sheet.level) if below else []
        above = rows_by_code(net, [below]) if below else []
        self.beside |= {row.code: row.name for row in (*near, *aside)}
        beside, around = (
            {
                row.code: drawn
                for row in rows
                if (drawn := shape_of(self.sheet.carried.get(row.code, row))) is not None
            }
            for rows in ([*near, *aside], above)
        )
        return beside, around

    def _done(self) -> DrawnSheet:
        """Areas of other levels that are again as the net has them are carried no more."""
        known = rows_by_code(self.sheet.net, self.sheet.carried) if self.sheet.carried else []
        present = {row.code: (row.parent_code, row.geometry) for row in known}
        carried = {
            code: row
            for code, row in self.sheet.carried.items()
            if present.get(code) != (row.parent_code, row.geometry)
        }
        return replace(self.sheet, rows=self.rows, carried=carried)


def _with_size(name: str, square_metres: float) -> str:
    if square_metres < HECTARE_M2:
        return _("%(name)s (%(size)s m²)") % {"name": name, "size": round(square_metres)}
    return _("%(name)s (%(size)s ha)") % {"name": name, "size": f"{square_metres / HECTARE_M2:.1f}"}
