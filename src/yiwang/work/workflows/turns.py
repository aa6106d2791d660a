"""Whose time it is: the sweep of the present rests while a rehearsal plays the past.

The clocks of a rehearsed case were due long ago by the present clock. Swept by it, they would all
expire before those who play had their turn. The lock is one of the database, so that it holds for
every process and is gone with the one that held it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TIME = 0x5957  # the number of the lock, one of our own


@contextmanager
def past_time() -> Iterator[None]:
    """For who plays the past: waits for a sweep under way, and keeps others from beginning."""
    _lock("pg_advisory_lock")
    try:
        yield
    finally:
        _lock("pg_advisory_unlock")


@contextmanager
def present_time() -> Iterator[bool]:
    """For the sweep of the present: whether it may begin; several may side by side."""
    is_ours = _lock("pg_try_advisory_lock_shared")
    try:
        yield is_ours
    finally:
        if is_ours:
            _lock("pg_advisory_unlock_shared")


def _lock(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({TIME})")
        return cursor.fetchone()[0] is True
