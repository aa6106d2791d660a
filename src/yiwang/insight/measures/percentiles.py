"""Percentiles of the hours to the end, exact to the whole hour.

Whole months come from cells that hold how many cases took how many hours; the days at both ends,
and areas that have no cells, from the facts.
"""

from typing import Any

from django.db import connection

from yiwang.insight.measures.counts import ENDED
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import EndingCell, Standing
from yiwang.insight.measures.reading import Asked, facts_of
from yiwang.insight.measures.subjects import AREA, Subject


def hours_within(subject: Subject, days: Days, percent: int) -> int | None:
    """The hours within which so many percent of the cases ended in these days did (nearest rank);
    None where none ended."""
    found = _hours(subject, days)
    total, passed = sum(number for _hour, number in found), 0
    for hour, number in found:
        passed += number
        if passed * 100 >= total * percent:
            return hour
    return None


def _hours(subject: Subject, days: Days) -> list[tuple[int, int]]:
    """Hours and how many cases ended after so many, shortest first."""
    has_cells = subject.kind != AREA or Standing.objects.filter(above_id=subject.id).exists()
    months, ends = days.split() if has_cells else ([], [days])
    parts: list[str] = []
    values: list[Any] = []
    if months:
        parts.append(
            f"SELECT hours, cases FROM {EndingCell._meta.db_table}"
            " WHERE kind = %s AND subject_id = %s AND month BETWEEN %s AND %s"
        )
        values += [subject.kind, subject.id, months[0], months[-1]]
    for each in ends:
        source, given = facts_of(Asked(("ended",), subject.kind, (subject.id,), each), [subject.id])
        parts.append(
            f"SELECT (ending_seconds / 3600)::int AS hours, 1 AS cases FROM ({source}) fact"
            f" WHERE {ENDED} AND ended_on BETWEEN %s AND %s"
        )
        values += [*given, each.first, each.last]
    statement = f"SELECT hours, sum(cases)::bigint FROM ({' UNION ALL '.join(parts)}) part"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} GROUP BY hours ORDER BY hours", values)
        return [(hours, number) for hours, number in cursor.fetchall()]
