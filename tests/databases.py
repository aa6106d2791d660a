"""Databases for tests: a template with the schema and `testland`, and quick clones of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

TEMPLATE = "yiwang_template"
INSTALLED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TESTLAND = Path(__file__).parent / "testland"


def prepare_template() -> None:
    """Migrate the template and install `testland` into it, once per run."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    _admin("CREATE DATABASE {}", TEMPLATE)
    django.setup()
    from yiwang.config.schema import bring_up_to_date

    connect_to(TEMPLATE)
    bring_up_to_date()
    if (TESTLAND / "pack.toml").exists():
        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.packs.actions import install_pack

        install_pack(TESTLAND, actor=SYSTEM, now=INSTALLED_AT)
    _close_ours()


@contextmanager
def cloned(name: str, template: str = TEMPLATE) -> Iterator[str]:
    """A copy of the template, dropped afterwards even while others are still connected."""
    _admin("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
    try:
        yield name
    finally:
        _close_ours()
        _admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


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
    prepare_template()
