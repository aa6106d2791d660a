"""Where cases lie thick: their facts gathered into hexagons of one size (H3).

Resolutions of H3: an edge of 8 is some 530 m, of 9 some 200 m, and nothing smaller is kept of a
place. A larger hexagon is made of whole smaller ones: at its border a place may be counted with the
one beside it. A hexagon with fewer cases than the least is not told: a few cases point at a door.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from h3.api import basic_int as h3

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, FactArea
from yiwang.structure.territory.counting import areas_with_above

FINEST = 9  # kept with every fact that has a place
LEAST = 5
STEPS, STEP_BITS, SIZE_BIT = 15, 3, 52  # how H3 writes a hexagon: its size, and a step to each next
GATHERED = f"""
    SELECT hexagon, sum(cases)::int, (array_agg(area_id ORDER BY cases DESC, area_id))[1]
    FROM (
        SELECT spot & %s | %s AS hexagon, area_id, count(*) AS cases
        FROM {CaseFact._meta.db_table} fact
        WHERE spot IS NOT NULL AND NOT is_confidential AND reported_on BETWEEN %s AND %s
            AND {{inside}}
        GROUP BY 1, 2) lying
    GROUP BY 1 HAVING sum(cases) >= %s ORDER BY 2 DESC, 1"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A hexagon, its cases, and the area in which most of them lie. Corners are (lng, lat) in
    WGS-84, the first one not repeated."""

    cell: int
    cases: int
    area_id: int | None
    corners: tuple[tuple[float, float], ...]


def spot_of(lat: float, lng: float) -> int:
    """The hexagon that a place lies in, of the finest size."""
    return int(h3.latlng_to_cell(lat, lng, FINEST))


def spots(
    area_id: int,
    days: Days,
    *,
    resolution: int,
    is_primary: bool = True,
    types: Collection[int] | None = None,
) -> list[Spot]:
    """The hexagons with at least `LEAST` cases reported in these days, most first: of an area of
    the primary net or of another, of every type or of these. One statement."""
    tree, given = areas_with_above([area_id]).values("area_id").query.sql_with_params()
    inside = f"area_id IN ({tree})"
    if not is_primary:
        inside = f"case_id IN (SELECT case_id FROM {FactArea._meta.db_table} WHERE {inside})"
    values: list[Any] = [*_bits(resolution), days.first, days.last, *given]
    if types is not None:
        inside += " AND type_id = ANY(%s)"
        values.append(list(types))
    with connection.cursor() as cursor:
        cursor.execute(GATHERED.format(inside=inside), [*values, LEAST])
        rows = cursor.fetchall()
    return [Spot(cell, cases, area, _corners(cell)) for cell, cases, area in rows]


def _bits(resolution: int) -> tuple[int, int]:
    """What to keep of a smaller hexagon and what to set, to have the one of this size around it."""
    beyond = (1 << STEP_BITS * (STEPS - resolution)) - 1
    return ~(STEPS << SIZE_BIT | beyond), resolution << SIZE_BIT | beyond


def _corners(cell: int) -> tuple[tuple[float, float], ...]:
    return tuple((lng, lat) for lat, lng in h3.cell_to_boundary(cell))
