"""Writing what one act adds and changes, rows of any number of tables, in one prepared statement.

The values are those that `Model.save` writes. What `save` does beside that is left out: it sends no
signals, looks for no row to update, and keys have to be known before (see `reserve`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from yiwang.foundation.configuration.kept import confirm
from yiwang.foundation.prepared import prepared
from yiwang.foundation.row_statements import document_of_insert, statement, values_of_update

Changed = tuple[Model, set[str]]  # a row, and the names of its fields


@dataclass
class Pending:
    """What an act will have written at its end: rows to add, and fields of rows to change.

    Until then the database knows nothing of it: read the rows, not the database.
    """

    added: list[Model] = field(default_factory=list)
    _changed: dict[tuple[type[Model], object], Changed] = field(default_factory=dict)

    def add(self, *rows: Model) -> None:
        """A row without a key gets one from the database and is not told it."""
        self.added += rows

    def change(self, row: Model, *fields: str) -> None:
        """`fields` are named as in the row's attributes: `post_id`. Values are read at the end."""
        if row._state.adding:
            return
        known, changed = self._changed.setdefault((type(row), row.pk), (row, set()))
        assert known is row, "two copies of one row cannot be written together"
        changed.update(fields)

    def write(self) -> None:
        """Write everything, all or nothing."""
        inserts, updates = _grouped(self.added), _alike(self._changed.values())
        sql = statement(
            tuple(inserts), tuple((*shape, len(rows) > 1) for shape, rows in updates.items())
        )
        values = [
            *(document_of_insert(rows, *shape) for shape, rows in inserts.items()),
            *chain.from_iterable(
                values_of_update(rows, shape[1]) for shape, rows in updates.items()
            ),
        ]
        if sql:
            with prepared() as cursor:
                cursor.execute(sql, values)
        for row in self.added:
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert(rows: Iterable[Model]) -> None:
    """Write new rows at once."""
    Pending(list(rows)).write()


def update(row: Model, *fields: str) -> None:
    """Write some fields of a row at once."""
    pending = Pending()
    pending.change(row, *fields)
    pending.write()


def write_together(acts: Iterable[Pending]) -> None:
    """Write what several acts of different rows add and change: everything, all or nothing."""
    whole = Pending()
    for act in acts:
        whole.added += act.added
        whole._changed |= act._changed
    whole.write()


def reserve(*sources: type[Model] | str) -> list[int]:
    """An id of each of these tables, or the next number of a sequence, that nobody else will get.

    Answered in their order; ids of one table come in ascending order. It also shows whether the
    configuration still is what the act has looked at (see `drawing_first`).
    """
    drawn = draw(*sources)
    confirm(drawn.state)
    return drawn.ids


class Drawn(NamedTuple):
    """Ids that are reserved, and the number of the configuration's state at that moment."""

    state: int
    ids: list[int]


def draw(*sources: type[Model] | str) -> Drawn:
    """What `reserve` does, in one statement, for a caller who looks at the state itself."""
    is_alone = not connections[DEFAULT_DB_ALIAS].in_atomic_block
    with prepared() as cursor:
        cursor.execute(_reservation(sources, is_alone=is_alone))
        number, *ids = cursor.fetchone()
    return Drawn(number, ids)


def _grouped(rows: Iterable[Model]) -> dict[tuple[type[Model], bool], list[Model]]:
    groups: dict[tuple[type[Model], bool], list[Model]] = {}
    for row in rows:
        groups.setdefault((type(row), row.pk is not None), []).append(row)
    return groups


def _alike(changed: Iterable[Changed]) -> dict[tuple[type[Model], tuple[str, ...]], list[Model]]:
    """The changed rows by table and fields."""
    groups: dict[tuple[type[Model], tuple[str, ...]], list[Model]] = {}
    for row, fields in changed:
        groups.setdefault((type(row), tuple(sorted(fields))), []).append(row)
    return groups


@lru_cache
def _reservation(sources: tuple[type[Model] | str, ...], *, is_alone: bool) -> str:
    drawn = [f"nextval('{_sequence(source)}')" for source in sources]
    # An id is of use only to who writes it down later, and the disk has what was drawn before it
    # has what is written: a drawing that is a transaction by itself need not wait for the disk.
    unhurried = ", set_config('synchronous_commit', 'off', true)" if is_alone else ""
    return f"SELECT number, {', '.join(drawn)} FROM configuration_state{unhurried}"  # noqa: S608 - our names


def _sequence(source: type[Model] | str) -> str:
    """As PostgreSQL names the sequence of a table's key when it makes it."""
    if isinstance(source, str):
        return source
    return f"{source._meta.db_table}_{source._meta.pk.column}_seq"
