"""The statements that write rows, and the values in them (see `writing`).

No row may be changed by two parts of one statement: PostgreSQL would carry out only one of them.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg.types.numeric import Int8

Model = models.Model
AnyField: TypeAlias = "models.Field[Any, Any]"
Column = tuple[AnyField, type | None]  # a field, and the class of values sent as they are
Insert = tuple[type[Model], bool, int]  # a table, whether keys are given, how many rows
Update = tuple[type[Model], tuple[str, ...]]  # a table, the fields of one row
Places = Iterator[int]

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


@lru_cache(maxsize=512)
def statement(inserts: tuple[Insert, ...], updates: tuple[Update, ...]) -> str:
    """One part for each table and for each changed row; empty when there is nothing to write."""
    places = itertools.count(1)
    parts = [_insert_into(*shape, places) for shape in inserts]
    parts += [_update_of(*shape, places) for shape in updates]
    named = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    return f"WITH {named} {parts[-1]}" if named else "".join(parts)


def _insert_into(table: type[Model], has_key: bool, count: int, places: Places) -> str:
    columns = [f'"{field.column}"' for field, _native in _columns(table, has_key)]
    rows = [f"({', '.join(f'${next(places)}' for _ in columns)})" for _ in range(count)]
    name, listed = table._meta.db_table, ", ".join(columns)
    return f'INSERT INTO "{name}" ({listed}) VALUES {", ".join(rows)}'  # noqa: S608 - our names


def _update_of(table: type[Model], fields: tuple[str, ...], places: Places) -> str:
    *set_, key = [f'"{field.column}" = ${next(places)}' for field, _ in _named(table, fields)]
    return f'UPDATE "{table._meta.db_table}" SET {", ".join(set_)} WHERE {key}'  # noqa: S608 - our names


def values_of_insert(rows: Iterable[Model], table: type[Model], has_key: bool) -> Iterator[Any]:
    """The values of rows of one table, in the order of their places."""
    columns = _columns(table, has_key)
    return itertools.chain.from_iterable(_values(row, columns) for row in rows)


def values_of_update(row: Model, fields: tuple[str, ...]) -> Iterator[Any]:
    """The values of the fields, and the key."""
    return _values(row, _named(type(row), fields))


@lru_cache
def _columns(table: type[Model], has_key: bool) -> list[Column]:
    fields = [field for field in table._meta.concrete_fields if has_key or not field.primary_key]
    return [(field, _native(field)) for field in fields]


@lru_cache(maxsize=512)
def _named(table: type[Model], fields: tuple[str, ...]) -> list[Column]:
    """These fields, and the key at the end."""
    known = {field.attname: field for field in table._meta.concrete_fields}
    chosen = [*(known[name] for name in fields), table._meta.pk]
    return [(field, _native(field)) for field in chosen]


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
            yield field.get_db_prep_save(field.pre_save(row, add=row._state.adding), database)
        elif kind is int:
            yield Int8(value)  # one type, whatever the size: the statement stays the same
        else:
            yield value
