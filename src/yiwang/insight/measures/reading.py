"""Sums of counts over days: from cells where they are kept, else from the facts themselves.

Whole months are read by the month and the days at both ends by ten days and by the day, so that a
sum over years reads about as much as one over a week. Of areas so small that cells are kept in less
detail, what is missing is read from the facts that count in the months of those days.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import F

from yiwang.insight.measures.counts import BY_NAME, Count, days_of_kind
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, FactArea, Standing
from yiwang.insight.measures.models.cells import ALL_TYPES, DAY, MONTH, NO_TYPE, TEN
from yiwang.insight.measures.models.facts import DAYS, MONTHS, TYPES
from yiwang.insight.measures.subjects import AREA, EVERYTHING, ORGANIZATION, WHOLE
from yiwang.insight.measures.summing import TABLES, rows_of_days
from yiwang.insight.measures.type_sets import key_kept
from yiwang.structure.territory.counting import all_primary, areas_with_above

Row: TypeAlias = tuple[int, Any, tuple[int, ...]]  # subject, group, one sum for each count
Values: TypeAlias = list[Any]
REPORTED = "reported_on"
UNKNOWN = -1  # a detail less than any: read from facts alone
GROUPS = {
    "": "0",
    "type": "type_id",
    "day": "day",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Counts of one kind of facts (`names`), of subjects of one kind, over some days, grouped by
    nothing, `type` or `day`; of some types alone where they are given."""

    names: tuple[str, ...]
    kind: int
    subjects: tuple[int, ...]
    days: Days
    group: str = ""
    types: tuple[int, ...] | None = None

    @property
    def of(self) -> str:
        return BY_NAME[self.names[0]].of

    @property
    def counts(self) -> list[Count]:
        return [BY_NAME[name] for name in self.names]

    @property
    def is_by_type(self) -> bool:
        return self.group == "type" or self.types is not None


def sums(asked: Asked) -> list[Row]:
    """One row for each subject and group that anything is counted in."""
    if not asked.names or not asked.subjects:
        return []
    parts: list[str] = []
    values: Values = []
    for detail, subjects in details_of(asked.kind, asked.subjects).items():
        of_set = _set_kept(asked) if detail == DAYS else None
        pieces = _pieces(asked, detail, of_set)
        kept = [each for each in pieces if detail >= _needed(asked, each[0], of_set)]
        for grain, days in kept:
            types = _types_in_cells(asked, None if grain == MONTH else of_set)
            _cells(asked, subjects, (grain, types, days), parts, values)
        missing = [days for grain, days in pieces if (grain, days) not in kept]
        for days in missing if kept else [asked.days]:
            _facts(asked, subjects, days, parts, values)
    return _added_up(asked, parts, values)


def _set_kept(asked: Asked) -> int | None:
    """The key of the types asked for, where their days are kept together."""
    return key_kept(asked.types) if asked.types and asked.group != "type" else None


def _pieces(asked: Asked, detail: int, of_set: int | None) -> list[tuple[int, Days]]:
    """The grains to read, and over which days. Without cells by the day, the days at both ends are
    read from facts in one piece each."""
    if asked.group == "day":
        return [(DAY, asked.days)]
    months, ends = asked.days.split()
    whole = [(MONTH, Days(months[0], Days.of_month(months[-1]).last))] if months else []
    if detail < _needed(asked, DAY, of_set):
        return [*whole, *((DAY, each) for each in ends)]
    return [*whole, *(each for end in ends for each in within_a_month(end))]


def within_a_month(days: Days) -> Iterator[tuple[int, Days]]:
    """The grains to read of days that are less than two months, and over which of their days."""
    tens, single = days.in_tens()
    if tens:
        yield TEN, Days(tens[0], tens[-1])
    yield from ((DAY, each) for each in single)


def _needed(asked: Asked, grain: int, of_set: int | None) -> int:
    """The detail from which on there are cells of a grain that answer."""
    if grain in (DAY, TEN):
        return TYPES if asked.is_by_type and of_set is None else DAYS
    return DAYS if asked.is_by_type else MONTHS


def details_of(kind: int, subjects: Collection[int]) -> dict[int, list[int]]:
    """The subjects by the detail of their cells; those that have none by `UNKNOWN`."""
    if kind != AREA:
        return {DAYS if kind == ORGANIZATION else TYPES: list(subjects)}
    itself = Standing.objects.filter(area_id__in=list(subjects), above_id=F("area_id"))
    details = dict(itself.values_list("above_id", "detail"))
    found: dict[int, list[int]] = {}
    for subject in subjects:
        found.setdefault(details.get(subject, UNKNOWN), []).append(subject)
    return found


