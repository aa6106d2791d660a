"""What the record says of the rows of a list: one line for each row that changed, naming the table
it came in, so that a row tells its history and a table its parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import line
from yiwang.foundation.sheets.described import Key, RowChange, SheetKind, What
from yiwang.foundation.sheets.planning import told_of
from yiwang.foundation.writing import Pending

AT_ONCE = 5_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Telling:
    """What is to be said of one row."""

    what: What
    data: Mapping[str, object]


def tellings(
    kind: SheetKind, changes: Sequence[RowChange], upload: int | None
) -> dict[Key, Telling]:
    """What is to be said of each changed row, by its key."""
    part = {"upload": upload} if upload else {}
    columns = kind.written_columns
    return {each.key: Telling(each.what, {**told_of(each, columns), **part}) for each in changes}


def record_changes(
    subject: str,
    told: Mapping[int, Telling],
    *,
    actor: Actor,
    at: datetime,
    verbs: Mapping[str, str] | None = None,
) -> None:
    """Write one record for each row, by its id, in few statements. `verbs` says what happened where
    its app has a word of its own for it."""
    said = {what: f"{subject}.{(verbs or {}).get(what, what)}" for what in What}
    lines = (
        line(said[each.what], subject=(subject, pk), actor=actor, at=at, **each.data)
        for pk, each in told.items()
    )
    for some in in_portions(lines, AT_ONCE):
        Pending(list(some)).write()


def in_portions(rows: Iterable[T], most: int) -> Iterator[list[T]]:
    """The rows in lists of so many at most."""
    rows = iter(rows)
    while some := list(islice(rows, most)):
        yield some
