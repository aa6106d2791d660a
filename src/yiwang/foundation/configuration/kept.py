"""Keeping what was read of the configuration until any of it changes.

A kept function costs one small query a call, to see whether the configuration is still in the state
its value was read in; within `steady()` that query is made once, at the first look. A change counts
from the next look on, in every process. Values are shared between threads: read them, never change
them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import connection

from yiwang.foundation.prepared import prepared

P = ParamSpec("P")
T = TypeVar("T")
State = tuple[str, int]
MOST_VALUES = 20_000  # of one function; then it starts anew
_UNREAD = object()


class _Block:
    """A steady block, and the state that its first look found."""

    state: State | None = None


_steady: ContextVar[_Block | None] = ContextVar("steady", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """Within the block everything kept is looked at in one state of the configuration.

    For one act that reads much and changes no configuration itself; also a decorator.
    """
    token = _steady.set(_steady.get() or _Block())
    try:
        yield
    finally:
        _steady.reset(token)


def kept(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what `read` returns for its (hashable) arguments, until the configuration changes."""
    values: dict[object, object] = {}
    newest: list[State | None] = [None]

    @wraps(read)
    def look(*args: P.args, **kwargs: P.kwargs) -> T:
        state = _present_state()
        key = (state, args, tuple(sorted(kwargs.items())))
        value = values.get(key, _UNREAD)
        if value is _UNREAD:
            if newest[0] != state or len(values) > MOST_VALUES:
                newest[0] = state
                values.clear()
            value = values[key] = read(*args, **kwargs)
        return cast("T", value)  # kept under the arguments of this one function

    return look


def _present_state() -> State:
    """The state of the steady block we are in, else the one the database is in."""
    block = _steady.get()
    if block is None:
        return _read_state()
    if block.state is None:
        block.state = _read_state()
    return block.state


def _read_state() -> State:
    """The database and the number of its state: tests use many databases in one process."""
    with prepared() as cursor:
        cursor.execute("SELECT number FROM configuration_state")
        return str(connection.settings_dict["NAME"]), cursor.fetchone()[0]
