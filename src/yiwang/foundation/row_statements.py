"""The statements that write rows, and the values in them (see `writing`).

New rows of one table go as one JSON document, so that a statement is the same for any number of
them: the database plans it once, and nothing has to be said of the type of each value.

No row may be changed by two parts of one statement: PostgreSQL would carry out only one of them.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

import orjson
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils.functional import Promise
from psycopg.types.numeric import Int8

Model = models.Model
AnyField: TypeAlias = "models.Field[Any, Any]"
Insert = tuple[type[Model], bool]  # a table, whether keys are given
Update = tuple[type[Model], tuple[str, ...], bool]  # a table, fields, whether of many rows
Places = Iterator[int]


@lru_cache(maxsize=512)
def statement(inserts: tuple[Insert, ...], updates: tuple[Update, ...]) -> str:
    """One part for each table and for each changed row; empty when there is nothing to write."""
    places = itertools.count(1)
    parts = [_insert_into(*shape, places) for shape in inserts]
    parts += [_update_of(*shape, places) for shape in updates]
    named = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    return f"WITH {named} {parts[-1]}" if named else "".join(parts)


def _insert_into(table: type[Model], has_key: bool, places: Places) -> str:
    columns = ", ".join(f'"{column}"' for column in _columns(table, has_key))
    name = table._meta.db_table
    given = f'json_populate_recordset(NULL::"{name}", ${next(places)}::json)'
    return f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM {given}'  # noqa: S608 - our names


def _update_of(table: type[Model], fields: tuple[str, ...], are_many: bool, places: Places) -> str:
    name, *columns = table._meta.db_table, *(str(each.column) for each in _named(table, fields))
    if not are_many:
        *set_, key = [f'"{column}" = ${next(places)}' for column in columns]
        return f'UPDATE "{name}" SET {", ".join(set_)} WHERE {key}'  # noqa: S608 - our names
    *set_, key = [f'"{column}" = given."{column}"' for column in columns]
    given = f'json_populate_recordset(NULL::"{name}", ${next(places)}::json) given'
    return f'UPDATE "{name}" SET {", ".join(set_)} FROM {given} WHERE "{name}".{key}'  # noqa: S608 - our names


def document_of_insert(rows: Iterable[Model], table: type[Model], has_key: bool) -> str:
    """The rows of one table as JSON."""
    columns = _columns(table, has_key)
    given = [vars(row) for row in rows]
    return _as_json([{column: row[name] for column, name in columns.items()} for row in given])


def values_of_update(rows: Sequence[Model], fields: tuple[str, ...]) -> Iterator[Any]:
    """The values of the fields, and the key; of many rows all as JSON."""
    named = _named(type(rows[0]), fields)
    if len(rows) > 1:
        yield _as_json(
            [{field.column: getattr(row, field.attname) for field in named} for row in rows]
        )
        return
    database = connections[DEFAULT_DB_ALIAS]
    for field in named:
        value = getattr(rows[0], field.attname)
        if type(value) is int:
            yield Int8(value)  # one type, whatever the size: the statement stays the same
        else:
            yield field.get_db_prep_save(value, database)


@lru_cache
def _columns(table: type[Model], has_key: bool) -> dict[str, str]:
    """Column -> attribute."""
    fields = [field for field in table._meta.concrete_fields if has_key or not field.primary_key]
    return {str(field.column): field.attname for field in fields}


@lru_cache(maxsize=512)
def _named(table: type[Model], fields: tuple[str, ...]) -> list[AnyField]:
    """These fields, and the key at the end."""
    known = {field.attname: field for field in table._meta.concrete_fields}
    return [*(known[name] for name in fields), table._meta.pk]


def _as_text(value: object) -> str:
    """A value that JSON does not know, as PostgreSQL reads it."""
    write = _TEXTS.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, Promise):  # words in the reader's language
        return str(value)
    raise TypeError(f"{type(value).__name__} is not written here")


_TEXTS: dict[type, Callable[[Any], str]] = {
    Decimal: str,
    bytes: lambda value: f"\\x{value.hex()}",
}


def _as_json(rows: Sequence[object]) -> str:
    """Moments, days and UUIDs as RFC 3339 and RFC 9562 write them; PostgreSQL reads both."""
    return orjson.dumps(rows, default=_as_text, option=orjson.OPT_NON_STR_KEYS).decode()