def _types_in_cells(asked: Asked, of_set: int | None) -> list[int]:
    """By which types cells are found: none given for each of them."""
    if of_set is not None:
        return [of_set]
    if asked.types is not None:
        return list(asked.types)
    return [] if asked.group == "type" else [ALL_TYPES]


def _cells(
    asked: Asked,
    subjects: list[int],
    which: tuple[int, list[int], Days],
    parts: list[str],
    values: Values,
) -> None:
    grain, types, days = which
    table = TABLES[asked.of][1]._meta.db_table
    each_of_them = f"type_id >= {NO_TYPE} AND type_id <> {ALL_TYPES}"
    by_type = each_of_them if asked.group == "type" else "type_id = ANY(%s)"
    parts.append(
        f"SELECT subject_id, {GROUPS[asked.group]} AS grouped, {', '.join(asked.names)}"
        f" FROM {table} WHERE kind = %s AND subject_id = ANY(%s) AND grain = {grain}"
        f" AND {by_type} AND day BETWEEN %s AND %s"
    )
    values += [asked.kind, subjects]
    if asked.group != "type":
        values.append(types)
    values += [days.first, days.last]


def _facts(asked: Asked, subjects: list[int], days: Days, parts: list[str], values: Values) -> None:
    """The same from the facts, for subjects in which few of them lie."""
    given = [day for day in days_of_kind(asked.of) if any(c.day == day for c in asked.counts)]
    rows = rows_of_days(asked.counts, given)
    if given == [REPORTED] and asked.kind == AREA and all_primary(subjects):
        source, source_values = _facts_reported_in(subjects, days)
    else:
        source, source_values = facts_of(asked.of, asked.kind, subjects, days)
    of_types = (
        f" AND coalesce(fact.type_id, {NO_TYPE}) = ANY(%s)" if asked.types is not None else ""
    )
    grouped = GROUPS[asked.group].replace("type_id", f"coalesce(fact.type_id, {NO_TYPE})")
    parts.append(
        f"SELECT fact.subject_id, {grouped} AS grouped,"
        f" {', '.join(f'placed_on.{name}' for name in asked.names)}"
        f" FROM ({source}) fact CROSS JOIN LATERAL (VALUES {rows})"
        f" AS placed_on (day, {', '.join(asked.names)})"
        f" WHERE placed_on.day BETWEEN %s AND %s AND {in_its_month(asked.kind, 'placed_on.day')}"
        f"{of_types}"
    )
    values += [*source_values, days.first, days.last]
    if asked.types is not None:
        values.append(list(asked.types))


def facts_of(of: str, kind: int, subjects: list[int], days: Days) -> tuple[str, Values]:
    """Each fact that counts in the months of these days, with the subject it counts for; of an area
    once for every month (`in_its_month`)."""
    table = TABLES[of][0]._meta.db_table
    if kind == EVERYTHING:
        return f"SELECT 0::bigint AS subject_id, fact.* FROM {table} fact", []
    shown = "NOT fact.is_confidential"
    if kind == WHOLE:
        return f"SELECT 0::bigint AS subject_id, fact.* FROM {table} fact WHERE {shown}", []
    if kind == ORGANIZATION:
        return (
            f"SELECT organization_id AS subject_id, fact.* FROM {table} fact"
            f" WHERE organization_id = ANY(%s) AND {shown}",
            [subjects],
        )
    tree, given = areas_with_above(subjects).query.sql_with_params()
    return (
        f"SELECT tree.ancestor_id AS subject_id, place.month AS of_month, fact.* FROM ({tree}) tree"
        f" JOIN {FactArea._meta.db_table} place ON place.area_id = tree.area_id"
        f" JOIN {table} fact ON fact.case_id = place.case_id"
        f" WHERE place.month BETWEEN %s AND %s AND {shown}",
        [*given, days.first.replace(day=1), days.last],
    )


def _facts_reported_in(subjects: list[int], days: Days) -> tuple[str, Values]:
    """The same for areas of the primary net, of what was reported in these days and nothing else:
    what was reported before and counts in these months otherwise need not be read."""
    tree, given = areas_with_above(subjects).query.sql_with_params()
    return (
        f"SELECT tree.ancestor_id AS subject_id, {month_of(REPORTED)} AS of_month, fact.*"
        f" FROM ({tree}) tree JOIN {CaseFact._meta.db_table} fact ON fact.area_id = tree.area_id"
        f" WHERE {REPORTED} BETWEEN %s AND %s AND NOT fact.is_confidential",
        [*given, days.first, days.last],
    )


def in_its_month(kind: int, day: str) -> str:
    """That a fact of an area is the one of the month that this day of it lies in."""
    return f"fact.of_month = {month_of(day)}" if kind == AREA else "true"


def month_of(day: str) -> str:
    """The first of its month, as SQL."""
    return f"date_trunc('month', {day})::date"


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
