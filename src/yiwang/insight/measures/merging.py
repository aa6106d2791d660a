"""What has changed, gathered in tables of the session, brought into cells whose numbers are packed:
each row is read, put together with what is more or less, and written once; what holds nothing any
more goes."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db import connection

from yiwang.insight.measures.models import EndingCell, SpotCell
from yiwang.insight.measures.packed import days_with, hours_with

ENDINGS, SPOTS = EndingCell._meta.db_table, SpotCell._meta.db_table
ENDING_KEY = {"kind": "smallint", "subject_id": "bigint", "grain": "smallint", "day": "date"}
SPOT_KEY = {"subject_id": "bigint", "type_set": "bigint", "day": "date"}
AT_ONCE = 500  # rows, or months of an area
OTHER_ENDINGS = f"""
    SELECT {", ".join(ENDING_KEY)}, more, coalesce((
        SELECT cell.hours FROM {ENDINGS} cell
        WHERE {" AND ".join(f"cell.{name} = changed.{name}" for name in ENDING_KEY)}), '')
    FROM (
        SELECT {", ".join(ENDING_KEY)}, string_agg(int4send(hours) || int4send(cases), '') AS more
        FROM (
            SELECT {", ".join(ENDING_KEY)}, hours, sum(cases)::int AS cases FROM moved_{ENDINGS}
            GROUP BY {", ".join(ENDING_KEY)}, hours HAVING sum(cases) <> 0) moved
        GROUP BY {", ".join(ENDING_KEY)}) changed"""
OTHER_SPOTS = f"""
    SELECT subject_id, type_set, month, more, coalesce(days, '{{}}'), coalesce(blocks, '{{}}')
    FROM (
        SELECT subject_id, type_set, month, min(day) AS first, string_agg(
            int4send(day - month) || int8send(block) || int4send(place) || int4send(cases), ''
        ) AS more
        FROM (
            SELECT subject_id, type_set, date_trunc('month', day)::date AS month, day, block, place,
                sum(cases)::int AS cases
            FROM moved_{SPOTS} GROUP BY subject_id, type_set, day, block, place
            HAVING sum(cases) <> 0) moved
        GROUP BY subject_id, type_set, month) changed
    CROSS JOIN LATERAL (
        SELECT array_agg(day - month ORDER BY day) AS days, array_agg(blocks ORDER BY day) AS blocks
        FROM {SPOTS} cell
        WHERE cell.subject_id = changed.subject_id AND cell.type_set = changed.type_set
        AND day < month + interval '1 month' AND day >= coalesce((
            SELECT max(day) FROM {SPOTS} earlier WHERE earlier.subject_id = changed.subject_id
            AND earlier.type_set = changed.type_set AND day >= month AND day < first), first)
    ) kept"""


def merge_endings() -> None:
    """How many cases ended after how many hours."""
    for some in _told(OTHER_ENDINGS):
        _write(
            ENDINGS,
            ENDING_KEY,
            "hours",
            [(*key, hours_with(was, more)) for *key, more, was in some],
        )


def merge_spots() -> None:
    """Where cases were reported; days as how many after the first of the month."""
    for some in _told(OTHER_SPOTS):
        rows = [
            (subject, key, month + timedelta(days=day), blocks)
            for subject, key, month, more, days, kept in some
            for day, blocks in days_with(dict(zip(days, kept, strict=True)), more).items()
        ]
        _write(SPOTS, SPOT_KEY, "blocks", rows)


def _told(statement: str) -> Iterator[list[tuple[Any, ...]]]:
    """A part at a time: a change may be as large as the territory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows


def _write(table: str, key: Mapping[str, str], packed: str, rows: list[tuple[Any, ...]]) -> None:
    """Rows by their key, each with what is packed at its end; those with nothing go."""
    names, types = ", ".join(key), ", ".join(f"%s::{each}[]" for each in key.values())
    written = f"""
        INSERT INTO {table} ({names}, {packed}) SELECT * FROM unnest({types}, %s::bytea[])
        ON CONFLICT ({names}) DO UPDATE SET {packed} = excluded.{packed}"""
    gone = f"DELETE FROM {table} WHERE ({names}) IN (SELECT * FROM unnest({types}))"
    with connection.cursor() as cursor:
        if full := [row for row in rows if row[-1]]:
            cursor.execute(written, [list(each) for each in zip(*full, strict=True)])
        if empty := [row[:-1] for row in rows if not row[-1]]:
            cursor.execute(gone, [list(each) for each in zip(*empty, strict=True)])
