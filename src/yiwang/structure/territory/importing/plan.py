"""What a net would be with a delivered file in it: every row at fault named, nothing touched.

What the file does not say of a present area stays as it is; areas that the file does not have stay
too, unless it is said to replace them: then those of its levels end, below one area or everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import shapely
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.comparing import NetDiff, compare
from yiwang.structure.territory.importing.codes import Codes
from yiwang.structure.territory.importing.delivery import Delivery
from yiwang.structure.territory.importing.faults import FaultyFile, RowFault
from yiwang.structure.territory.importing.ground import Declared, ground_of
from yiwang.structure.territory.importing.sheet import GivenArea
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import codes_ever, rows_around, rows_of, shape_of
from yiwang.structure.territory.rows import AreaLinkRow, AreaRow, lies_below, with_points
from yiwang.structure.territory.soundness import (
    aim_faults,
    boundary_faults,
    degree_faults,
    tree_faults,
)
from yiwang.structure.territory.successions import Succession, successions_of

Rows = Mapping[str, AreaRow]
SAME = 1e-9  # degrees: a tenth of a millimetre


@dataclass(frozen=True, slots=True)
class Into:
    """Where a file goes: the net, the level of its areas where the file does not say, below which
    area, whether what it does not have ends, what its coordinates are declared to be, who follows
    whom (the former code first) where somebody said so besides the file, and the codes of areas
    that may lie elsewhere: neighbours that change along, and areas of other levels whose edges were
    carried along."""

    net: str
    level: str = ""
    below: str = ""
    replaces: bool = False
    declared: Declared = field(default_factory=Declared)
    follows: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The net as it is and as it would be, what that changes, and who follows whom. `ground` is
    what coordinates were taken for, in words; `parts` are the areas of another net that those of
    this one are put together from. Not `is_whole`: what it does not touch is left out."""

    before: Rows
    after: Rows
    diff: NetDiff
    successions: tuple[Succession, ...]
    ground: str
    parts: tuple[AreaLinkRow, ...] = ()
    is_whole: bool = True

    @property
    def rows(self) -> list[AreaRow]:
        """The net as it would be, to be loaded: areas that are left out would end."""
        if not self.is_whole:
            raise ValueError("A part of a net cannot be loaded as the whole.")
        return list(self.after.values())


def planned(
    net: Net, delivery: Delivery, into: Into, on: date, *, is_looked_at: bool = False
) -> Plan:
    """Raises FaultyFile with every fault of every row. A plan that is only looked at and goes below
    an area says the same without the rest of the net."""
    return _Planning(net, delivery, into, on, is_whole=not (is_looked_at and into.below)).plan()


