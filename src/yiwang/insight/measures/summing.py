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
ENDINGS = """
    SELECT kind, subject_id, date_trunc('month', ended_on)::date AS month,
        (ending_seconds / 3600)::int AS hours, %(sign)s * count(*)::int AS cases
    FROM ({placed}) placed
    WHERE ended_on IS NOT NULL AND fate NOT IN ('withdrawn', 'voided')
    GROUP BY 1, 2, 3, 4
"""


class Moved:
    """What changes in the cells."""

    def __init__(self) -> None:
        for table in CELLS:
            name = table._meta.db_table
            _execute(
                f"CREATE TEMPORARY TABLE IF NOT EXISTS moved_{name} (LIKE {name})"
                f" ON COMMIT DELETE ROWS; DELETE FROM moved_{name}"
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
        values = {"ids": list(case_ids), "sign": sign}
        for of, (_facts, cells) in TABLES.items():
            names = [*KEY, *(count.name for count in counts_of_kind(of))]
            into = f"INSERT INTO moved_{cells._meta.db_table} ({', '.join(names)})"
            _execute(f"{into} {contributions(of)}", values)
        into = f"INSERT INTO moved_{EndingCell._meta.db_table} ({', '.join(ENDING_KEY)}, cases)"
        _execute(f"{into} {ENDINGS.format(placed=_placed(CASES))}", values)


def contributions(of: str) -> str:
    """What the facts of the cases `%(ids)s` add to cells, times `%(sign)s`: one row a cell."""
    counts = counts_of_kind(of)
    names = ", ".join(count.name for count in counts)
    sums = ", ".join(f"%(sign)s * sum({count.name})" for count in counts)
    daily = f"""
        SELECT kind, subject_id, is_fine, coalesce(type_id, {NO_TYPE}) AS type_id, placed_on.day,
            {", ".join(f"sum(placed_on.{count.name}) AS {count.name}" for count in counts)}
        FROM ({_placed(of)}) fact
        CROSS JOIN LATERAL (VALUES {rows_of_days(counts, days_of_kind(of))})
            AS placed_on (day, {names})
        WHERE placed_on.day IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5"""
    month = "date_trunc('month', day)::date"
    return f"""
        WITH daily AS ({daily})
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


def _placed(of: str) -> str:
    """Each fact once for every subject it counts for."""
    table = TABLES[of][0]._meta.db_table
    areas, standing = FactArea._meta.db_table, Standing._meta.db_table
    body = (
        f" UNION ALL SELECT {ORGANIZATION}, fact.organization_id, false"
        " WHERE NOT fact.is_confidential"
        if of == DEPARTMENTS
        else ""
    )
    return f"""
        SELECT fact.*, subject.* FROM {table} fact CROSS JOIN LATERAL (
            SELECT {EVERYTHING} AS kind, 0::bigint AS subject_id, true AS is_fine
            UNION ALL SELECT {WHOLE}, 0, true WHERE NOT fact.is_confidential
            UNION ALL SELECT {AREA}, standing.above_id, standing.is_fine
            FROM {areas} place JOIN {standing} standing ON standing.area_id = place.area_id
            WHERE place.case_id = fact.case_id AND NOT fact.is_confidential{body}
        ) subject WHERE fact.case_id = ANY(%(ids)s)"""


def rows_of_days(counts: list[Count], days: list[str]) -> str:
    """One row for each day of a fact, with what counts on that day."""
    return ", ".join(
        f"({day}, "
        + ", ".join(
            f"CASE WHEN {count.when} THEN {count.adds} ELSE 0 END" if count.day == day else "0"
            for count in counts
        )
        + ")"
        for day in days
    )


def _merge(table: str, key: tuple[str, ...], names: list[str]) -> str:
    listed, keyed = ", ".join(names), ", ".join(key)
    sums = ", ".join(f"sum({name}) AS {name}" for name in names)
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
