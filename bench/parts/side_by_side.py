"""Two databases of one engine with the same territory, one with few facts and one with many, asked
by turns: what else the machine does then disturbs both alike."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

from bench.parts.many_facts import look_at_some_types, make

ALIAS = "default"
MADE = "CREATE TABLE IF NOT EXISTS bench_made (cases bigint)"


class SideBySide:
    """Databases by how many facts they hold; those that were made before are used again."""

    def __init__(self, territory: Callable[[], None]) -> None:
        from yiwang.structure.territory.models import Net

        look_at_some_types()
        self._empty = connections.settings[ALIAS]
        self._opened: dict[int, Any] = {}
        if not Net.objects.exists():
            territory()

    def prepare(self, cases: int) -> None:
        """A database with so many facts, unless there is one; its schema is the present one."""
        from yiwang.config.schema import bring_up_to_date

        self._copy(f"facts_{cases}")
        with self.using(cases):
            bring_up_to_date()
            _fill(cases)

    @contextmanager
    def using(self, cases: int) -> Iterator[None]:
        """What is asked within the block is asked of this database."""
        before = connections[ALIAS]
        connections.settings[ALIAS] = {**self._empty, "NAME": f"facts_{cases}"}
        if cases not in self._opened:
            self._opened[cases] = connections.create_connection(ALIAS)
        connections[ALIAS] = self._opened[cases]
        try:
            yield
        finally:
            connections[ALIAS], connections.settings[ALIAS] = before, self._empty

    def close(self) -> None:
        """Leave no connection open: the engine is to stop."""
        for each in self._opened.values():
            each.close()

    def _copy(self, name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return
            empty = connection.settings_dict["NAME"]
        connection.close()  # what is copied may not be in use
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {empty}")


def _fill(cases: int) -> None:
    """The facts, if this was not done to the end before; else what cells are kept of since."""
    from yiwang.insight.measures.type_sets import follow_the_sets

    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = 0; {MADE}")
        cursor.execute("SELECT count(*) FROM bench_made")
        if cursor.fetchone() != (0,):
            follow_the_sets()
            return
        began = time.monotonic()
        make(cases)
        cursor.execute("INSERT INTO bench_made VALUES (%s)", [cases])
        print(f"{cases:,} facts and their cells made in {time.monotonic() - began:.0f} s")


class Spent:
    """Milliseconds that a question took: on the wall, and of the processor, here and in the
    process of the database that answers."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._path = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def on(self, ask: Callable[[], Any]) -> tuple[float, float]:
        """Asked once before: what is kept in this process is of one database at a time."""
        ask()
        wall, used = time.perf_counter(), self._used()
        ask()
        return (time.perf_counter() - wall) * 1_000, (self._used() - used) / 1_000_000

    def _used(self) -> int:
        return time.thread_time_ns() + int(self._path.read_text().split()[0])


def read(ask: Callable[[], Any]) -> tuple[int, int]:
    """How many rows and how many blocks of tables and indexes its statements read."""
    told: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        told.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    rows = blocks = 0
    with connection.cursor() as cursor:
        for sql, params in told:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0][0]
            rows += _rows(plan["Plan"])
            blocks += plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
    return rows, blocks


def _rows(plan: dict[str, Any]) -> int:
    """Of the nodes that have none below them."""
    if "Plans" in plan:
        return sum(map(_rows, plan["Plans"]))
    return int(plan["Actual Rows"] * plan["Actual Loops"])
