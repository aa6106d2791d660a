"""Writing what one act adds and changes, rows of any number of tables, in one prepared statement.

The values are those that `Model.save` writes. What `save` does beside that is left out: it sends no
signals, looks for no row to update, and keys have to be known before (see `reserve`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from yiwang.foundation.prepared import prepared
from yiwang.foundation.row_statements import statement, values_of_insert, values_of_update

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
        inserts = _grouped(self.added)
        updates = [(row, tuple(sorted(fields))) for row, fields in self._changed.values()]
        sql = statement(
            tuple((*kind, len(rows)) for kind, rows in inserts.items()),
            tuple((type(row), fields) for row, fields in updates),
        )
        values = [
            *(values_of_insert(rows, *kind) for kind, rows in inserts.items()),
            *(values_of_update(row, fields) for row, fields in updates),
        ]
        if sql:
            with prepared() as cursor:
                cursor.execute(sql, list(chain.from_iterable(values)))
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


def reserve(*sources: type[Model] | str) -> list[int]:
    """An id of each of these tables, or the next number of a sequence, that nobody else will get.

    One statement, answered in their order; ids of one table come in ascending order.
    """
    with prepared() as cursor:
        cursor.execute(_reservation(sources))
        return list(cursor.fetchone())


def _grouped(rows: Iterable[Model]) -> dict[tuple[type[Model], bool], list[Model]]:
    groups: dict[tuple[type[Model], bool], list[Model]] = {}
    for row in rows:
        groups.setdefault((type(row), row.pk is not None), []).append(row)
    return groups


@lru_cache
def _reservation(sources: tuple[type[Model] | str, ...]) -> str:
    drawn = [f"nextval('{_sequence(source)}')" for source in sources]
    return f"SELECT {', '.join(drawn)}"


def _sequence(source: type[Model] | str) -> str:
    """As PostgreSQL names the sequence of a table's key when it makes it."""
    if isinstance(source, str):
        return source
    return f"{source._meta.db_table}_{source._meta.pk.column}_seq"
