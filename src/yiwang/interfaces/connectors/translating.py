"""Their rows as rows of ours: which column is which, and codes by the dictionaries of the house."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from yiwang.foundation.sheets.columns import JOINED, Cells
from yiwang.foundation.sheets.described import Key, SheetKind
from yiwang.foundation.sheets.faults import CellFault
from yiwang.foundation.sheets.reading import Table
from yiwang.interfaces.connectors.definition import ColumnPart, ConnectorPart
from yiwang.interfaces.connectors.refused import refused_cells, refused_columns
from yiwang.structure.registers.dictionaries import Dictionary, dictionary

LONGEST_NUMBER = 200


@dataclass(slots=True)
class Translated:
    """A table of ours. `numbers` says under which number there each row of it came; `unknown` the
    codes that a dictionary does not know, with how often they came."""

    table: Table
    titles: Mapping[str, str]
    numbers: dict[int, str] = field(default_factory=dict)
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)


def translated(came: Table, part: ConnectorPart, kind: SheetKind, on: date) -> Translated:
    """What came, in our columns and codes, with what cannot be as faults of its rows."""
    return _Translating(came, part, kind, on).done()


def keys_of(kind: SheetKind, came: Translated) -> dict[str, Key]:
    """Number there -> key of the row here, as it is kept."""
    places = {name: place for place, name in enumerate(came.table.heading)}
    readers = [(Cells(each), places.get(each.key)) for each in kind.columns if each.is_key]
    return {
        came.numbers[number]: tuple(
            reader.read(cells[place])[0] if place is not None else "" for reader, place in readers
        )
        for number, cells in came.table.rows
        if number in came.numbers
    }


class _Translating:
    def __init__(self, came: Table, part: ConnectorPart, kind: SheetKind, on: date) -> None:
        self.came, self.part, self.kind = came, part, kind
        self.places = {name: place for place, name in reversed([*enumerate(came.heading)])}
        self.books = {
            each.dictionary: dictionary(each.dictionary, part.system, on)
            for each in part.columns
            if each.dictionary
        }
        self.unknown: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.faults: list[CellFault] = list(came.faults)

    def done(self) -> Translated:
        self._check_heading()
        heading = [each.to for each in self.part.columns]
        table = Table("", heading, note=self.came.note)
        known = {column.key: column for column in self.kind.columns}
        titles = {
            each.to: f"{each.of} → {known[each.to].title}"
            for each in self.part.columns
            if each.of and each.to in known
        }
        found = Translated(table, titles)
        if not self.faults:
            self.faults += refused_cells(self.came.heading, self.came.rows)
            self._fill(found)
        table.faults = self.faults
        found.unknown = {key: dict(codes) for key, codes in self.unknown.items()}
        return found

    def _fill(self, found: Translated) -> None:
        seen: dict[str, int] = {}
        for number, cells in self.came.rows:
            row = [self._cell(number, each, cells) for each in self.part.columns]
            found.table.rows.append((number, row))
            theirs = self._theirs(self._number_column, cells)[:LONGEST_NUMBER]
            said = ""
            if not theirs:
                said = _("It has no number there, so nobody would know it again: give it one.")
            elif theirs in seen:
                said = _("It stands in row %(row)s already: keep one of them.")
                said = said % {"row": seen[theirs]}
            if said:
                self.faults.append(CellFault(number, self._number_column, said))
            else:
                found.numbers[number], seen[theirs] = theirs, number

    @property
    def _number_column(self) -> str:
        """Their column by which a row is the same: the one said, else that of our key."""
        keys = [each.of for each in self.part.columns if each.to in self.kind.key_columns]
        return self.part.number or next(filter(None, keys), "")

    def _check_heading(self) -> None:
        if refused := refused_columns(self.came.heading):
            said = _(
                "“%(names)s” is not taken in from any system: no table of people who live here is "
                "kept. Leave it out there."
            )
            self.faults.append(CellFault(0, "", said % {"names": _(", ").join(refused)}))
        for each in self.part.columns:
            if each.of and each.of not in self.places:
                said = _("The column “%(name)s” is missing: the other system sends it no more.")
                self.faults.append(CellFault(0, "", said % {"name": each.of}))
            if each.dictionary and self.books[each.dictionary] is None:
                said = _("There is no dictionary “%(name)s” in force: publish it first.")
                self.faults.append(CellFault(0, "", said % {"name": each.dictionary}))

    def _theirs(self, name: str, cells: Sequence[str]) -> str:
        place = self.places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    def _cell(self, number: int, column: ColumnPart, cells: Sequence[str]) -> str:
        if not column.of:
            return column.usual
        said = self._theirs(column.of, cells)
        if not said:
            return column.usual
        book = self.books.get(column.dictionary) if column.dictionary else None
        if book is not None:
            return self._looked_up(number, column, said, book)
        return f"{column.before}{said}"

    def _looked_up(self, number: int, column: ColumnPart, said: str, book: Dictionary) -> str:
        ours = []
        for code in filter(None, map(str.strip, said.split(JOINED.strip()))):
            if code in book.ours:
                ours.append(book.ours[code])
                continue
            words = {"code": code[:40], "name": book.name}
            told = _("“%(code)s” is not in the dictionary “%(name)s”: say there what it means.")
            self.faults.append(CellFault(number, column.to, told % words))
            self.unknown[book.key][code[:120]] += 1
        return column.before + JOINED.join(ours) if ours else ""
