"""Checking that nothing was changed, removed or inserted, the newest records included.

Four comparisons, each one statement over the whole table: every record with its link in the chain,
every link with its record, every waiting record with the digest it was written with, and the end
of the chain with the heads that were published outside the database.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from yiwang.foundation.records.seal import head_file

CHANGED = """
WITH counted AS (
  SELECT position, record_id, chain, lag(chain, 1, decode(repeat('00', 32), 'hex')) OVER w AS before
  FROM records_sealedrecord WINDOW w AS (ORDER BY position)
)
SELECT position, record_id FROM counted JOIN records_record r ON r.id = record_id
WHERE chain <> sha256(before || records_digest(r)) ORDER BY position LIMIT 20
"""
REMOVED = """
SELECT position, record_id FROM records_sealedrecord s
WHERE NOT EXISTS (SELECT 1 FROM records_record r WHERE r.id = s.record_id)
ORDER BY position LIMIT 20
"""
GAPS = """
SELECT position FROM (
  SELECT position, lag(position, 1, 0::bigint) OVER (ORDER BY position) AS before
  FROM records_sealedrecord
) AS counted WHERE position <> before + 1 ORDER BY position LIMIT 20
"""
INSERTED = """
SELECT r.id FROM records_record r
WHERE NOT EXISTS (SELECT 1 FROM records_sealedrecord s WHERE s.record_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM records_unsealedrecord u WHERE u.record_id = r.id)
ORDER BY r.id LIMIT 20
"""
WAITING_CHANGED = """
SELECT u.record_id FROM records_unsealedrecord u LEFT JOIN records_record r ON r.id = u.record_id
WHERE r.id IS NULL OR records_digest(r) <> u.digest ORDER BY u.record_id LIMIT 20
"""
HEAD = "SELECT position, chain FROM records_sealedrecord ORDER BY position DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written: what, and which record or position."""

    what: str  # changed, removed, inserted, gap, cut_off, head_differs
    at: int  # record id; for gap, cut_off and head_differs a position


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check, with the head that it ended at."""

    sealed: int
    waiting: int
    head: str
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults


def verify() -> Verdict:
    """Check every record. Anyone may call this: it reads only."""
    with connection.cursor() as cursor:
        faults = [Fault("changed", row[1]) for row in _rows(cursor, CHANGED)]
        faults += [Fault("removed", row[1]) for row in _rows(cursor, REMOVED)]
        faults += [Fault("gap", row[0]) for row in _rows(cursor, GAPS)]
        faults += [Fault("inserted", row[0]) for row in _rows(cursor, INSERTED)]
        faults += [Fault("changed", row[0]) for row in _rows(cursor, WAITING_CHANGED)]
        head = (_rows(cursor, HEAD) or [(0, b"")])[0]
        waiting = _rows(cursor, "SELECT count(*) FROM records_unsealedrecord")[0][0]
        faults += _against_published_heads(cursor, head[0])
    return Verdict(head[0], waiting, bytes(head[1]).hex(), faults)


def _rows(cursor: CursorWrapper, statement: str) -> list[tuple[Any, ...]]:
    cursor.execute(statement)
    return list(cursor.fetchall())


def _against_published_heads(cursor: CursorWrapper, last: int) -> list[Fault]:
    """Compare with every head published so far: a cut-off tail is shorter than what was."""
    if not head_file().exists():
        return []
    heads = [json.loads(line) for line in head_file().read_text("utf-8").splitlines() if line]
    published = {head["position"]: head["chain"] for head in heads}
    if not published:
        return []
    cursor.execute(
        "SELECT position, encode(chain, 'hex') FROM records_sealedrecord WHERE position = ANY(%s)",
        [list(published)],
    )
    found = dict(cursor.fetchall())
    if max(published) > last:
        return [Fault("cut_off", last)]
    return [
        Fault("head_differs", position)
        for position, chain in sorted(published.items())
        if found.get(position) not in (None, chain)
    ][:20]
