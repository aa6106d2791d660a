"""A file as rows of text under a heading, each with the number people see; what columns may be
called, and what each cell must be."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from yiwang.structure.territory.importing.faults import RowFault, faulty

COLUMNS: Mapping[
    str, Sequence[str]
] = {  # what we call it -> what it is called in files, in lower case
    "code": ("code", "code12", "编码", "代码", "网格编码", "网格代码", "区划代码"),
    "parent": ("parent", "parent_code", "parent_code12", "上级", "上级编码", "上级代码"),
    "level": ("level", "层级", "级别"),
    "name": ("name", "名称", "网格名称", "区划名称"),
    "name_en": ("name_en", "英文名称"),
    "valid_from": ("valid_from", "启用日期", "生效日期"),
    "predecessors": ("predecessors", "原编码", "前身"),
    "lng": ("lng", "lon", "longitude", "经度"),
    "lat": ("lat", "latitude", "纬度"),
    "wkt": ("wkt",),
}
LONGEST = {"code": 40, "name": 120, "name_en": 120}
_BETWEEN = re.compile(r"[|;；、]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it stands in the file; `number` counts as the program it comes from does."""

    number: int
    cells: Sequence[str]
    shape: BaseGeometry | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, or the features of a layer. `crs` is what the file itself says, if it does."""

    heading: Sequence[str]
    rows: Sequence[SheetRow]
    faults: Sequence[RowFault] = ()
    crs: str | None = None
    has_shapes: bool = False
    notes: Sequence[str] = ()  # for people: which encoding was taken, which columns are not used


@dataclass(frozen=True, slots=True)
class GivenArea:
    """What one row says of an area: only columns that the file has, blank ones included. Without
    a code it is a new area, to be given one."""

    number: int
    code: str
    text: Mapping[str, str] = field(default_factory=dict)  # parent, level, name, name_en
    valid_from: date | None = None
    predecessors: tuple[str, ...] = ()
    shape: BaseGeometry | None = None  # in the coordinates of the file


@dataclass(slots=True)
class Reader:
    """Turns the rows of a sheet into areas; `faults` grows, nothing is raised before the end."""

    places: Mapping[str, int]  # column -> its place in a row
    faults: list[RowFault] = field(default_factory=list)

    def area(self, row: SheetRow) -> GivenArea:
        """The area of a row; what is at fault in it is noted and left out."""
        text = {name: self.text(row, name) for name in ("parent", "level", "name", "name_en")}
        return GivenArea(
            number=row.number,
            code=self.text(row, "code") or "",
            text={name: value for name, value in text.items() if value is not None},
            valid_from=self.day(row),
            predecessors=tuple(filter(None, _BETWEEN.split(self.cell(row, "predecessors")))),
            shape=row.shape if row.shape is not None else self.drawn(row),
        )

    def fault(self, row: SheetRow, sentence: str) -> None:
        self.faults.append(RowFault(row.number, sentence))

    def cell(self, row: SheetRow, name: str) -> str:
        place = self.places.get(name)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    def text(self, row: SheetRow, name: str) -> str | None:
        """The cell of a column that the file has; None where it has no such column."""
        if name not in self.places:
            return None
        value = self.cell(row, name)
        if len(value) > LONGEST.get(name, 40):
            words = {"value": value[:20], "most": LONGEST.get(name, 40)}
            self.fault(row, _("“%(value)s…” is longer than %(most)s characters.") % words)
        return value[: LONGEST.get(name, 40)]

    def day(self, row: SheetRow) -> date | None:
        value = self.cell(row, "valid_from")
        found = day_of(value)
        if value and found is None:
            words = {"value": value[:20]}
            self.fault(row, _("“%(value)s” is no date: write it like 2026-11-30.") % words)
        return found

    def drawn(self, row: SheetRow) -> BaseGeometry | None:
        """The shape that a table writes as text, or its point."""
        if wkt := self.cell(row, "wkt"):
            shape = shapely.from_wkt(wkt, on_invalid="ignore")
            if shape is None:
                self.fault(row, _("The wkt is no geometry: copy it whole from where it was made."))
            return shape
        lng, lat = self.cell(row, "lng"), self.cell(row, "lat")
        if not lng and not lat:
            return None
        try:
            point = float(lng), float(lat)
        except ValueError:
            point = math.nan, math.nan
        if not all(map(math.isfinite, point)):
            words = {"lng": lng[:20], "lat": lat[:20]}
            self.fault(row, _("“%(lng)s, %(lat)s” is no point: write two numbers.") % words)
            return None
        return shapely.Point(point)


def read_areas(sheet: Sheet, named: Mapping[str, str]) -> tuple[list[GivenArea], list[RowFault]]:
    """The areas of a sheet and its faults. `named` says what else columns are called in this file.

    Raises FaultyFile when there is no column of codes.
    """
    reader = Reader(places_of(sheet.heading, named))
    areas = [reader.area(row) for row in sheet.rows]
    if not areas:
        raise faulty(_("There is no area in the file: give it one row for each."))
    return areas, [*sheet.faults, *reader.faults]


def places_of(
    heading: Sequence[str],
    named: Mapping[str, str],
    columns: Mapping[str, Sequence[str]] = COLUMNS,
) -> dict[str, int]:
    """Where each column stands, by its own name or by what it is called here."""
    called = {title.strip().lower(): place for place, title in reversed(list(enumerate(heading)))}
    places: dict[str, int] = {}
    for name, titles in columns.items():
        asked = [named[name].lower()] if name in named else titles
        found = [called[title] for title in asked if title in called]
        if name in named and not found:
            words = {"column": named[name], "known": ", ".join(heading)}
            raise faulty(_("There is no column %(column)s; there are: %(known)s.") % words)
        if found:
            places[name] = found[0]
    if "code" not in places:
        words = {"known": ", ".join(filter(None, heading)) or "–"}
        raise faulty(
            _(
                "No column holds codes. Name one “code” in the first row, or say which it is. "
                "There are: %(known)s."
            )
            % words
        )
    return places


def unused_columns(heading: Sequence[str], named: Mapping[str, str]) -> list[str]:
    """The titles that nothing is read from."""
    used = set(places_of(heading, named).values())
    return [title for place, title in enumerate(heading) if title and place not in used]


def day_of(text: str) -> date | None:
    """The day that a cell names, if it is one."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
