"""Sums of counts over days: from cells where they are kept, else from the facts themselves.

Whole months are read by the month and the days at both ends by the day, so that a sum over years
reads about as much as one over a week. What is grouped by type and day where cells are kept by
month alone is read from facts for those days.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connection

from yiwang.insight.measures.counts import BY_NAME, Count, days_of_kind
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import FactArea, Standing
from yiwang.insight.measures.models.cells import ALL_TYPES, DAY, MONTH, NO_TYPE
from yiwang.insight.measures.subjects import AREA, EVERYTHING, ORGANIZATION, WHOLE
from yiwang.insight.measures.summing import TABLES, rows_of_days
from yiwang.structure.territory.counting import areas_with_above

Row: TypeAlias = tuple[int, Any, tuple[int, ...]]  # subject, group, one sum for each count
Values: TypeAlias = list[Any]
GROUPS = {
    "": "0",
    "type": "type_id",
    "day": "day",
    "month": "date_trunc('month', day)::date",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Counts of one kind of facts (`names`), of subjects of one kind, over some days, grouped by
    nothing, `type`, `day` or `month`; of one type alone where it is given."""

    names: tuple[str, ...]
    kind: int
    subjects: tuple[int, ...]
    days: Days
    group: str = ""
    type_id: int | None = None

    @property
    def of(self) -> str:
        return BY_NAME[self.names[0]].of

    @property
    def counts(self) -> list[Count]:
        return [BY_NAME[name] for name in self.names]

    @property
    def is_by_type(self) -> bool:
        return self.group == "type" or self.type_id is not None


def sums(asked: Asked) -> list[Row]:
    """One row for each subject and group that anything is counted in."""
    if not asked.names or not asked.subjects:
        return []
    kept, others, is_fine = _kept(asked)
    parts: list[str] = []
    values: Values = []
    for grain, days in _pieces(asked):
        if kept and (grain == MONTH or is_fine or not asked.is_by_type):
            _cells(asked, kept, grain, days, parts, values)
        elif kept:
            _facts(asked, kept, days, parts, values)
    if others:
        _facts(asked, others, asked.days, parts, values)
    return _added_up(asked, parts, values)


def _pieces(asked: Asked) -> list[tuple[int, Days]]:
    """The grains to read, and over which days."""
    if asked.group == "day":
        return [(DAY, asked.days)]
    months, ends = asked.days.split()
    whole = [(MONTH, Days(months[0], months[-1]))] if months else []
    return [*whole, *((DAY, each) for each in ends)]


def _kept(asked: Asked) -> tuple[list[int], list[int], bool]:
    """The subjects that have cells, those that have none, and whether all have fine ones."""
    if asked.kind != AREA:
        return list(asked.subjects), [], asked.kind in (WHOLE, EVERYTHING)
    found = Standing.objects.filter(above_id__in=asked.subjects).values_list("above_id", "is_fine")
    fine = dict(found.distinct())
    others = [each for each in asked.subjects if each not in fine]
    return list(fine), others, all(fine.values())


def _cells(
    asked: Asked, subjects: list[int], grain: int, days: Days, parts: list[str], values: Values
) -> None:
    table = TABLES[asked.of][1]._meta.db_table
    by_type = f"type_id <> {ALL_TYPES}" if asked.group == "type" else "type_id = %s"
    parts.append(
        f"SELECT subject_id, {GROUPS[asked.group]} AS grouped, {', '.join(asked.names)}"
        f" FROM {table} WHERE kind = %s AND subject_id = ANY(%s) AND grain = {grain}"
        f" AND {by_type} AND day BETWEEN %s AND %s"
    )
    values += [asked.kind, subjects]
    if asked.group != "type":
        values.append(asked.type_id if asked.type_id is not None else ALL_TYPES)
    values += [days.first, days.last]


def _facts(asked: Asked, subjects: list[int], days: Days, parts: list[str], values: Values) -> None:
    """The same from the facts, for subjects in which few of them lie."""
    given = [day for day in days_of_kind(asked.of) if any(c.day == day for c in asked.counts)]
    rows = rows_of_days(asked.counts, given)
    source, source_values = facts_of(asked, subjects)
    of_type = "" if asked.type_id is None else f" AND coalesce(fact.type_id, {NO_TYPE}) = %s"
    grouped = GROUPS[asked.group].replace("type_id", f"coalesce(fact.type_id, {NO_TYPE})")
    parts.append(
        f"SELECT fact.subject_id, {grouped} AS grouped,"
        f" {', '.join(f'placed_on.{name}' for name in asked.names)}"
        f" FROM ({source}) fact CROSS JOIN LATERAL (VALUES {rows})"
        f" AS placed_on (day, {', '.join(asked.names)})"
        f" WHERE placed_on.day BETWEEN %s AND %s{of_type}"
    )
    values += [*source_values, days.first, days.last]
    if asked.type_id is not None:
        values.append(asked.type_id)


def facts_of(asked: Asked, subjects: list[int]) -> tuple[str, Values]:
    """Each fact with the subject it counts for."""
    table = TABLES[asked.of][0]._meta.db_table
    if asked.kind == EVERYTHING:
        return f"SELECT 0::bigint AS subject_id, fact.* FROM {table} fact", []
    shown = "NOT fact.is_confidential"
    if asked.kind == WHOLE:
        return f"SELECT 0::bigint AS subject_id, fact.* FROM {table} fact WHERE {shown}", []
    if asked.kind == ORGANIZATION:
        return (
            f"SELECT organization_id AS subject_id, fact.* FROM {table} fact"
            f" WHERE organization_id = ANY(%s) AND {shown}",
            [subjects],
        )
    tree, given = areas_with_above(subjects).query.sql_with_params()
    return (
        f"SELECT tree.ancestor_id AS subject_id, fact.* FROM ({tree}) tree"
        f" JOIN {FactArea._meta.db_table} place ON place.area_id = tree.area_id"
        f" JOIN {table} fact ON fact.case_id = place.case_id WHERE {shown}",
        list(given),
    )


def _added_up(asked: Asked, parts: list[str], values: Values) -> list[Row]:
    if not parts:
        return []
    totals = ", ".join(f"sum({name})::bigint" for name in asked.names)
    statement = (
        f"SELECT subject_id, grouped, {totals} FROM ({' UNION ALL '.join(parts)}) part"
        " GROUP BY subject_id, grouped ORDER BY subject_id, grouped"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(row[0], row[1], tuple(row[2:])) for row in cursor.fetchall()]
