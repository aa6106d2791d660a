"""An installation for practice: a folder, a database and keys of its own beside those of the real
one, and marked as such, so that neither is ever taken for the other.

Its folder is `practice` in that of the real one. Its database is the embedded one of that folder,
unless `YIWANG_PRACTICE_DATABASE_URL` names another; what the real one sends by is not passed on.
"""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import click
import psycopg
from psycopg.sql import SQL, Literal

FOLDER, MARK, PORT = "practice", "this-is-practice", "8001"
PURPOSE = "yiwang practice"  # the comment on the schema of its database
OF_THE_REAL_ONE = {  # what is never passed on
    *("DATABASE_URL", "YIWANG_SECRET_DJANGO", "YIWANG_SECRET_CONTACTS", "YIWANG_MAIL"),
    *("YIWANG_MAIL_FROM", "YIWANG_SMS_URL", "YIWANG_SMS_BODY", "YIWANG_SMS_AUTHORIZATION"),
    *("YIWANG_WEBHOOK_HOSTS", "YIWANG_ADDRESS", "YIWANG_ORIGINS", "YIWANG_PRACTICE_ADDRESS"),
}
THROWN_AWAY = ("files", "tiles")  # folders; keys stay


def is_practice(home: Path) -> bool:
    """Whether this folder is that of a practice installation."""
    return (home / MARK).exists()


def environment_of_practice(given: Mapping[str, str], real_home: Path) -> dict[str, str]:
    """The environment of the practice installation beside the real one in this folder, which it
    makes and marks."""
    folder = real_home / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / MARK).touch()
    env = {name: text for name, text in given.items() if name not in OF_THE_REAL_ONE}
    env |= {"YIWANG_HOME": str(folder), "YIWANG_PORT": given.get("YIWANG_PRACTICE_PORT", PORT)}
    if database := given.get("YIWANG_PRACTICE_DATABASE_URL"):
        env["DATABASE_URL"] = database
    if address := given.get("YIWANG_PRACTICE_ADDRESS"):
        parts = urlsplit(address)
        env |= {"YIWANG_ADDRESS": address, "YIWANG_ORIGINS": f"{parts.scheme}://{parts.netloc}"}
        env["YIWANG_HOSTS"] = f"{parts.hostname},localhost,127.0.0.1"
    return env


def pack_of(database: str) -> str:
    """The pack that a database has, read without changing anything; empty where none answers."""
    if not database:
        return ""
    with suppress(psycopg.Error), psycopg.connect(database, connect_timeout=3) as connection:
        connection.read_only = True
        newest = connection.execute(
            "SELECT key FROM packs_installedpack ORDER BY installed_at DESC LIMIT 1"
        ).fetchone()
        return str(newest[0]) if newest else ""
    return ""


def check_purpose(database: str, *, is_for_practice: bool) -> None:
    """Refuse to practise on a real database, and to work on one for practice. Marks an empty one
    that is to be practised on."""
    with psycopg.connect(database, autocommit=True) as connection:
        row = connection.execute(_LOOK).fetchone()
        purpose, is_empty = row or ("", True)
        if is_for_practice and is_empty and purpose != PURPOSE:
            connection.execute(_MARK)
        elif is_for_practice != (purpose == PURPOSE):
            raise click.ClickException(_REAL if is_for_practice else _PRACTICE)


def throw_away(database: str, home: Path) -> None:
    """Everything that was tried: the whole schema and all files. Refuses any other database and
    folder than those that are marked."""
    check_purpose(database, is_for_practice=True)
    if not is_practice(home):
        raise click.ClickException(_REAL)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("SET statement_timeout = 0")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        connection.execute(_MARK)
    for name in THROWN_AWAY:
        shutil.rmtree(home / name, ignore_errors=True)


_MARK = SQL("COMMENT ON SCHEMA public IS {}").format(Literal(PURPOSE))
_LOOK = """
    SELECT obj_description('public'::regnamespace, 'pg_namespace'),
           NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""
_REAL = "This database is not one for practice. Give practice a database of its own."
_PRACTICE = "This database is one for practice: nothing in it counts. Start it with --practice."
