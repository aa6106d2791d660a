"""A proposed grouping of the areas of a net as a table that a person changes and accepts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.grouping import TooManyPieces, grouped, neighbours_of
from yiwang.structure.territory.importing.codes import UNFILLABLE
from yiwang.structure.territory.importing.delivery import read_table
from yiwang.structure.territory.importing.faults import FaultyFile, RowFault
from yiwang.structure.territory.importing.sheet import places_of
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import rows_of, shape_of
from yiwang.structure.territory.rows import AreaRow, lies_below
from yiwang.structure.territory.soundness import aim_faults
from yiwang.structure.territory.surfaces import plane_of_all, surface_of

WEIGHTS = {"code": ("code", "编码"), "weight": ("weight", "权重", "户数", "人口")}
MOST_WEIGHT = 1e9
HEADING = ["code", "name", "part", "part_name", "weight"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Into how many groups, of which level and below which area; what each group is called."""

    into: int
    level: str
    below: str = ""
    code: str = "{number:02}"
    name: str = "{number}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Rows under HEADING; the weight of each group."""

    rows: tuple[tuple[str, str, str, str, float], ...]
    weights: tuple[float, ...]


def read_weights(path: Path) -> dict[str, float]:
    """What each area weighs, from a table of `code` and `weight`. Raises FaultyFile."""
    sheet = read_table(path)
    places = places_of(sheet.heading, {}, WEIGHTS)
    faults, weights = list(sheet.faults), {}
    for row in sheet.rows:
        cells = [*row.cells, *[""] * len(sheet.heading)]
        number = cells[places["weight"]] if "weight" in places else ""
        try:
            weights[cells[places["code"]].strip()] = weight = float(number)
        except ValueError:
            weight = -1.0
        if not 0 <= weight < MOST_WEIGHT:
            faults.append(RowFault(row.number, _("The weight must be a number, 0 or more.")))
    if faults:
        raise FaultyFile(faults)
    return weights


def proposed(net: Net, wish: Wish, weights: Mapping[str, float]) -> Proposal:
    """Balanced, contiguous groups; an area without a weight counts 1. Refuses the impossible."""
    present = rows_of(net)
    levels = [str(level["key"]) for level in net.levels]
    if faults := dict(aim_faults(wish.level, wish.below, levels, present)):
        raise Invalid(faults)
    rows = _candidates(present, wish)
    if not 1 <= wish.into <= len(rows):
        words = {"count": len(rows)}
        raise Invalid({"into": _("Give a number from 1 to %(count)s, as many as areas.") % words})
    codes, names = (_filled(pattern, wish.into) for pattern in (wish.code, wish.name))
    if len(set(codes)) < wish.into:
        sentence = _("“%(pattern)s” gives several groups one code: put {number} into it.")
        raise Invalid({"code": sentence % {"pattern": wish.code}})
    heavy = [weights.get(row.code, 1.0) for row in rows]
    numbers = _numbers(rows, heavy, wish.into)
    sums = [0.0] * wish.into
    for number, weight in zip(numbers, heavy, strict=True):
        sums[number] += weight
    table = [
        (codes[n], names[n], row.code, row.name, weight)
        for n, row, weight in sorted(
            zip(numbers, rows, heavy, strict=True), key=lambda each: (each[0], each[1].code)
        )
    ]
    return Proposal(tuple(table), tuple(sums))


def _numbers(rows: Sequence[AreaRow], heavy: Sequence[float], into: int) -> list[int]:
    """The number of the group of each area."""
    shapes = [surface_of(shape) for row in rows if (shape := shape_of(row)) is not None]
    plane = plane_of_all(shapes)
    try:
        return grouped(neighbours_of([plane.laid(shape) for shape in shapes]), heavy, into)
    except TooManyPieces as problem:
        words = {"count": problem.pieces}
        sentence = _("The areas lie in %(count)s pieces apart: ask for as many groups at least.")
        raise Invalid({"into": sentence % words}) from None


def _candidates(rows: Mapping[str, AreaRow], wish: Wish) -> Sequence[AreaRow]:
    return [
        row
        for row in rows.values()
        if row.level == wish.level
        and row.geometry is not None
        and (not wish.below or lies_below(row, wish.below, rows))
    ]


def _filled(pattern: str, count: int) -> list[str]:
    """A pattern with each number, from 1."""
    try:
        return [pattern.format(number=n + 1) for n in range(count)]
    except UNFILLABLE:
        words = {"pattern": pattern}
        raise Invalid(
            {"pattern": _("“%(pattern)s” may hold {number} or {number:02} only.") % words}
        ) from None
