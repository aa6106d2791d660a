"""Keeping what was read of the configuration until any of it changes.

A kept function costs one small query a call, to see whether the configuration is still in the state
its value was read in; within `steady()` that query is made once, at the first look, and an act that
is `drawing_first` saves even that one. A change counts from the next look on, in every process.
Values are shared between threads: read them, never change them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import connection

from yiwang.foundation.prepared import prepared
from yiwang.foundation.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")
State = tuple[str, int]
MOST_VALUES = 20_000  # of one function; then it starts anew
_UNREAD = object()


class Outdated(Exception):
    """The configuration is not what it was when this process saw it last."""


@dataclass
class _Block:
    """A steady block, and the state that its first look found, or that is only presumed so far."""

    state: State | None = None
    is_presumed: bool = False


_steady: ContextVar[_Block | None] = ContextVar("steady", default=None)
_last_seen: dict[str, int] = {}  # by database: tests use many in one process


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


def drawing_first(act: Callable[P, T]) -> Callable[P, T]:
    """For an act that draws ids (`writing.reserve`) before it writes: it needs no look of its own.

    It runs in the state that this process saw last; drawing shows whether that is the present one.
    If it is not, or the act refuses, it runs again in the present one. Inside a transaction, which
    may have changed the configuration itself, nothing is presumed.
    """

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        database = _database()
        known = _last_seen.get(database)
        if known is None or _steady.get() is not None or connection.in_atomic_block:
            with steady():
                return act(*args, **kwargs)
        token = _steady.set(_Block((database, known), is_presumed=True))
        try:
            return act(*args, **kwargs)
        except (Outdated, Refusal):
            _steady.set(_Block())
            return act(*args, **kwargs)
        finally:
            _steady.reset(token)

    return run


def presumed() -> int | None:
    """The number of the state that the act presumes; none once it is confirmed, or was read."""
    block = _steady.get()
    return block.state[1] if block and block.is_presumed and block.state else None


@contextmanager
def in_state(number: int) -> Iterator[None]:
    """Within the block this is the state, as another statement has just read it."""
    database = _database()
    _last_seen[database] = number
    token = _steady.set(_Block((database, number)))
    try:
        yield
    finally:
        _steady.reset(token)


def confirm(number: int) -> None:
    """This is the number of the present state, as another statement read it along.

    Raises Outdated if an act presumed another one.
    """
    _last_seen[_database()] = number
    block = _steady.get()
    if block is None or not block.is_presumed:
        return
    if block.state != (_database(), number):
        raise Outdated
    block.is_presumed = False


def kept(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what `read` returns for its (hashable) arguments, until the configuration changes."""
    values: dict[object, object] = {}
    newest: list[State | None] = [None]

    @wraps(read)
    def look(*args: P.args, **kwargs: P.kwargs) -> T:
        state = _present_state()
        key = (state, args, tuple(sorted(kwargs.items())) if kwargs else ())
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
    with prepared() as cursor:
        cursor.execute("SELECT number FROM configuration_state")
        number = cursor.fetchone()[0]
    _last_seen[_database()] = number
    return _database(), number


def _database() -> str:
    return str(connection.settings_dict["NAME"])
