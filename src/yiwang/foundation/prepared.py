"""Statements that the database parses and plans once per connection, for those sent with every act.

Django's own cursors send each statement with its values written in, to be parsed anew every time.
Behind a pooler that does not carry prepared statements, `YIWANG_PREPARE=0` turns this off: the same
statements are then sent whole.
"""

from typing import Any, Self

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg._preparing import Prepare
from psycopg._queries import PostgresQuery
from psycopg.abc import Params


class _PreparedCursor(Cursor[Any]):  # Any: rows as Django reads them
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
    """A cursor for statements with `%s` for values; logged and counted like any other of Django's.

    The server sees the values' types before their place: write `%s::bigint` where it has to guess.
    """
    connection.ensure_connection()
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(_PreparedCursor(connection.connection))  # type: ignore[arg-type]  # they wrap any
