"""Cells from facts: what some cases add to them is taken away before the facts change, and added
again afterwards. Everything is a sum, so the order in which cases come does not matter.

The change of every cell is gathered in a table of this session alone, and then written once. Cases
may be given as a range of ids, which many of them are added by at once.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, models

from yiwang.insight.measures.counts import (
    CASES,
    DEPARTMENTS,
    ENDED,
    Count,
    counts_of_kind,
    days_of_kind,
)
from yiwang.insight.measures.merging import (
    ENDING_KEY,
    ENDINGS,
    SPOT_KEY,
    SPOTS,
    merge_endings,
    merge_spots,
)
from yiwang.insight.measures.models import (
    CaseCell,
    CaseFact,
    DepartmentCell,
    DepartmentFact,
    FactArea,
    Standing,
    TypeSet,
)
from yiwang.insight.measures.models.cells import (
    ALL_TYPES,
    DAY,
    KEY,
    MONTH,
    NO_TYPE,
    TEN,
    YEAR,
)
from yiwang.insight.measures.models.facts import DAYS, MONTHS, TYPES
from yiwang.insight.measures.spots import MONTH as MONTH_OF_REPORT
from yiwang.insight.measures.spots import SHOWN, around, place_of
from yiwang.insight.measures.subjects import AREA, EVERYTHING, ORGANIZATION, WHOLE

TABLES: dict[str, tuple[type[models.Model], type[models.Model]]] = {
    CASES: (CaseFact, CaseCell),
    DEPARTMENTS: (DepartmentFact, DepartmentCell),
}
IN_SPAN = "BETWEEN %(first)s AND %(last)s"
NEW = "key = ANY(%(sets)s)"  # of sets of types
MONTH_OF_DAY = "date_trunc('month', day)::date"
TEN_OF_DAY = f"{MONTH_OF_DAY} + 10 * least((extract(day FROM day)::int - 1) / 10, 2)"
YEAR_OF_DAY = "date_trunc('year', day)::date"
BY_GRAIN = {DAY: "day", TEN: TEN_OF_DAY, MONTH: MONTH_OF_DAY, YEAR: YEAR_OF_DAY}
GATHERED = {  # which columns the change of a table is gathered in
    CaseCell._meta.db_table: "*",
    DepartmentCell._meta.db_table: "*",
    ENDINGS: f"{', '.join(ENDING_KEY)}, 0 AS hours, 0 AS cases",
    SPOTS: f"{', '.join(SPOT_KEY)}, 0::bigint AS block, 0 AS place, 0 AS cases",
}


class Moved:
    """What changes in the cells, within one transaction."""

    def __init__(self) -> None:
        for name, columns in GATHERED.items():
            _execute(
                f"CREATE TEMPORARY TABLE IF NOT EXISTS moved_{name}"
                f" ON COMMIT DELETE ROWS AS SELECT {columns} FROM {name} LIMIT 0;"
                f" DELETE FROM moved_{name}"
            )

    def take_away(self, case_ids: Collection[int]) -> None:
        self._gather(case_ids, -1)

    def add(self, case_ids: Collection[int]) -> None:
        self._gather(case_ids, 1)

    def add_to_sets(self, sets: Collection[int], case_ids: range) -> None:
        """What is kept of sets of types, of those that were not looked at alone before."""
        values = {"sign": 1, "first": case_ids[0], "last": case_ids[-1], "sets": list(sets)}
        for of, day in _days():
            _execute(f"{_into_cells(of, day)} {contributions_to_sets(of, day, IN_SPAN)}", values)
        _execute(f"INSERT INTO moved_{SPOTS} {_spots(IN_SPAN, NEW)}", values)

    def write(self) -> None:
        """Bring the cells to where they should be, each of them once."""
        for of, (_facts, cells) in TABLES.items():
            names = [count.name for count in counts_of_kind(of)]
            _execute(_merge(cells._meta.db_table, KEY, names))
        merge_endings()
        merge_spots()

    def _gather(self, case_ids: Collection[int], sign: int) -> None:
        if not case_ids:
            return
        values: dict[str, Any] = {"sign": sign}
        if isinstance(case_ids, range):
            which = IN_SPAN
            values |= {"first": case_ids[0], "last": case_ids[-1]}
        else:
            which = "= ANY(%(ids)s)"
            values |= {"ids": list(case_ids)}
        for of, day in _days():
            _execute(f"{_into_cells(of, day)} {contributions(of, day, which)}", values)
        _execute(f"INSERT INTO moved_{ENDINGS} {_endings(which)}", values)
        _execute(f"INSERT INTO moved_{SPOTS} {_spots(which)}", values)


def counts_on(of: str, day: str) -> list[Count]:
    """The counts that facts of one kind are in by one of their days."""
    return [count for count in counts_of_kind(of) if count.day == day]


def _days() -> list[tuple[str, str]]:
    """Kinds of facts, each with every day of it that anything counts on."""
    return [(of, day) for of in TABLES for day in days_of_kind(of)]


def _into_cells(of: str, day: str) -> str:
    names = [*KEY, *(count.name for count in counts_on(of, day))]
    return f"INSERT INTO moved_{TABLES[of][1]._meta.db_table} ({', '.join(names)})"


def contributions(of: str, day: str, which: str) -> str:
    """What the facts of the cases `which` add to cells by one of their days, times `%(sign)s`."""
    counts = counts_on(of, day)
    sums = ", ".join(f"sum({count.name})" for count in counts)
    named = ", ".join(count.name for count in counts)
    by_month = f"type_id, {MONTH_OF_DAY}"
    return f"""
        WITH {_daily(of, day, which)}
        SELECT kind, subject_id, {DAY}, type_id, day, {named}
        FROM daily WHERE detail = {TYPES}
        UNION ALL
        SELECT kind, subject_id, {DAY}, {ALL_TYPES}, day, {sums}
        FROM daily WHERE detail >= {DAYS} GROUP BY kind, subject_id, day
        UNION ALL
        SELECT kind, subject_id, {TEN}, type_id, {TEN_OF_DAY}, {sums}
        FROM daily WHERE detail = {TYPES} GROUP BY kind, subject_id, type_id, {TEN_OF_DAY}
        UNION ALL
        SELECT kind, subject_id, {TEN}, {ALL_TYPES}, {TEN_OF_DAY}, {sums}
        FROM daily WHERE detail >= {DAYS} GROUP BY kind, subject_id, {TEN_OF_DAY}
        UNION ALL
        SELECT kind, subject_id, {MONTH}, {by_month}, {sums}
        FROM daily WHERE detail >= {DAYS} GROUP BY kind, subject_id, {by_month}
        UNION ALL
        SELECT kind, subject_id, {MONTH}, {ALL_TYPES}, {MONTH_OF_DAY}, {sums}
        FROM daily WHERE detail >= {DAYS} GROUP BY kind, subject_id, {MONTH_OF_DAY}
        UNION ALL
        SELECT kind, subject_id, {MONTH}, {ALL_TYPES}, day, {named}
        FROM daily WHERE detail = {MONTHS}
        UNION ALL {_in_sets(sums)}"""


def contributions_to_sets(of: str, day: str, which: str) -> str:
    """The same, of it what is added for the types of `%(sets)s` alone."""
    sums = ", ".join(f"sum({count.name})" for count in counts_on(of, day))
    return f"WITH {_daily(of, day, which)} {_in_sets(sums, NEW)}"


def _daily(of: str, day: str, which: str) -> str:
    """By subject, type and day, each with how much is kept of the subject."""
    counts = counts_on(of, day)
    sums = ", ".join(f"%(sign)s * sum({count.name}){_kept_as(count)}" for count in counts)
    return f"""
        daily (kind, subject_id, detail, type_id, day, {", ".join(_said(counts))}) AS MATERIALIZED (
            SELECT kind, subject_id, detail, type_id, day, {sums}
            FROM ({_placed(of, day, _said(counts), which)}) placed GROUP BY 1, 2, 3, 4, 5)"""


def _in_sets(sums: str, sets: str = "true") -> str:
    """Where types are kept by the month alone: by the day and by ten, of each set of them."""
    kept = f"""
        FROM daily JOIN {TypeSet._meta.db_table} looked ON type_id = ANY(types) AND {sets}
        WHERE detail = {DAYS} GROUP BY kind, subject_id, key"""
    return f"""
        SELECT kind, subject_id, {DAY}, key, day, {sums} {kept}, day
        UNION ALL
        SELECT kind, subject_id, {TEN}, key, {TEN_OF_DAY}, {sums} {kept}, {TEN_OF_DAY}"""


def _endings(which: str) -> str:
    """How many ended after how many whole hours, on each day and in each ten, month and year."""
    said = {"hours": "(ending_seconds / 3600)::int", "is_counted": ENDED}
    placed = _placed(CASES, "ended_on", said, which)
    parts = (
        f"SELECT kind, subject_id, {grain}, {day}, hours, %(sign)s * count(*)::int"
        f" FROM ended GROUP BY kind, subject_id, {day}, hours"
        for grain, day in BY_GRAIN.items()
    )
    return f"""
        WITH ended AS MATERIALIZED (
            SELECT kind, subject_id, day, hours
            FROM ({placed}) placed WHERE is_counted AND detail >= {DAYS})
        {" UNION ALL ".join(parts)}"""


def _spots(which: str, sets: str = "true") -> str:
    """How many were reported on each day in each hexagon, of areas that have cells of them and in
    the size that those have; of every type, and of each set of them."""
    size = "standing.spot_size"
    return f"""
        SELECT standing.above_id, looked.key, reported_on, {around("fact.spot", f"({size} - 1)")},
            {place_of("fact.spot", size)}, %(sign)s * count(*)::int
        FROM (
            SELECT case_id, type_id, spot, reported_on, {MONTH_OF_REPORT} AS month
            FROM {CaseFact._meta.db_table} WHERE case_id {which} AND {SHOWN}) fact
        JOIN (
            SELECT {ALL_TYPES}::bigint AS key, NULL::bigint[] AS types
            UNION ALL SELECT key, types FROM {TypeSet._meta.db_table}) looked
            ON (types IS NULL OR type_id = ANY(types)) AND {sets}
        JOIN {FactArea._meta.db_table} place USING (case_id, month)
        JOIN {Standing._meta.db_table} standing ON standing.area_id = place.area_id
        WHERE place.case_id {which} AND {size} IS NOT NULL GROUP BY 1, 2, 3, 4, 5"""


def _placed(of: str, day: str, said: Mapping[str, str], which: str) -> str:
    """What is said of each fact that has this day, once for every subject it counts for. What is
    kept by month alone is placed on the first of it, and of no type."""
    names, by_month = ", ".join(said), f"standing.detail = {MONTHS}"
    of_body = "organization_id, " if of == DEPARTMENTS else ""
    bodies = f"""UNION ALL
        SELECT {ORGANIZATION}, organization_id, {DAYS}, type_id, day, {names}
        FROM fact WHERE shown"""
    return f"""
        WITH fact AS MATERIALIZED (
            SELECT case_id, {of_body}coalesce(type_id, {NO_TYPE}) AS type_id, {day} AS day,
                date_trunc('month', {day})::date AS month, NOT is_confidential AS shown,
                {", ".join(f"{told} AS {name}" for name, told in said.items())}
            FROM {TABLES[of][0]._meta.db_table} WHERE case_id {which} AND {day} IS NOT NULL)
        SELECT {EVERYTHING} AS kind, 0::bigint AS subject_id, {TYPES} AS detail,
            type_id, day, {names}
        FROM fact
        UNION ALL
        SELECT {WHOLE}, 0, {TYPES}, type_id, day, {names} FROM fact WHERE shown
        UNION ALL
        SELECT {AREA}, standing.above_id, standing.detail,
            CASE WHEN {by_month} THEN {ALL_TYPES} ELSE type_id END,
            CASE WHEN {by_month} THEN fact.month ELSE day END, {names}
        FROM fact
        JOIN {FactArea._meta.db_table} place
            ON place.case_id = fact.case_id AND place.month = fact.month
        JOIN {Standing._meta.db_table} standing ON standing.area_id = place.area_id
        WHERE shown AND place.case_id {which}
        {bodies if of == DEPARTMENTS else ""}"""


def rows_of_days(counts: list[Count], days: list[str]) -> str:
    """One row for each day of a fact, with what counts on that day."""
    return ", ".join(
        f"({day}, " + ", ".join(_when(count) if count.day == day else "0" for count in counts) + ")"
        for day in days
    )


def _said(counts: list[Count]) -> dict[str, str]:
    return {count.name: _when(count) for count in counts}


def _kept_as(count: Count) -> str:
    return "::int" if count.adds == "1" else "::bigint"


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
