"""Statements that the database parses and plans once per connection, for those sent with every act.

Django's own cursors send each statement with its values written in, to be parsed anew every time.
Behind a pooler that does not carry prepared statements, `YIWANG_PREPARE=0` turns this off: the same
statements are then sent whole.
"""

from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from psycopg import RawCursor
from psycopg._preparing import Prepare
from psycopg._queries import PostgresQuery
from psycopg.abc import Params


class _PreparedCursor(RawCursor[Any]):  # Any: rows as Django reads them
    """Prepares at the first execution, if the connection prepares at all."""

    def execute(
        self,
        query: Any,  # Any: psycopg has an overload for each kind of query
        params: Params | None = None,
        *,
        prepare: bool | None = True,
        binary: bool | None = None,
    ) -> Self:
        return super().execute(query, params, prepare=prepare, binary=binary)

    def _get_prepared(
        self, pgq: PostgresQuery, prepare: bool | None = None
    ) -> tuple[Prepare, bytes]:
        self._query = pgq  # psycopg forgets it once prepared, and Django logs what it finds here
        return super()._get_prepared(pgq, prepare)


def prepared() -> CursorWrapper:
    """A cursor for statements with `$1`, `$2` for values; logged and counted like Django's own.

    Write `$1::bigint` where the server would have to guess the type of a value.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    wrap = database.make_debug_cursor if database.queries_logged else database.make_cursor
    return wrap(_PreparedCursor(database.connection))  # type: ignore[arg-type]  # they wrap any
