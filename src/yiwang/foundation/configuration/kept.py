"""Keeping what was read of the configuration until any of it changes.

A kept function costs one small query a call, to see whether the configuration is still in the state
its value was read in; within `steady()` that query is made once for all. A change counts from the
next look on, in every process. Values are shared between threads: read them, never change them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
T = TypeVar("T")
MOST_VALUES = 20_000  # of one function; then it starts anew

_steady: ContextVar[tuple[str, int] | None] = ContextVar("configuration_state", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """Within the block everything kept is looked at in one state of the configuration.

    For one act that reads much and changes no configuration itself.
    """
    token = _steady.set(_steady.get() or _state())
    try:
        yield
    finally:
        _steady.reset(token)


def kept(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what `read` returns for its (hashable) arguments, until the configuration changes."""
    values: dict[object, T] = {}
    seen: list[tuple[str, int] | None] = [None]

    @wraps(read)
    def look(*args: P.args, **kwargs: P.kwargs) -> T:
        state = _steady.get() or _state()
        if seen[0] != state or len(values) > MOST_VALUES:
            values.clear()
            seen[0] = state
        key = (state, args, tuple(sorted(kwargs.items())))
        if key not in values:
            values[key] = read(*args, **kwargs)
        return values[key]

    return look


def _state() -> tuple[str, int]:
    """The database and the number of its state: tests use many databases in one process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM configuration_state")
        return str(connection.settings_dict["NAME"]), cursor.fetchone()[0]
