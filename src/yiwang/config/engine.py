"""The database engine: PostgreSQL from the wheel under `YIWANG_HOME`, unless `DATABASE_URL` is set.

Every command that needs the engine holds a shared lock while it runs, and the last one to leave
stops the engine. `yiwang run` also owns the folder, so that a second one is refused.
Locks are the kernel's: a killed process leaves none behind, and the next command adopts the
engine it left running, or lets PostgreSQL recover.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from yiwang.config.postgres import Cluster, EngineFailed

DATABASE = "yiwang"

__all__ = ["Engine", "EngineFailed", "EngineInUse", "engine", "owned"]


class EngineInUse(Exception):
    """Another process owns this installation's folder."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine: its address, and its cluster when it is the embedded one."""

    address: str
    cluster: Cluster | None = None

    def revive(self) -> None:
        """Start the embedded server again if it ended by itself, say, killed for want of memory."""
        if self.cluster and not self.cluster.is_running():
            _start(self.cluster)


@contextmanager
def engine(home: Path) -> Iterator[Engine]:
    """Yield a running engine and export its address as `DATABASE_URL`."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield Engine(given)
        return
    cluster = Cluster(home / "postgres")
    with (home / "engine.lock").open("a+") as presence:
        fcntl.flock(presence, fcntl.LOCK_SH)
        try:
            _start(cluster)
            os.environ["DATABASE_URL"] = address = cluster.address(DATABASE)
            yield Engine(address, cluster)
        finally:
            os.environ.pop("DATABASE_URL", None)
            _stop_if_last(cluster, presence)


@contextmanager
def owned(home: Path) -> Iterator[None]:
    """Be the one process that serves this folder. Raises EngineInUse when another one does.

    With `DATABASE_URL` nothing in the folder needs an owner: many may serve one database.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with (home / "owner.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EngineInUse(_in_use(home, lock)) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _in_use(home: Path, lock: IO[str]) -> str:
    lock.seek(0)
    return (
        f"{home} is already served by process {lock.read().strip() or '?'}. "
        "Stop that one first, or give this one a folder of its own with YIWANG_HOME."
    )


def _start(cluster: Cluster) -> None:
    with (cluster.data.parent / "start.lock").open("a+") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        cluster.start()
        with psycopg.connect(cluster.address("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")


def _stop_if_last(cluster: Cluster, presence: IO[str]) -> None:
    try:
        fcntl.flock(presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    cluster.stop()
