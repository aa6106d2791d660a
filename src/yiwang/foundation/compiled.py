"""Reads whose statement Django makes once in each process, and the database plans once.

Building a statement from a queryset costs several times what reading a few rows by their key does.
For reads that every act makes; all others are plain querysets.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet, Value
from django.db.models.query import get_related_populators
from psycopg.types.numeric import Int8

from yiwang.foundation.prepared import prepared

M = TypeVar("M", bound=Model)
LARGEST = 2**63 - 1  # of a bigint
Argument = Any  # what a lookup of the queryset takes: a key, a day; never None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an argument goes, by its number."""

    number: int


def compiled(build: Callable[..., QuerySet[M]]) -> Callable[..., list[M]]:
    """What the queryset finds for any arguments, which `build` may only use as values of lookups.

    Rows are whole models, with what `select_related` names; prefetching and annotations are left
    out. Arguments go by position; a number beyond what the database can hold finds nothing.
    """

    @cache
    def read(count: int) -> _Read:
        return _Read(build(*(Value(_Place(number)) for number in range(count))))

    @wraps(build)
    def find(*arguments: Argument) -> list[M]:
        if any(type(each) is int and abs(each) > LARGEST for each in arguments):
            return []
        known = read(len(arguments))
        with prepared() as cursor:
            cursor.execute(known.sql, known.values(arguments))
            return list(known.models(cursor.fetchall()))

    return find


class _Read:
    """A statement, its values with places for arguments, and how its rows become models."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._compiler = compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, self._values = compiler.as_sql()
        self.sql = _numbered(sql)
        described, columns = compiler.klass_info, compiler.select
        fields = described["select_fields"]
        self._model: type[Model] = described["model"]
        self._own = slice(fields[0], fields[-1] + 1)
        self._names = [column[0].target.attname for column in columns[self._own]]
        self._related = get_related_populators(described, columns, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of a later Django
        self._converters = compiler.get_converters([column[0] for column in columns])

    def values(self, arguments: Sequence[Argument]) -> list[Any]:
        chosen = (
            arguments[value.number] if isinstance(value, _Place) else value
            for value in self._values
        )
        return [Int8(value) if type(value) is int else value for value in chosen]

    def models(self, rows: Iterable[Any]) -> Iterator[Any]:
        """As a queryset makes them."""
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        for row in rows:
            model = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._own])
            for populator in self._related:
                populator.populate(row, model)
            yield model


def _numbered(sql: str) -> str:
    first, *others = sql.split("%s")
    parts = [first, *(f"${number}{text}" for number, text in enumerate(others, start=1))]
    return "".join(parts).replace("%%", "%")
