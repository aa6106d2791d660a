"""How many cases came in, window by window, in every area and of every type: set-based, for what
watches over numbers. Confidential types are left out, and what a case was split into.

A window is so many whole days; number 0 ends last, number 1 ends where 0 begins. A case counts in
its area and in all above it, and for its type and the one above that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

COUNTED = """
  WITH type AS (
    SELECT own.id AS own, unnest(ARRAY[own.id, own.parent_id]) AS counted
    FROM cases_casetype own LEFT JOIN cases_casetype above ON above.id = own.parent_id
    WHERE NOT own.is_confidential AND NOT COALESCE(above.is_confidential, false)
  ), leaf AS MATERIALIZED (
    SELECT area_id, type_id,
      floor(extract(epoch FROM %(end)s::timestamptz - reported_at) / %(seconds)s)::int AS number,
      count(*) AS cases
    FROM cases_case
    WHERE reported_at >= %(start)s AND reported_at < %(end)s
      AND area_id IS NOT NULL AND type_id IS NOT NULL AND parent_id IS NULL
    GROUP BY 1, 2, 3
  ), hot AS MATERIALIZED (
    SELECT above.ancestor_id AS area, type.counted AS type
    FROM leaf
    JOIN territory_areaancestor above ON above.area_id = leaf.area_id
    JOIN type ON type.own = leaf.type_id AND type.counted IS NOT NULL
    WHERE leaf.number = 0
    GROUP BY 1, 2 HAVING sum(leaf.cases) >= %(least)s
  ), hot_area AS MATERIALIZED (
    SELECT DISTINCT above.area_id AS area, hot.area AS within
    FROM (SELECT DISTINCT area FROM hot) hot
    JOIN territory_areaancestor above ON above.ancestor_id = hot.area
  ), counted AS (
    SELECT hot.area, hot.type, leaf.number, sum(leaf.cases)::int AS cases
    FROM leaf
    JOIN hot_area ON hot_area.area = leaf.area_id
    JOIN type ON type.own = leaf.type_id
    JOIN hot ON hot.area = hot_area.within AND hot.type = type.counted
    GROUP BY 1, 2, 3
  )
  SELECT area, type, array_agg(number), array_agg(cases) FROM counted GROUP BY 1, 2
"""
BY_DAY = """
  SELECT (reported_at AT TIME ZONE %(zone)s)::date AS day, count(*)
  FROM cases_case
  WHERE reported_at >= %(start)s AND reported_at < %(end)s AND parent_id IS NULL
  GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Of one area and type: number of the window -> cases; none: not named."""

    area_id: int
    type_id: int
    by_window: Mapping[int, int]

    @property
    def now(self) -> int:
        return self.by_window.get(0, 0)


def arrivals(end: datetime, days: int, windows: int, least: int) -> list[Arrivals]:
    """Of every area and type with `least` cases in window 0, that one and `windows` before it; one
    statement."""
    values: dict[str, datetime | int] = {
        "end": end,
        "start": end - timedelta(days=days * (windows + 1)),
        "seconds": days * 86_400,
        "least": least,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, values)
        return [
            Arrivals(area, type_id, dict(zip(numbers, cases, strict=True)))
            for area, type_id, numbers, cases in cursor.fetchall()
        ]


def arrivals_by_day(start: datetime, end: datetime) -> dict[date, int]:
    """Everywhere and of every type, by local day; days without any are not named."""
    zone = str(end.tzinfo or timezone.get_current_timezone())
    values: dict[str, datetime | str] = {"start": start, "end": end, "zone": zone}
    with connection.cursor() as cursor:
        cursor.execute(BY_DAY, values)
        return dict(cursor.fetchall())
