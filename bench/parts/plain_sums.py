"""The questions of bench/measures.py as plain statements over one row for each case."""

from collections import Counter
from typing import Any

import h3
from django.db import connection

Found = dict[Any, tuple[int, ...]]
Types = tuple[int, ...] | None
TAKEN = "f.fate IN ('open', 'deferred', 'solved', 'dissatisfied')"
REPORTED = "f.reported_on BETWEEN %(first)s AND %(last)s"
ENDED = "f.ended_on BETWEEN %(first)s AND %(last)s AND f.fate NOT IN ('withdrawn', 'voided')"
OVERDUE = """f.is_late AND f.late_on <= %(last)s
    AND (f.late_cleared_on IS NULL OR f.late_cleared_on > %(last)s)"""
SUMS = {  # numerator, denominator
    "resolution_rate": (
        f"count(*) FILTER (WHERE {REPORTED} AND f.fate = 'solved')",
        f"count(*) FILTER (WHERE {REPORTED} AND {TAKEN})",
    ),
    "satisfaction_rate": (
        f"count(*) FILTER (WHERE {REPORTED} AND {TAKEN} AND f.grade >= 3)",
        f"count(*) FILTER (WHERE {REPORTED} AND {TAKEN} AND f.grade IS NOT NULL)",
    ),
    "on_time_rate": (
        f"count(*) FILTER (WHERE {ENDED} AND NOT f.is_late)",
        f"count(*) FILTER (WHERE {ENDED}) + count(*) FILTER (WHERE {OVERDUE})",
    ),
    "response_rate": (
        f"count(*) FILTER (WHERE {REPORTED} AND f.replied_at IS NOT NULL"
        " AND f.fate NOT IN ('withdrawn', 'voided'))",
        f"count(*) FILTER (WHERE {REPORTED} AND f.fate NOT IN ('withdrawn', 'voided'))",
    ),
    "ending_days": (
        f"coalesce(sum(f.ending_seconds) FILTER (WHERE {ENDED}), 0)::bigint",
        f"count(*) FILTER (WHERE {ENDED})",
    ),
    "reported_cases": (f"count(*) FILTER (WHERE {REPORTED})", "0"),
    "ended_cases": (f"count(*) FILTER (WHERE {ENDED})", "0"),
}
RATED = f"{TAKEN} AND f.grade IS NOT NULL"
PUBLISHED = {  # of what was reported in the days
    "accepted": TAKEN,
    "solved": "f.fate = 'solved'",
    "rated": RATED,
    "satisfied": f"{RATED} AND f.grade >= 3",
    "in_time": "f.ended_on IS NOT NULL AND f.fate NOT IN ('withdrawn', 'voided') AND NOT f.is_late",
    "late": "f.is_late",
    "dispatched": "f.was_dispatched",
    "returned": "f.was_dispatched AND f.was_given_back",
    "withdrawn": "f.fate = 'withdrawn'",
    "open": "f.fate IN ('open', 'deferred')",
}
FRAMED = ("true", "f.fate = 'solved'", "f.fate IN ('open', 'deferred')", "f.fate = 'waiting'")
DAY_OF = {"reported_cases": "f.reported_on", "ended_cases": "f.ended_on"}
MEDIAN = "coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY (f.ending_seconds / 3600)::int), 0)"
TABLE = "measures_casefact"
CASES = f"{TABLE} f"
BELOW = f"""{CASES} JOIN territory_areaancestor t
    ON t.area_id = f.area_id AND t.ancestor_id = %(area)s"""
OF_LEVEL = """territory_areaancestor u JOIN territory_area a ON a.id = u.ancestor_id
    AND a.level = %(level)s"""


