"""Databases for tests: a template with the schema and `testland`, and quick clones of it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

TEMPLATE = "yiwang_template"
EMPTY = "yiwang_empty"  # the schema, and nothing in it
INSTALLED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TESTLAND = Path(__file__).parent / "testland"


def wait_for_no_disk() -> None:
    """What is written to this engine need not outlive a power cut, only killed processes.

    The kernel writes it when it likes; making and cloning databases is several times quicker.
    """
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def let_transactions_wait() -> None:
    """A test is one transaction: what the program works out between two of its own, it waits for,
    and on a busy machine that is longer than the engine lets a transaction of ours be idle."""
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute("ALTER ROLE ALL SET idle_in_transaction_session_timeout = 0")


def prepare_template() -> None:
    """Install `testland` into a clone of the migrated database, once per run.

    What was kept is asked whether it lacks a migration: a database is not believed for its name.
    """

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    if not exists(EMPTY):
        _admin("CREATE DATABASE {}", EMPTY)
    migrate()
    clone(EMPTY, TEMPLATE)
    connect_to(TEMPLATE)
    if (TESTLAND / "pack.toml").exists():
        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.packs.actions import install_pack

        install_pack(TESTLAND, actor=SYSTEM, now=INSTALLED_AT)
    _close_ours()


def migrate() -> None:
    """Bring the empty database to today's schema."""
    import django

    django.setup()
    from yiwang.config.schema import bring_up_to_date

    connect_to(EMPTY)
    bring_up_to_date()
    _close_ours()


def make_migrated() -> None:
    """An engine of its own, under `YIWANG_HOME`, with the empty database in it."""
    from yiwang.config.engine import engine
    from yiwang.config.home import home

    os.environ.pop("DATABASE_URL", None)
    with engine(home()):
        wait_for_no_disk()
        _admin("CREATE DATABASE {}", EMPTY)
        migrate()


@contextmanager
def cloned(name: str, template: str = TEMPLATE) -> Iterator[str]:
    """A copy of the template, dropped afterwards even while others are still connected."""
    clone(template, name)
    try:
        yield name
    finally:
        _close_ours()
        _admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def clone(template: str, name: str) -> None:
    """A copy that stays for the rest of the run."""
    _admin("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)


def exists(name: str) -> bool:
    """Whether there is a database of this name."""
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def connect_to(name: str) -> None:
    """Make this process's Django use the named database from now on."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def address_of(name: str) -> str:
    """The address of a database of this engine, as `DATABASE_URL` takes it."""
    address = os.environ["DATABASE_URL"]
    before, _, options = address.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{options}"


def fresh_name() -> str:
    return f"test_{uuid4().hex[:12]}"


def _admin(statement: str, *names: str) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _close_ours() -> None:
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    make_migrated() if sys.argv[1:] == ["migrated"] else prepare_template()
