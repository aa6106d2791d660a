"""Cells from facts: what some cases add to them is taken away before the facts change, and added
again afterwards. Everything is a sum, so the order in which cases come does not matter.

The change of every cell is gathered in a table of this session alone, and then written once.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection, models

from yiwang.insight.measures.counts import CASES, DEPARTMENTS, Count, counts_of_kind, days_of_kind
from yiwang.insight.measures.models import (
    CaseCell,
    CaseFact,
    DepartmentCell,
    DepartmentFact,
    EndingCell,
    FactArea,
    Standing,
)
from yiwang.insight.measures.models.cells import ALL_TYPES, DAY, KEY, MONTH, NO_TYPE
from yiwang.insight.measures.subjects import AREA, EVERYTHING, ORGANIZATION, WHOLE

TABLES: dict[str, tuple[type[models.Model], type[models.Model]]] = {
    CASES: (CaseFact, CaseCell),
    DEPARTMENTS: (DepartmentFact, DepartmentCell),
}
CELLS: tuple[type[models.Model], ...] = (CaseCell, DepartmentCell, EndingCell)
ENDING_KEY = ("kind", "subject_id", "month", "hours")


class Moved:
    """What changes in the cells, within one transaction."""

    def __init__(self) -> None:
        for table in CELLS:
            name = table._meta.db_table
            _execute(
                f"CREATE TEMPORARY TABLE IF NOT EXISTS moved_{name}"
                f" ON COMMIT DELETE ROWS AS SELECT * FROM {name} LIMIT 0;"
                f" DELETE FROM moved_{name}"
            )

    def take_away(self, case_ids: Collection[int]) -> None:
        self._gather(case_ids, -1)

    def add(self, case_ids: Collection[int]) -> None:
        self._gather(case_ids, 1)

    def write(self) -> None:
        """Bring the cells to where they should be, each of them once."""
        for of, (_facts, cells) in TABLES.items():
            names = [count.name for count in counts_of_kind(of)]
            _execute(_merge(cells._meta.db_table, KEY, names))
        _execute(_merge(EndingCell._meta.db_table, ENDING_KEY, ["cases"]))

    def _gather(self, case_ids: Collection[int], sign: int) -> None:
        if not case_ids:
            return
        values = {"ids": list(case_ids), "sign": sign}
        for of, (_facts, cells) in TABLES.items():
            for day in days_of_kind(of):
                names = [*KEY, *(count.name for count in counts_on(of, day))]
                into = f"INSERT INTO moved_{cells._meta.db_table} ({', '.join(names)})"
                _execute(f"{into} {contributions(of, day)}", values)
        into = f"INSERT INTO moved_{EndingCell._meta.db_table} ({', '.join(ENDING_KEY)}, cases)"
        _execute(f"{into} {_endings()}", values)


def counts_on(of: str, day: str) -> list[Count]:
    """The counts that facts of one kind are in by one of their days."""
    return [count for count in counts_of_kind(of) if count.day == day]


def contributions(of: str, day: str) -> str:
    """What the facts of the cases `%(ids)s` add to cells by one of their days, times `%(sign)s`."""
    counts = counts_on(of, day)
    daily = ", ".join(f"%(sign)s * sum({count.name})::bigint AS {count.name}" for count in counts)
    sums = ", ".join(f"sum({count.name})" for count in counts)
    month = "date_trunc('month', day)::date"
    return f"""
        WITH daily AS MATERIALIZED (
            SELECT kind, subject_id, is_fine, type_id, day, {daily}
            FROM ({_placed(of, day, _said(counts))}) placed
            GROUP BY kind, subject_id, is_fine, type_id, day)
        SELECT kind, subject_id, {DAY}, type_id, day, {sums}
        FROM daily WHERE is_fine GROUP BY kind, subject_id, type_id, day
        UNION ALL
        SELECT kind, subject_id, {DAY}, {ALL_TYPES}, day, {sums}
        FROM daily GROUP BY kind, subject_id, day
        UNION ALL
        SELECT kind, subject_id, {MONTH}, type_id, {month}, {sums}
        FROM daily GROUP BY kind, subject_id, type_id, {month}
        UNION ALL
        SELECT kind, subject_id, {MONTH}, {ALL_TYPES}, {month}, {sums}
        FROM daily GROUP BY kind, subject_id, {month}"""


def _endings() -> str:
    """How many ended in each month after how many whole hours."""
    placed = _placed(CASES, "ended_on", "ending_seconds, fate")
    return f"""
        SELECT kind, subject_id, date_trunc('month', day)::date, (ending_seconds / 3600)::int,
            %(sign)s * count(*)::int
        FROM ({placed}) placed WHERE fate NOT IN ('withdrawn', 'voided')
        GROUP BY 1, 2, 3, 4"""


def _placed(of: str, day: str, said: str) -> str:
    """What is said of each fact that has this day, once for every subject it counts for."""
    table = TABLES[of][0]._meta.db_table
    areas, standing = FactArea._meta.db_table, Standing._meta.db_table
    body, given = "", ""
    if of == DEPARTMENTS:
        given = "organization_id, "
        body = f"UNION ALL SELECT {ORGANIZATION}, organization_id, false, fact.* FROM fact"
        body += " WHERE shown"
    return f"""
        WITH fact AS MATERIALIZED (
            SELECT case_id, {given}coalesce(type_id, {NO_TYPE}) AS type_id, {day} AS day,
                NOT is_confidential AS shown, {said}
            FROM {table} WHERE case_id = ANY(%(ids)s) AND {day} IS NOT NULL)
        SELECT {EVERYTHING} AS kind, 0::bigint AS subject_id, true AS is_fine, fact.* FROM fact
        UNION ALL SELECT {WHOLE}, 0, true, fact.* FROM fact WHERE shown
        UNION ALL SELECT {AREA}, standing.above_id, standing.is_fine, fact.*
        FROM fact JOIN {areas} place ON place.case_id = fact.case_id
        JOIN {standing} standing ON standing.area_id = place.area_id WHERE shown
        {body}"""


def rows_of_days(counts: list[Count], days: list[str]) -> str:
    """One row for each day of a fact, with what counts on that day."""
    return ", ".join(
        f"({day}, " + ", ".join(_when(count) if count.day == day else "0" for count in counts) + ")"
        for day in days
    )


def _said(counts: list[Count]) -> str:
    return ", ".join(f"{_when(count)} AS {count.name}" for count in counts)


def _when(count: Count) -> str:
    return f"CASE WHEN {count.when} THEN {count.adds} ELSE 0 END"


def _merge(table: str, key: tuple[str, ...], names: list[str]) -> str:
    listed, keyed = ", ".join(names), ", ".join(key)
    sums = ", ".join(f"coalesce(sum({name}), 0) AS {name}" for name in names)
    is_something = " OR ".join(f"sum({name}) <> 0" for name in names)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in names)
    return (
        f"INSERT INTO {table} ({keyed}, {listed})"
        f" SELECT {keyed}, {sums} FROM moved_{table} GROUP BY {keyed} HAVING {is_something}"
        f" ORDER BY {keyed} ON CONFLICT ({keyed}) DO UPDATE SET {added}"
    )


def _execute(statement: str, values: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
