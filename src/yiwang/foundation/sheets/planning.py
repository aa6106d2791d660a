"""What a list would be with a table in it: row by row new, changed, ended or unchanged, and every
fault. Nothing is touched.

What the table does not say stays: columns it does not have, and rows it does not have, unless it is
said to replace them; then those it does not have end.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import As, Cells, Column, in_both
from yiwang.foundation.sheets.described import Given, Key, Row, RowChange, SheetKind, What, Wrong
from yiwang.foundation.sheets.faults import CellFault, FaultyTable
from yiwang.foundation.sheets.reading import Table


@dataclass(frozen=True)
class Plan:
    """What a table changes in a list."""

    kind: SheetKind
    sheet: str
    changes: Sequence[RowChange] = ()
    unchanged: int = 0
    faults: Sequence[CellFault] = ()
    remarks: Sequence[CellFault] = ()  # what may be, and is better looked at first
    note: str = ""
    left: Sequence[RowChange] = ()  # what people decided, and another system says otherwise

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows are added, changed, ended and left as they are."""
        counted = {what.value: 0 for what in What}
        for change in self.changes:
            counted[change.what.value] += 1
        return {**counted, "unchanged": self.unchanged}

    @cached_property
    def digest(self) -> str:
        """Stands for exactly this change: of other rows, of rows that were otherwise before, or
        with something else to be looked at, it is another."""
        told = [[each.key, each.before, each.after] for each in self.changes]
        remarks = [[each.row, each.sentence] for each in self.remarks]
        written = json.dumps([self.kind.key, told, remarks], sort_keys=True, ensure_ascii=False)
        return sha256(written.encode()).hexdigest()

    def sound(self) -> "Plan":
        """Itself, or FaultyTable when there is anything to correct."""
        if self.faults:
            raise FaultyTable(self.sheet, self.faults)
        return self


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of a table that another system sent: what its columns are called there, the
    rows that it had once and has no more, and what tells which changed rows people decided about.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    gone: Collection[Key] = ()
    decided: Callable[[Collection[Key]], Collection[Key]] = lambda _keys: ()


@dataclass(slots=True)
class _Read:
    """A row of the table: only the columns that the table has."""

    number: int
    values: dict[str, str]


def planned(
    kind: SheetKind,
    table: Table,
    actor: Actor,
    on: date,
    *,
    replaces: bool = False,
    sent: Sent | None = None,
) -> Plan:
    """The change that a table would make, with every fault of every row."""
    planning = _Planning(kind, table, actor, on, replaces)
    if sent is not None:
        planning.sent = sent
        planning.titles |= sent.titles
        planning.faults = [
            replace(fault, column=sent.titles.get(fault.column, fault.column))
            for fault in planning.faults
        ]
    return planning.plan()


def planned_row(
    kind: SheetKind, values: Mapping[str, str], key: Key | None, actor: Actor, on: date
) -> Plan:
    """The same for one row of a form: `values` by column as typed; `key` of the row it changes,
    None for a new one. Faults carry the key of their column, not its title."""
    heading = [column.key for column in kind.written_columns]
    table = Table("", heading, [(1, [values.get(name, "") for name in heading])])
    planning = _Planning(kind, table, actor, on, False)
    planning.titles = {name: name for name in heading}
    return planning.plan_form(key)


