"""Sealing: every record gets the next position and a link in the hash chain.

A record waits among the unsealed from the moment it is written. The sealer, one at a time, gives
all that wait a position. A transaction that commits late therefore gets a late position: a reader
that goes by position never skips it, and positions have no gaps.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

SEALER_LOCK = 0x5EA1
FIRST_LINK = b"\x00" * 32


def head_file() -> Path:
    """Where the head is published after each sealing; copy it to a place of your own trust."""
    return Path(settings.HOME) / "records-head.jsonl"


def link(previous: bytes, digest: bytes) -> bytes:
    """The chain value of a record: SHA-256 over the chain before it and its own digest."""
    return hashlib.sha256(previous + digest).digest()


def seal_pending(now: datetime, *, batch: int = 5_000) -> int:
    """Seal what waits, batch after batch; answers how many records were sealed."""
    total = 0
    while True:
        sealed = _seal_batch(batch)
        if not sealed:
            break
        total += len(sealed)
        _publish(*sealed[-1][::2], now=now)
    return total


@transaction.atomic
def _seal_batch(batch: int) -> list[tuple[int, int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
        cursor.execute(
            "DELETE FROM records_unsealedrecord WHERE record_id IN (SELECT record_id FROM"
            " records_unsealedrecord ORDER BY record_id LIMIT %s) RETURNING record_id, digest",
            [batch],
        )
        waiting = sorted(cursor.fetchall())
        cursor.execute(
            "SELECT position, chain FROM records_sealedrecord ORDER BY position DESC LIMIT 1"
        )
        position, chain = cursor.fetchone() or (0, FIRST_LINK)
        sealed = []
        for record_id, digest in waiting:
            position, chain = position + 1, link(bytes(chain), bytes(digest))
            sealed.append((position, record_id, chain))
        with cursor.copy(
            "COPY records_sealedrecord (position, record_id, chain) FROM STDIN"
        ) as copy:
            for row in sealed:
                copy.write_row(row)
    return sealed


def _publish(position: int, chain: bytes, *, now: datetime) -> None:
    line = {"position": position, "chain": chain.hex(), "at": now.isoformat()}
    with head_file().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
