"""Areas directly below those that are split, merged, or lose ground to a new one. They are never
cut: each goes whole to the side that has nearly all of it, and the border follows theirs there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.naming import in_sentence
from yiwang.structure.territory.partition import NOBODY_M2
from yiwang.structure.territory.present import surface_in
from yiwang.structure.territory.redrawing.beside import rows_below
from yiwang.structure.territory.redrawing.cutting import RASTER_M, without
from yiwang.structure.territory.redrawing.sheet import DrawnSheet
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import Plane, Surface, surface_of

WHOLE = 0.9  # of an area: the rest is a line drawn by hand beside its border
CRUMB_M2 = 1.0


@dataclass(frozen=True, slots=True)
class Handed:
    """The shapes on both sides, with borders that follow those of areas below; `moved` are those
    that lie below the new area now."""

    shapes: Mapping[str, Surface]
    moved: Sequence[AreaRow]


@dataclass(frozen=True, slots=True)
class _Below:
    """An area below, on the plane, and its share that lies on the side of the new one."""

    row: AreaRow
    shape: Surface
    share: float

    @property
    def is_torn(self) -> bool:
        return 1 - WHOLE < self.share < WHOLE

    @property
    def goes(self) -> bool:
        return self.share >= WHOLE

    @property
    def astray_m2(self) -> float:
        """How much of it lies on the other side than it goes to."""
        return self.shape.area * min(self.share, 1 - self.share)


def merged_below(sheet: DrawnSheet, code: str, other: str) -> list[AreaRow]:
    """Whatever lies below the other, below the one that it is merged with."""
    return [replace(row, parent_code=code) for row in rows_below(sheet, [other])]


def handed_over(
    sheet: DrawnSheet, plane: Plane, new: str, shapes: Mapping[str, Surface], field: str
) -> Handed:
    """`shapes` on a plane: the new area, and those that lost ground to it. Raises Invalid, naming
    the areas below that would be cut, or what nothing would be left of."""
    found = list(_below(sheet, plane, shapes, new))
    if torn := [each.row for each in found if each.is_torn]:
        raise Invalid({field: _cut_through(torn)})
    moved = [replace(each.row, parent_code=new) for each in found if each.goes]
    if all(each.astray_m2 < CRUMB_M2 for each in found):
        return Handed(shapes, moved)
    given, kept = ([each for each in found if each.goes is side] for side in (True, False))
    drawn = {new: _with(shapes[new], given, kept)}
    for code in shapes.keys() - {new}:
        own = [each for each in kept if each.row.parent_code == code]
        drawn[code] = _with(shapes[code], own, given)
    if any(shape.area < NOBODY_M2 for shape in drawn.values()):
        sentence = _(
            "The areas below all lie on one side of it, so that the other side would have none. "
            "Draw it between two of them, or let areas of other levels stay."
        )
        raise Invalid({field: sentence})
    return Handed(drawn, moved)


def _below(
    sheet: DrawnSheet, plane: Plane, shapes: Mapping[str, Surface], new: str
) -> list[_Below]:
    drawn = [
        (row, plane.laid(shape))
        for row in rows_below(sheet, shapes.keys() - {new})
        if (shape := surface_in(row)) is not None
    ]
    return [
        _Below(row, shape, shapely.intersection(shape, shapes[new]).area / shape.area)
        for row, shape in drawn
        if shape.area
    ]


def _with(shape: Surface, own: Sequence[_Below], others: Sequence[_Below]) -> Surface:
    """The shape with all of these and nothing of the others: where nothing else is left, they are
    what it is, corner by corner."""
    exactly = surface_of(shapely.union_all([each.shape for each in own]))
    taken = shapely.union_all([each.shape for each in others])
    rest = without(shapely.union(shape, exactly), taken)
    differs = shapely.symmetric_difference(rest, exactly).area
    return exactly if differs <= RASTER_M * shapely.length(rest) else rest


def _cut_through(torn: Sequence[AreaRow]) -> str:
    sentence = _(
        "It cuts through %(names)s, which lie below. Draw along their borders, split them first, "
        "or let areas of other levels stay."
    )
    return sentence % {"names": in_sentence(torn)}