class _Planning:
    """One plan in the making; `faults` grows until everything has been looked at."""

    def __init__(
        self, net: Net, delivery: Delivery, into: Into, on: date, *, is_whole: bool
    ) -> None:
        self.net, self.delivery, self.into, self.on = net, delivery, into, on
        self.is_whole = is_whole
        self.levels = {str(level["key"]): level for level in net.levels}
        self.present = (
            rows_of(net) if is_whole else rows_around(net, into.below, self._named_codes())
        )
        self.faults = list(delivery.faults)
        self.given = list(self._coded())
        self.numbers = {area.code: area.number for area in reversed(self.given)}

    def plan(self) -> Plan:
        self._check_aims()
        ground, shapes = self._grounded()
        wanted = {
            area.code: self._row(area, shape)
            for area, shape in zip(self.given, shapes, strict=True)
        }
        after = {**self._staying(wanted), **wanted}
        self._check_codes()
        self._check_rows(wanted, after)
        if self.faults:
            raise FaultyFile(self.faults)
        whole = {row.code: row for row in with_points(list(after.values()))}
        found = successions_of(self.present, whole, self._said())
        diff = compare(self.present, whole)
        return Plan(self.present, whole, diff, tuple(found), ground, is_whole=self.is_whole)

    def _named_codes(self) -> set[str]:
        """The codes of the net that the file or the door speaks of."""
        codes = {code for pair in self.into.follows for code in pair}.union(self.into.beside)
        codes |= set(self.into.carried)
        for area in self.delivery.areas:
            codes.update((area.code, area.text.get("parent", ""), *area.predecessors))
        return codes - {""}

    def _said(self) -> dict[str, list[str]]:
        """By code: whom it follows, as the file or somebody says."""
        said: dict[str, list[str]] = {}
        for area in self.given:
            said.setdefault(area.code, []).extend(area.predecessors)
        for predecessor, successor in self.into.follows:
            said.setdefault(successor, []).append(predecessor)
        return said

    def _coded(self) -> Iterator[GivenArea]:
        """The areas with a code, their own or one that is given by the pattern of their level."""
        codes = self._codes()
        for area in self.delivery.areas:
            parent = area.text.get("parent", "") or self.into.below
            code = area.code or codes.code_of(self._level(area), parent, area.text.get("name", ""))
            if code:
                yield replace(area, code=code)
            else:
                sentence = _("It has no code: give each area its code.")
                self.faults.append(RowFault(area.number, sentence))

    def _codes(self) -> Codes:
        """Those that may still be given: asked of every area that ever was, if any needs one."""
        patterns = {key: level["code"] for key, level in self.levels.items() if level.get("code")}
        taken = {area.code for area in self.delivery.areas}
        ever = codes_ever(self.net) if "" in taken else set[str]()
        return Codes(patterns, self.present.values(), taken | ever)

    def _check_aims(self) -> None:
        aims = aim_faults(self.into.level, self.into.below, self.levels, self.present)
        if faults := [RowFault(0, sentence) for _field, sentence in aims]:
            raise FaultyFile(faults)

    def _grounded(self) -> tuple[str, list[BaseGeometry | None]]:
        """The shapes in WGS-84. What is empty or crossed is told in the coordinates of the file."""
        drawn = [area.shape for area in self.given]
        if not self.delivery.has_coordinates:
            return "", drawn
        ground = ground_of(self.delivery.crs, self.into.declared)
        self._note(boundary_faults(drawn))
        moved = [None if shape is None else ground.move(shape) for shape in drawn]
        self._note(degree_faults(moved))
        return ground.name, moved

    def _row(self, area: GivenArea, shape: BaseGeometry | None) -> AreaRow:
        known = self.present.get(area.code)
        row = known or AreaRow(area.code, "", "", self._level(area), valid_from=self.on)
        below = "" if area.code in self.into.carried else self.into.below
        row = replace(
            row,
            name=area.text.get("name") or row.name,
            name_en=area.text.get("name_en", row.name_en),
            level=self._named(area.text.get("level", "")) or row.level,
            parent_code=area.text.get("parent", row.parent_code) or below or None,
            valid_from=area.valid_from or row.valid_from,
        )
        if isinstance(shape, shapely.Point):
            return replace(row, lng=float(shape.x), lat=float(shape.y))
        if shape is None or shape.is_empty or _is_same(shape, row):
            return row
        return replace(row, geometry=shapely.to_wkb(shape), lng=None, lat=None)

    def _level(self, area: GivenArea) -> str:
        """The level of a new area: what the file or the door says, else the only one."""
        only = next(iter(self.levels)) if len(self.levels) == 1 else ""
        return self._named(area.text.get("level", "")) or self.into.level or only

    def _named(self, level: str) -> str:
        """The key of a level that may be called by its name."""
        for key, known in self.levels.items():
            if level and level in (key, known.get("name"), known.get("name_en")):
                return key
        return level

    def _staying(self, wanted: Rows) -> dict[str, AreaRow]:
        """The present areas that the file leaves as they are."""
        if not self.into.replaces:
            return dict(self.present)
        levels = {row.level for row in wanted.values() if row.code not in self.into.carried}
        return {
            code: row
            for code, row in self.present.items()
            if row.level not in levels or not self._lies_below(row, self.present)
        }

    def _lies_below(self, row: AreaRow, rows: Rows) -> bool:
        """Below the area that was named, or anywhere when none was."""
        return not self.into.below or lies_below(row, self.into.below, rows)

    def _is_in_place(self, row: AreaRow, rows: Rows) -> bool:
        """Whether it may be changed: it lies there, or was taken in as a neighbour."""
        along = (*self.into.beside, *self.into.carried)
        return row.code in along or self._lies_below(row, rows)

    def _check_codes(self) -> None:
        for area in self.given:
            first = self.numbers[area.code]
            if area.number != first:
                words = {"code": area.code, "row": first}
                sentence = _("The code %(code)s is in row %(row)s already: give each its own.")
                self.faults.append(RowFault(area.number, sentence % words))

    def _check_rows(self, wanted: Rows, after: Rows) -> None:
        for area in self.given:
            for code in area.predecessors:
                if code not in self.present:
                    words = {"code": code}
                    sentence = _("The net has no area %(code)s: give the code of one it has.")
                    self.faults.append(RowFault(area.number, sentence % words))
        for row in wanted.values():
            for sentence in self._faults_of(row, after):
                self.faults.append(RowFault(self.numbers[row.code], sentence))
        rows = list(after.values())
        for place, sentence in tree_faults(list(self.levels), rows):
            row = rows[place]
            number = self.numbers.get(row.code, 0)
            said = sentence if number else f"{row.code} {row.name}: {sentence}"
            self.faults.append(RowFault(number, said))

    def _faults_of(self, row: AreaRow, after: Rows) -> Iterator[str]:
        if not row.name:
            yield _("It has no name: give it one.")
        if row.valid_from and row.valid_from > self.on:
            words = {"day": date_format(row.valid_from)}
            yield _("It begins on %(day)s only: import it for that day.") % words
        if not self._is_in_place(row, after):
            words = {"code": self.into.below}
            yield _("It does not lie below %(code)s: correct the area above it.") % words
        known = self.present.get(row.code)
        if known is not None and not self._is_in_place(known, self.present):
            sentence = _("It lies elsewhere now, not below %(code)s: ask those who answer there.")
            yield sentence % {"code": self.into.below}
        shape = shape_of(row)
        if self.net.is_partition and shape is not None and shapely.get_dimensions(shape) != 2:
            yield _("The net divides the ground: draw a surface, not a line.")

    def _note(self, found: Iterator[tuple[int, str]]) -> None:
        for place, sentence in found:
            self.faults.append(RowFault(self.given[place].number, sentence))


def _is_same(shape: BaseGeometry, row: AreaRow) -> bool:
    """Whether a boundary is the present one, wherever on it the drawing begins."""
    known = shape_of(row)
    return known is not None and bool(
        shapely.equals_exact(shapely.normalize(known), shapely.normalize(shape), SAME)
    )
