"""Inserting what one act adds, rows of any number of tables, in one prepared statement.

The values are those that `Model.save` writes. What `save` does beside that is left out: it sends no
signals, looks for no row to update, and keys have to be known before (see `reserve`).
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg.types.numeric import Int8

from yiwang.foundation.prepared import prepared

Model = models.Model
AnyField: TypeAlias = "models.Field[Any, Any]"
Column = tuple[AnyField, type | None]  # a field, and the class of values sent as they are
Shape = tuple[type[Model], bool, int]  # a table, whether keys are given, how many rows

# Kinds of fields whose values of this very class are sent as they are; all others are converted.
NATIVE: dict[type[AnyField], type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.FloatField: float,
    models.BigAutoField: int,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}


def reserve(*sources: type[Model] | str) -> list[int]:
    """An id of each of these tables, or the next number of a sequence, that nobody else will get.

    One statement, answered in their order; ids of one table come in ascending order.
    """
    with prepared() as cursor:
        cursor.execute(_reservation(sources))
        return list(cursor.fetchone())


def insert(rows: Iterable[Model]) -> None:
    """Write new rows, in one statement whatever their tables and their order.

    A row without a key gets one from the database and is not told it.
    """
    groups: dict[tuple[type[Model], bool], list[Model]] = {}
    for row in rows:
        groups.setdefault((type(row), row.pk is not None), []).append(row)
    shapes = tuple((*kind, len(group)) for kind, group in groups.items())
    values = [
        value
        for kind, group in groups.items()
        for row in group
        for value in _values(row, _columns(*kind))
    ]
    if shapes:
        with prepared() as cursor:
            cursor.execute(_statement(shapes), values)
    for row in itertools.chain.from_iterable(groups.values()):
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache
def _reservation(sources: tuple[type[Model] | str, ...]) -> str:
    drawn = [f"nextval('{_sequence(source)}')" for source in sources]
    return f"SELECT {', '.join(drawn)}"


def _sequence(source: type[Model] | str) -> str:
    """As PostgreSQL names the sequence of a table's key when it makes it."""
    if isinstance(source, str):
        return source
    return f"{source._meta.db_table}_{source._meta.pk.column}_seq"


@lru_cache(maxsize=512)
def _statement(shapes: tuple[Shape, ...]) -> str:
    """One INSERT for each table; all but the last are parts of it."""
    places = itertools.count(1)
    *others, last = [_insert_into(*shape, places) for shape in shapes]
    parts = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(others))
    return f"WITH {parts} {last}" if parts else last


def _insert_into(table: type[Model], has_key: bool, count: int, places: Iterator[int]) -> str:
    columns = [f'"{field.column}"' for field, _native in _columns(table, has_key)]
    rows = [f"({', '.join(f'${next(places)}' for _ in columns)})" for _ in range(count)]
    name, listed = table._meta.db_table, ", ".join(columns)
    return f'INSERT INTO "{name}" ({listed}) VALUES {", ".join(rows)}'  # noqa: S608 - our names


@lru_cache
def _columns(table: type[Model], has_key: bool) -> list[Column]:
    fields = [field for field in table._meta.concrete_fields if has_key or not field.primary_key]
    return [(field, _native(field)) for field in fields]


def _native(field: AnyField) -> type | None:
    if isinstance(field, models.ForeignKey):
        return _native(field.target_field)
    if isinstance(field, models.DateTimeField):
        return None if field.auto_now or field.auto_now_add else datetime
    return NATIVE.get(type(field))


def _values(row: Model, columns: list[Column]) -> Iterator[Any]:  # Any: what psycopg takes
    given, database = vars(row), connections[DEFAULT_DB_ALIAS]
    for field, native in columns:
        value = given[field.attname]
        kind = type(value)
        if value is None and native:
            yield None
        elif kind is not native or (kind is datetime and value.tzinfo is None):
            yield field.get_db_prep_save(field.pre_save(row, add=True), database)
        elif kind is int:
            yield Int8(value)  # one type, whatever the size: the statement stays the same
        else:
            yield value
