"""Percentiles of the hours to the end, exact to the whole hour.

They come from cells that hold how many cases took how many hours on a day or in a month; of areas
so small that there are none, from the facts.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection

from yiwang.insight.measures.counts import CASES, ENDED
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import EndingCell
from yiwang.insight.measures.models.cells import DAY, MONTH
from yiwang.insight.measures.models.facts import DAYS
from yiwang.insight.measures.reading import details_of, facts_of, in_its_month


def hours_within(kind: int, subjects: Collection[int], days: Days, percent: int) -> dict[int, int]:
    """Subject -> the hours within which so many percent of the cases ended in these days did
    (nearest rank); without those where none ended."""
    parts: list[str] = []
    values: list[Any] = []
    for detail, alike in details_of(kind, subjects).items():
        _hours(kind, alike, detail, days, parts, values)
    if not parts:
        return {}
    statement = f"""
        SELECT subject_id, min(hours) FROM (
            SELECT subject_id, hours,
                sum(sum(cases)) OVER (PARTITION BY subject_id ORDER BY hours) AS passed,
                sum(sum(cases)) OVER (PARTITION BY subject_id) AS total
            FROM ({" UNION ALL ".join(parts)}) part GROUP BY subject_id, hours) ranked
        WHERE passed * 100 >= total * %s AND total > 0 GROUP BY subject_id"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, percent])
        return dict(cursor.fetchall())


def _hours(
    kind: int, subjects: list[int], detail: int, days: Days, parts: list[str], values: list[Any]
) -> None:
    """Subjects, hours, and how many cases ended after so many."""
    if detail >= DAYS:
        months, ends = days.split()
        spans = [(MONTH, Days(months[0], months[-1]))] if months else []
        for grain, span in [*spans, *((DAY, each) for each in ends)]:
            parts.append(
                f"SELECT subject_id, ended.hours, ended.cases FROM {EndingCell._meta.db_table} cell"
                " CROSS JOIN LATERAL unnest(cell.hours, cell.cases) AS ended (hours, cases)"
                f" WHERE kind = %s AND subject_id = ANY(%s) AND grain = {grain}"
                " AND day BETWEEN %s AND %s"
            )
            values += [kind, subjects, span.first, span.last]
        return
    source, given = facts_of(CASES, kind, subjects, days)
    parts.append(
        f"SELECT subject_id, (ending_seconds / 3600)::int AS hours, 1 AS cases"
        f" FROM ({source}) fact WHERE {ENDED} AND ended_on BETWEEN %s AND %s"
        f" AND {in_its_month(kind, 'ended_on')}"
    )
    values += [*given, days.first, days.last]
