"""A kind of list as the app that owns it describes it: its columns, what is in it, who may change
it, what has to hold beyond single cells, and how changes are written. Everything else (templates,
tables out and in, comparing, forms) is done once for all of them."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import NO, YES, Column, Words

Key = tuple[str, ...]
Row = Mapping[str, str]  # column -> canonical value; columns that are for reading too


class What(StrEnum):
    """What happens to a row."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row as it is and as it would be. `number` is its row in the file; 0: in none."""

    number: int
    key: Key
    before: Row | None
    after: Row
    what: What


@dataclass(frozen=True, slots=True)
class Act:
    """Whose change it is. `upload` is the table it is part of; None: a form."""

    actor: Actor
    now: datetime
    on: date
    upload: int | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a row: at a column, or with the row as a whole. What does not stop the
    table is shown beside what would change, for whoever applies it to decide."""

    key: Key
    column: str  # its key, or empty
    sentence: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be: the changes, for whom and on which day."""

    changes: Sequence[RowChange]
    on: date
    actor: Actor


class SheetKind(ABC):
    """One kind of list."""

    key: str  # in addresses and file names
    title: Words
    about: ClassVar[Words]  # one or two sentences on what stands in it
    icon: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    subject: ClassVar[str]  # of its records: "organizations.organization"
    may_end: ClassVar[bool] = True  # a row can be ended
    may_change: ClassVar[bool] = True  # a row that is there can be changed
    applied: ClassVar[Words] = gettext_lazy(
        "Applied. Every row tells in its history what was changed."
    )

    @cached_property
    def key_columns(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns if column.is_key)

    @cached_property
    def written_columns(self) -> tuple[Column, ...]:
        """Those that are read back."""
        return tuple(column for column in self.columns if not column.is_for_reading)

    def key_of(self, row: Row) -> Key:
        return tuple(row.get(name, "") for name in self.key_columns)

    def called(self, row: Row) -> str:
        """What a row is called in a sentence: where it names others, by their names if it has them
        (`<column>_name`, see `names.py`)."""
        named = (row.get(f"{name}_name") or row.get(name, "") for name in self.key_columns)
        return row.get("name") or " · ".join(filter(None, named))

    @abstractmethod
    def keeping(self, actor: Actor, on: date) -> Actor:
        """The actor in the capacity in which they keep this list. Refuses the others."""

    @abstractmethod
    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        """The rows that are in force, all or those with these keys, in their order."""

    @abstractmethod
    def count(self) -> int:
        """How many rows are in force."""

    @abstractmethod
    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        """So many rows that hold these words, after the one with this mark (see `mark_of`)."""

    @abstractmethod
    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        """Write the changes and record each. The rows are checked."""

    @abstractmethod
    def record_id(self, key: Key) -> int | None:
        """Under which number the record tells of the row with this key."""

    def record_ids(self, keys: Collection[Key]) -> dict[Key, int]:
        """The same for several, of those that have one."""
        found = {key: self.record_id(key) for key in keys}
        return {key: pk for key, pk in found.items() if pk is not None}

    def rows_for(self, actor: Actor, on: date) -> Iterable[Row]:
        """The rows in force that this actor may take along."""
        return self.rows()

    def mark_of(self, row: Row) -> str:
        """Where the next page goes on."""
        return "\t".join(self.key_of(row))

    def as_kept(self, values: dict[str, str]) -> dict[str, str]:
        """What was read of a row, in the columns that the table has, the way it is kept."""
        return values

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        """A new row with what goes without saying."""
        return row

    def ended(self, row: Row, on: date) -> Row | None:
        """The row as it is when it has ended on this day; None: nothing to end."""
        return None

    def has_ended(self, change: RowChange) -> bool:
        """Whether this change ends the row."""
        return False

    def wrong(self, given: Given) -> Iterator[Wrong]:
        """What must not be, beyond single cells (scope, order of days, cycles), and what may be and
        is better looked at first."""
        return iter(())


class EndedByAYes(SheetKind):
    """A list in which a row ends today by a yes in the column `is_over`."""

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        return {**row, "is_over": row["is_over"] or NO}

    def ended(self, row: Row, on: date) -> Row | None:
        return {**row, "is_over": YES}

    def has_ended(self, change: RowChange) -> bool:
        return change.after["is_over"] == YES
