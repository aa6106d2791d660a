"""Where cases lie thick: those with a place, gathered into hexagons of one size, in the database.

Hexagons stand on a corner, in a plane in which a degree of latitude is as long as one of longitude
is at the nearest whole degree of latitude: every such belt, 111 km high, has a lattice of its own.
A hexagon with fewer cases than the least is not told: a few cases point at a door.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from math import cos, pi, radians, sin, sqrt

from django.db import connection

from yiwang.work.cases.queries.watching.within import cases_within

LEAST = 5
METRES_PER_DEGREE = 111_195.0
Cell = tuple[int, int, int]  # belt (degree of latitude), column, row; rows slant
# The nearest hexagon: round all three coordinates, which add up to 0, and correct the one that
# rounding moved most.
COUNTED = """
SELECT belt, CASE WHEN by_column THEN -row_ - third ELSE column_ END::int,
    CASE WHEN by_row AND NOT by_column THEN -column_ - third ELSE row_ END::int,
    area_id, count(*)
FROM (
    SELECT *, abs(column_ - c) > greatest(abs(row_ - r), abs(third + c + r)) AS by_column,
        abs(row_ - r) > abs(third + c + r) AS by_row
    FROM (
        SELECT *, round(c) AS column_, round(r) AS row_, round(-c - r) AS third
        FROM (
            SELECT area_id, belt, (sqrt(3) / 3 * x - y / 3) / %s AS c, 2 * y / 3 / %s AS r
            FROM (
                SELECT area_id, round(lat)::int AS belt, lat * 111195 AS y,
                    lng * cos(radians(round(lat))) * 111195 AS x
                FROM ({cases}) placed
            ) metres
        ) slanted
    ) rounded
) found
GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A hexagon, its cases, and the area in which most of them lie. Corners are (lng, lat) in
    WGS-84, the first one not repeated."""

    cell: Cell
    cases: int
    area_id: int | None
    corners: tuple[tuple[float, float], ...]


def spots(
    area_id: int,
    start: datetime,
    end: datetime,
    *,
    edge_m: int,
    least: int = LEAST,
    kinds: Collection[str] = (),
) -> list[Spot]:
    """The hexagons with sides of so many metres and at least so many cases reported in the period,
    most first. One statement; no place is read, only how many lie in each."""
    cases = cases_within(area_id, kinds).filter(
        reported_at__gte=start, reported_at__lt=end, lat__isnull=False
    )
    found, values = cases.order_by().values("lat", "lng", "area_id").query.sql_with_params()
    lying: dict[Cell, Counter[int | None]] = defaultdict(Counter)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(cases=found), [edge_m, edge_m, *values])
        for belt, column, row, area, number in cursor.fetchall():
            lying[belt, column, row][area] += number
    told = [
        Spot(cell, areas.total(), areas.most_common(1)[0][0], _corners(cell, edge_m))
        for cell, areas in lying.items()
        if areas.total() >= least
    ]
    return sorted(told, key=lambda spot: (-spot.cases, spot.cell))


def _corners(cell: Cell, edge_m: int) -> tuple[tuple[float, float], ...]:
    belt, column, row = cell
    x, y = edge_m * sqrt(3) * (column + row / 2), edge_m * 1.5 * row
    narrower = cos(radians(belt)) * METRES_PER_DEGREE
    angles = [pi / 6 + corner * pi / 3 for corner in range(6)]
    return tuple(
        ((x + edge_m * cos(each)) / narrower, (y + edge_m * sin(each)) / METRES_PER_DEGREE)
        for each in angles
    )