class _Planning:
    """One plan in the making; `faults` grows until everything has been looked at."""

    def __init__(
        self, kind: SheetKind, table: Table, actor: Actor, on: date, replaces: bool
    ) -> None:
        self.kind, self.table, self.actor, self.on = kind, table, actor, on
        self.replaces = replaces
        self.sent = Sent()
        self.left: list[RowChange] = []
        self.faults: list[CellFault] = list(table.faults)
        self.remarks: list[CellFault] = []
        self.places = self._places()
        self.titles = {
            name: f"{table.heading[place]} ({get_column_letter(place + 1)})"
            for name, place in self.places.items()
        }
        self.rows: dict[Key, _Read] = {}
        self.kept = {column.key for column in kind.columns if column.is_always_filled}

    def plan(self) -> Plan:
        self._check_heading()
        if not self.faults or self._is_readable():
            self._read()
            self._refer()
        changes, unchanged = self._compared()
        return self._finished(changes, unchanged)

    def plan_form(self, key: Key | None) -> Plan:
        self._read()
        self._refer()
        changes, unchanged = self._compared()
        first = next(iter(self.rows), None)
        is_there = unchanged or any(change.before for change in changes)
        if key is None and is_there:
            self._fault(1, self.kind.key_columns[0], _("It is there already: change that one."))
        if key is not None and first is not None and first != key:
            said = _("By this it is known everywhere: it stays as it is.")
            self._fault(1, self.kind.key_columns[0], said)
        return self._finished(changes, unchanged)

    def _finished(self, changes: list[RowChange], unchanged: int) -> Plan:
        if not self.faults:
            self._check(changes)
        faults, remarks = sorted(set(self.faults)), sorted(set(self.remarks))
        title, note = self.table.title, self.table.note
        return Plan(self.kind, title, changes, unchanged, faults, remarks, note, self.left)

    def _is_readable(self) -> bool:
        """Whether the columns that say which row is meant are there."""
        return all(name in self.places for name in self.kind.key_columns)

    def _places(self) -> dict[str, int]:
        """Column -> where it stands, by its key or by its title in either language."""
        columns = sorted(self.kind.columns, key=lambda column: not column.is_for_reading)
        called: dict[str, str] = {}
        for column in columns:  # a title that two have is that of the one that is read
            called |= {said.strip().lower(): column.key for said in in_both(column.title)}
        called |= {column.key: column.key for column in columns}
        places: dict[str, int] = {}
        for place, title in enumerate(self.table.heading):
            name = called.get(title.rstrip("*＊°º ").strip().lower())
            if name is not None and name not in places:
                places[name] = place
        return places

    def _check_heading(self) -> None:
        used = set(self.places.values())
        for place, title in enumerate(self.table.heading):
            if title and place not in used:
                known = _(", ").join(str(column.title) for column in self.kind.columns)
                said = _(
                    "The heading “%(title)s” is none of this list, or stands there twice. "
                    "The headings are: %(known)s."
                )
                words = {"title": title[:30], "known": known}
                self.faults.append(CellFault(1, get_column_letter(place + 1), said % words))
        missing = [
            column.title
            for column in self.kind.columns
            if column.is_key and column.key not in self.places
        ]
        if missing:
            said = _("The first row must be the headings; missing: %(names)s.")
            names = _(", ").join(str(title) for title in missing)
            self.faults.append(CellFault(1, "", said % {"names": names}))
        if not self.table.rows:
            said = _("There is no row in the table: fill in one row for each.")
            self.faults.append(CellFault(0, "", said))

    def _read(self) -> None:
        readers = [
            (column, Cells(column), self.places[column.key])
            for column in self.kind.written_columns
            if column.key in self.places
        ]
        bad_cells = {(fault.row, fault.column.split(" (")[0]) for fault in self.table.faults}
        for number, cells in self.table.rows:
            values: dict[str, str] = {}
            is_known = True  # which row is meant
            for column, reader, place in readers:
                typed = cells[place] if place < len(cells) else ""
                value, wrong = reader.read(typed)
                if column.is_needed and not value and not wrong:
                    heading = self.table.heading[place]
                    wrong = "" if (number, heading) in bad_cells else _("It is empty: fill it in.")
                if wrong:
                    self._fault(number, column.key, wrong)
                    is_known = is_known and not column.is_key
                values[column.key] = value
            if is_known:
                self._take(number, values)

    def _take(self, number: int, values: dict[str, str]) -> None:
        key = self.kind.key_of(values)
        if not any(key):
            return  # said already: every kind needs one of them
        if (first := self.rows.get(key)) is not None:
            said = _("It stands in row %(row)s already: keep one of them.")
            self._fault(number, self.kind.key_columns[0], said % {"row": first.number})
            return
        self.rows[key] = _Read(number, self.kind.as_kept(values))

    def _refer(self) -> None:
        """Codes of other lists that are there; each column is asked once."""
        for column in self.kind.written_columns:
            if column.refers is None or column.key not in self.places:
                continue
            named = {row.values[column.key] for row in self.rows.values()} - {""}
            unknown = named - column.refers.named(named).keys() if named else set()
            for row in self.rows.values():
                value = row.values[column.key]
                if value in unknown:
                    said = str(column.refers.missing) % {"value": value}
                    self._fault(row.number, column.key, said)

    def _compared(self) -> tuple[list[RowChange], int]:
        present = self._present(list(self.rows))
        if self.replaces:
            all_ = {self.kind.key_of(row): row for row in self.kind.rows()}
            present = all_ | present
        elif self.sent.gone:
            present |= self._present(list(self.sent.gone))
        changes, unchanged = [], 0
        for key, row in self.rows.items():
            before = present.get(key)
            change = self._change(key, row, before)
            if change is None:
                unchanged += 1
            else:
                changes.append(change)
        changes += self._missing(present)
        return self._without_decided(changes), unchanged

    def _without_decided(self, changes: list[RowChange]) -> list[RowChange]:
        """Those about which nobody decided by hand; the others are left, and named."""
        decided = set(self.sent.decided([each.key for each in changes if each.before]))
        self.left = [each for each in changes if each.key in decided]
        return [each for each in changes if each.key not in decided]

    def _present(self, keys: list[Key]) -> dict[Key, Row]:
        found = self.kind.rows(keys) if keys else ()
        return {self.kind.key_of(row): row for row in found}

    def _change(self, key: Key, row: _Read, before: Row | None) -> RowChange | None:
        if before is None:
            values = {column.key: "" for column in self.kind.written_columns} | row.values
            after = self.kind.completed(values, self.on)
            self._check_needed(row, after)
            return RowChange(row.number, key, None, after, What.ADDED)
        after = {**before, **self._said(row)} if self.kind.may_change else dict(before)
        if all(after[column.key] == before[column.key] for column in self.kind.written_columns):
            return None
        change = RowChange(row.number, key, before, after, What.CHANGED)
        if self.kind.has_ended(change):
            return RowChange(row.number, key, before, after, What.ENDED)
        return change

    def _said(self, row: _Read) -> dict[str, str]:
        """What the row says of one that is there: an empty cell leaves what is always filled."""
        return {name: value for name, value in row.values.items() if value or name not in self.kept}

    def _check_needed(self, row: _Read, after: Mapping[str, str]) -> None:
        """What a new row needs and the table has no column for."""
        for column in self.kind.written_columns:
            if column.is_needed and column.key not in self.places and not after[column.key]:
                said = _("It is new, and the table has no column “%(title)s”: add it.")
                self.faults.append(CellFault(row.number, "", said % {"title": column.title}))

    def _missing(self, present: Mapping[Key, Row]) -> Iterator[RowChange]:
        """What the table does not have ends, when it replaces."""
        if not self.replaces and not self.sent.gone:
            return
        for key, row in present.items():
            after = self.kind.ended(row, self.on) if key not in self.rows else None
            if after is not None:
                yield RowChange(0, key, row, after, What.ENDED)

    def _check(self, changes: Collection[RowChange]) -> None:
        given = Given(list(changes), self.on, self.actor)
        numbers = {change.key: change.number for change in changes}
        for wrong in self.kind.wrong(given):
            number = numbers.get(wrong.key, 0)
            said = CellFault(0, "", self._of_a_stranger(wrong))
            if number:
                said = CellFault(number, self.titles.get(wrong.column, ""), wrong.sentence)
            (self.faults if wrong.stops else self.remarks).append(said)

    @staticmethod
    def _of_a_stranger(wrong: Wrong) -> str:
        """A fault of a row that the table does not have."""
        return f"{' · '.join(filter(None, wrong.key))}: {wrong.sentence}"

    def _fault(self, number: int, column: str, sentence: str) -> None:
        self.faults.append(CellFault(number, self.titles.get(column, ""), sentence))


def typed_of(kind: SheetKind, row: Row) -> dict[str, str]:
    """A row as a form shows it: canonical values, several words joined."""
    return {column.key: row.get(column.key, "") for column in kind.written_columns}


def told_of(change: RowChange, columns: Collection[Column]) -> dict[str, object]:
    """What the record says of a changed row: each field before and after; of personal ones that
    they changed."""
    before = change.before or {}
    named = [
        column for column in columns if before.get(column.key, "") != change.after.get(column.key)
    ]
    return {
        "fields": {
            column.key: [before.get(column.key, ""), change.after.get(column.key, "")]
            for column in named
            if not column.is_personal and (column.kind is not As.TEXT or column.longest <= 200)
        },
        "also": [column.key for column in named if column.is_personal or column.longest > 200],
    }


def row_digest(row: Row) -> str:
    """Stands for a row as it is."""
    written = "\x1f".join(f"{name}={row[name]}" for name in sorted(row))
    return sha256(written.encode()).hexdigest()[:32]
