"""Bringing the database's schema up to date: migrations, and the table of the cache."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LOCK = 0x5C4E


def bring_up_to_date() -> None:
    """Safe to repeat and to do at once from several processes; quick when nothing is new."""
    if not waiting_migrations():
        return
    with _alone():
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=0)


def waiting_migrations() -> list[str]:
    """The migrations that the database has not had yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time, and as long as it takes: a migration knows no statement timeout."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            cursor.execute("RESET statement_timeout; RESET lock_timeout")
