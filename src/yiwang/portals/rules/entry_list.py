"""The entries of one register as a list: out as a table, back with every bad row named, seen before
it is applied. What is applied is the draft; what is published stays until that is."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import JOINED, NO, YES, As, Column, Words
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.foundation.sheets.names import with_code
from yiwang.portals.desk.entries import DUTIES, EVERY_SAID
from yiwang.portals.rules.entry_rows import (
    DATES,
    Known,
    as_row,
    column_of,
    entry_of,
    row_of,
)
from yiwang.portals.rules.entry_words import hint_of, label_of
from yiwang.structure.administration.areas import AN_AREA
from yiwang.structure.registers import dictionaries
from yiwang.structure.registers.actions.draft_register import LONGEST, draft_register
from yiwang.structure.registers.models import Register, RegisterVersion
from yiwang.structure.registers.policies import publishing
from yiwang.structure.registers.queries import drafted_version, entries_of, versions_of
from yiwang.structure.registers.rows import EntryRow

OF = "register-"  # how the key of such a list begins
LONG = 10_000  # characters of what a register says as JSON
FEW = "functions"  # several of them in one cell
WAYS = {"at_least": _("at least"), "at_most": _("at most")}


class Entries(SheetKind):
    """Its key and its title are those of the register, its columns those of the effect, and
    whatever the entries say besides."""

    about = _("Tried from top to bottom; the first that fits decides")
    subject = "registers.register"
    applied = _("It stands in the draft. Nothing goes by it until that is published.")

    def __init__(self, register: Register, on: date) -> None:
        self.register = register
        self.key, self.title = f"{OF}{register.key}", register.name
        self.known = Known(register.effect, on)
        self.columns = tuple(self._columns())

    def keeping(self, actor: Actor, on: date) -> Actor:
        return publishing(self.register, actor, on)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        rows = (
            self._as_row(place, entry, code)
            for place, (entry, code) in enumerate(self._entries.values(), start=1)
        )
        return [row for row in rows if keys is None or self.key_of(row) in keys]

    def count(self) -> int:
        return len(self._entries)

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        return []  # a register has a page of its own

    def record_id(self, key: Key) -> int | None:
        return None  # what became of an entry is told by the versions

    def called(self, row: Row) -> str:
        return row["title"] or row["key"]

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        last = str(len(self._entries) + 1)
        return {**row, "position": row["position"] or last, "is_over": row["is_over"] or NO}

    def ended(self, row: Row, on: date) -> Row | None:
        return {**row, "is_over": YES}

    def has_ended(self, change: RowChange) -> bool:
        return change.after["is_over"] == YES

    def wrong(self, given: Given) -> Iterator[Wrong]:
        for change in given.changes:
            _entry, faults = entry_of(self._written(change.after), self.known)
            for column, sentence in faults.items():
                yield Wrong(change.key, column, sentence)
        if self.register.effect == dictionaries.EFFECT:
            yield from self._meant_twice(given.changes)

    def _meant_twice(self, changes: Sequence[RowChange]) -> Iterator[Wrong]:
        """Codes of other systems that would stand for two of ours."""
        rows = {key: entry for key, (entry, _code) in self._entries.items()}
        for change in changes:
            rows[change.after["key"]] = self._changed(rows.get(change.after["key"]), change)
            if self.has_ended(change):
                del rows[change.after["key"]]
        for clash in dictionaries.meant_twice((row.key, row.outcome) for row in rows.values()):
            yield Wrong((clash.entries[-1],), clash.system, clash.sentence)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        rows = {key: entry for key, (entry, _code) in self._entries.items()}
        moved: dict[str, int] = {}
        for change in changes:
            key = change.after["key"]
            if change.before is None or change.before["position"] != change.after["position"]:
                moved[key] = int(change.after["position"])
            rows[key] = self._changed(rows.get(key), change)
            if self.has_ended(change):
                del rows[key]
        draft_register(
            self.register.key,
            _in_order(rows, moved),
            seen=self._version.digest if self._version else "",
            actor=act.actor,
            now=act.now,
        )

    @property
    def _version(self) -> RegisterVersion | None:
        """The draft, else what was published last."""
        return drafted_version(self.register.key) or versions_of(self.register.key).first()

    @cached_property
    def _entries(self) -> dict[str, tuple[EntryRow, str]]:
        """The entries by key in their order, each with the code of its area."""
        entries = entries_of(self._version.pk) if self._version else []
        return {e.key: (as_row(e), e.area.code if e.area else "") for e in entries}

    def _as_row(self, place: int, entry: EntryRow, code: str) -> Row:
        written = row_of(entry, code)
        written |= {name: JOINED.join(written.get(name, "").split("|")) for name in self._many}
        empty = {column.key: "" for column in self.columns}
        return empty | written | {"position": str(place), "is_over": NO}

    def _written(self, row: Row) -> dict[str, str]:
        """The same as forms and entries are read: lists parted by bars, no column of ours."""
        own = {"position", "is_over"}
        said = {name: text for name, text in row.items() if name not in own}
        return said | {name: "|".join(said[name].split(JOINED)) for name in self._many}

    def _changed(self, before: EntryRow | None, change: RowChange) -> EntryRow:
        """The entry as the row has it. What the row leaves as it was is not read anew: not all that
        packs say of an entry is text."""
        entry, _faults = entry_of(self._written(change.after), self.known)
        was = change.before
        if before is None or was is None:
            return replace(entry, entered_by="")
        same = {
            key: value
            for key, value in before.outcome.items()
            if was.get(column_of(key)) == change.after.get(column_of(key))
        }
        return replace(entry, outcome=entry.outcome | same, entered_by=before.entered_by)

    @cached_property
    def _many(self) -> list[str]:
        return [column.key for column in self.columns if column.kind is As.MANY]

    def _columns(self) -> Iterator[Column]:
        hint = _(
            "Its place in the order in which entries are tried; empty for a new one: the last."
        )
        yield Column("position", _("No."), hint, kind=As.NUMBER, is_always_filled=True)
        yield Column(
            "key", _("Key"), _("Small letters, digits and _; it never changes."),
            longest=LONGEST["key"], is_key=True, is_needed=True, example="entry_1",
        )  # fmt: skip
        for name in self.known.columns([entry for entry, _code in self._entries.values()]):
            if name not in ("key", "entered_by"):
                yield self._column(name)
        yield Column("is_over", _("Strike it out"), kind=As.YES_NO, is_always_filled=True)

    def _column(self, name: str) -> Column:
        column = Column(name, label_of(name), hint_of(name), longest=LONGEST.get(name, LONG))
        if name in (*DATES, "by"):
            return replace(column, kind=As.DAY)
        if name == "area":
            return replace(column, refers=AN_AREA)
        if name == "admitted":
            return replace(column, kind=As.YES_NO)
        if choices := self._choices(name):
            kind = As.MANY if name == FEW else As.CHOICE
            return replace(column, kind=kind, choices=choices, is_open=True)
        return replace(column, is_needed=name == "title")

    def _choices(self, name: str) -> Mapping[str, Words]:
        """What can be chosen; where two could be called the same, with the key beside."""
        ours: dict[str, Mapping[str, Words]] = {
            "direction": WAYS,
            "duty": DUTIES,
            "every": {"week": _("every week"), **EVERY_SAID},
        }
        if name in ours:
            return ours[name]
        of = {"kind": "kinds", "nature": "natures", "to_nature": "natures"} | {FEW: FEW}
        named: Mapping[str, str] = getattr(self.known, of[name]) if name in of else {}
        return {key: with_code(words, key) for key, words in named.items()}


def _in_order(rows: Mapping[str, EntryRow], moved: Mapping[str, int]) -> list[EntryRow]:
    """Those that stay one after the other, those that move or come at their places among them."""
    order = [row for key, row in rows.items() if key not in moved]
    for key, place in sorted(moved.items(), key=lambda each: each[1]):
        if key in rows:
            order.insert(place - 1, rows[key])
    return order
