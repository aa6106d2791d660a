"""Percentiles of the hours to the end, exact to the whole hour.

They come from cells that hold how many cases took how many hours on a day, in ten days, in a month
or a year; of areas so small that there are none, from the facts. The database puts what there is of
each subject one after the other, as it is packed; it is added up here.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import numpy as np
from django.db import connection

from yiwang.insight.measures.counts import CASES, ENDED
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import EndingCell
from yiwang.insight.measures.models.cells import MONTH, YEAR
from yiwang.insight.measures.models.facts import DAYS
from yiwang.insight.measures.packed import read_hours
from yiwang.insight.measures.reading import details_of, facts_of, in_its_month, within_a_month


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
        SELECT subject_id, string_agg(hours, '')
        FROM ({" UNION ALL ".join(parts)}) part GROUP BY subject_id"""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return {subject: _within(hours, percent) for subject, hours in rows}


def _within(packed: bytes, percent: int) -> int:
    took, cases = read_hours(packed)
    least = int(took.min())
    passed = np.bincount(took - least, weights=cases).cumsum()
    return least + int(np.searchsorted(passed * 100, passed[-1] * percent))


def _spans(days: Days) -> Iterator[tuple[int, Days]]:
    """The grains to read, and over which of their first days."""
    months, ends = days.split()
    for grain, firsts in _in_years(months):
        if firsts:
            yield grain, Days(firsts[0], firsts[-1])
    for end in ends:
        yield from within_a_month(end)


def _in_years(months: list[date]) -> Iterator[tuple[int, list[date]]]:
    """Months one after the other, each by its first day, as the whole years that they make and the
    months left at both ends."""
    years = [first for first in months if first.month == 1 and first.replace(month=12) in months]
    yield YEAR, years
    yield MONTH, [month for month in months if not years or month < years[0]]
    yield MONTH, [month for month in months if years and month.year > years[-1].year]


def _hours(
    kind: int, subjects: list[int], detail: int, days: Days, parts: list[str], values: list[Any]
) -> None:
    """Subjects, and hours packed with how many cases ended after so many."""
    if detail >= DAYS:
        for grain, span in _spans(days):
            parts.append(
                f"SELECT subject_id, hours FROM {EndingCell._meta.db_table}"
                f" WHERE kind = %s AND subject_id = ANY(%s) AND grain = {grain}"
                " AND day BETWEEN %s AND %s"
            )
            values += [kind, subjects, span.first, span.last]
        return
    source, given = facts_of(CASES, kind, subjects, days)
    parts.append(
        "SELECT subject_id, int4send((ending_seconds / 3600)::int) || int4send(1) AS hours"
        f" FROM ({source}) fact WHERE {ENDED} AND ended_on BETWEEN %s AND %s"
        f" AND {in_its_month(kind, 'ended_on')}"
    )
    values += [*given, days.first, days.last]
