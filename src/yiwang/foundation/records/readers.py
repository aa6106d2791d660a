"""Readers of the record, each with its own cursor over the sealed order.

A reader's change and its cursor are saved in one transaction: after a crash it goes on exactly
where it was. Setting its cursor to 0 replays everything.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from yiwang.foundation.records.models import Cursor


@dataclass(frozen=True, slots=True)
class Read:
    """A record as a reader gets it."""

    position: int
    id: int
    at: datetime
    name: str
    subject: str
    subject_id: int
    data: dict[str, Any]
    account_id: int | None = None  # who did it, where that was a member of staff


Handler = Callable[[Sequence[Read]], None]


def follow(reader: str, handler: Handler, *, batch: int = 500) -> int:
    """Give `handler` all that is new, in batches; answers how many records it was given."""
    total = 0
    while read := _step(reader, handler, batch):
        total += read
    return total


def start_over(reader: str) -> None:
    """Let a reader begin again with the first record."""
    Cursor.objects.filter(reader=reader).update(position=0)


def behind(reader: str) -> int:
    """How many sealed records this reader has not read yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT max(position) FROM records_sealedrecord), 0)"
            " - coalesce((SELECT position FROM records_cursor WHERE reader = %s), 0)",
            [reader],
        )
        return int(cursor.fetchone()[0])


@transaction.atomic
def _step(reader: str, handler: Handler, batch: int) -> int:
    Cursor.objects.get_or_create(reader=reader)
    cursor = Cursor.objects.select_for_update().get(reader=reader)
    records = _after(cursor.position, batch)
    if records:
        handler(records)
        cursor.position = records[-1].position
        cursor.save(update_fields=["position"])
    return len(records)


def _after(position: int, batch: int) -> list[Read]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.position, r.id, r.at, r.name, r.subject, r.subject_id, r.data::text,"
            " r.account_id"
            " FROM records_sealedrecord s JOIN records_record r ON r.id = s.record_id"
            " WHERE s.position > %s ORDER BY s.position LIMIT %s",
            [position, batch],
        )
        return [_read(row) for row in cursor.fetchall()]


def _read(row: tuple[Any, ...]) -> Read:
    position, record_id, at, name, subject, subject_id, data, account_id = row
    return Read(position, record_id, at, name, subject, subject_id, json.loads(data), account_id)