class Plain:
    """One statement a question."""

    def figures(
        self, keys: tuple[str, ...], area: int | None, days: Any, types: Types = None
    ) -> Found:
        columns = ", ".join(each for key in keys for each in SUMS[key])
        statement = f"SELECT {columns} FROM {_source(area, types)}"
        [row] = self._ask(statement, days, area=area, types=types)
        return {key: (row[2 * n], row[2 * n + 1]) for n, key in enumerate(keys)}

    def below(
        self, key: str, area: int | None, level: str, days: Any, types: Types = None
    ) -> Found:
        source = f"{_source(area, types)} JOIN ({OF_LEVEL}) ON u.area_id = f.area_id"
        values = {"area": area, "level": level, "types": types}
        return self._grouped("u.ancestor_id", key, source, days, **values)

    def by_type(self, key: str, area: int | None, days: Any) -> Found:
        return self._grouped("f.type_id", key, _source(area), days, area=area)

    def by_day(self, key: str, area: int | None, days: Any, types: Types = None) -> Found:
        source, day = _source(area, types), DAY_OF[key]
        return self._grouped(day, key, source, days, area=area, types=types)

    def by_month(self, key: str, area: int | None, days: Any) -> Found:
        month = f"date_trunc('month', {DAY_OF[key]})::date"
        return self._grouped(month, key, _source(area), days, area=area)

    def medians(self, area: int | None, level: str, days: Any) -> Found:
        source = f"{_source(area)} JOIN ({OF_LEVEL}) ON u.area_id = f.area_id"
        statement = f"SELECT u.ancestor_id, {MEDIAN}, count(*) FROM {source} WHERE {ENDED}"
        rows = self._ask(f"{statement} GROUP BY 1", days, area=area, level=level)
        return {row[0]: (row[1], row[2]) for row in rows}

    def spots(self, area: int | None, size: int, least: int, days: Any, types: Types) -> Found:
        """Every place read, and its hexagon looked up."""
        statement = f"SELECT f.lat, f.lng FROM {_source(area, types)} WHERE {REPORTED}"
        places = self._ask(statement, days, area=area, types=types)
        cells = (h3.cell_to_parent(h3.latlng_to_cell(*row, 9), size) for row in places)
        return {each: (n,) for each, n in Counter(cells).items() if n >= least}

    def median(self, area: int | None, days: Any) -> tuple[int, ...]:
        statement = f"SELECT {MEDIAN}, count(*) FROM {_source(area)} WHERE {ENDED}"
        [row] = self._ask(statement, days, area=area)
        return tuple(row)

    def published(self, days: Any) -> Found:
        columns = ", ".join(f"count(*) FILTER (WHERE {when})" for when in PUBLISHED.values())
        [row] = self._ask(f"SELECT {columns} FROM {CASES} WHERE {REPORTED}", days)
        return {name: (number,) for name, number in zip(PUBLISHED, row, strict=True)}

    def framed(self, level: str, days: Any) -> Found:
        columns = ", ".join(f"count(*) FILTER (WHERE {when})" for when in FRAMED)
        source = f"{CASES} JOIN ({OF_LEVEL}) ON u.area_id = f.area_id"
        statement = f"SELECT u.ancestor_id, f.type_id, {columns} FROM {source} WHERE {REPORTED}"
        rows = self._ask(f"{statement} GROUP BY 1, 2", days, level=level)
        return {(row[0], row[1]): row[2:] for row in rows}

    def _grouped(self, by: str, key: str, source: str, days: Any, **values: Any) -> Found:
        columns = ", ".join(SUMS[key])
        statement = f"SELECT {by}, {columns} FROM {source} GROUP BY 1"
        rows = self._ask(statement, days, **values)
        return {row[0]: (row[1], row[2]) for row in rows if row[1] or row[2]}

    def _ask(self, statement: str, days: Any, **values: Any) -> list[Any]:
        given = values | {"first": days.first, "last": days.last}
        if values.get("types"):
            given["types"] = list(values["types"])
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return list(cursor.fetchall())


def _source(area: int | None, types: Types = None) -> str:
    source = CASES if area is None else BELOW
    if types is None:
        return source
    return source.replace(CASES, f"(SELECT * FROM {TABLE} WHERE type_id = ANY(%(types)s)) f", 1)
