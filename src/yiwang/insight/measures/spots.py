"""Where cases lie thick: gathered into hexagons of one size (H3).

Resolutions of H3: an edge of 6 is some 3.7 km, of 8 some 530 m, of 9 some 200 m, and nothing
smaller is kept of a place. A larger hexagon is made of whole smaller ones: at its border a place
may be counted with the one beside it. A hexagon with fewer cases than the least is not told: a few
cases point at a door.

Those of the widest size are read from cells where an area has them; all others from facts, of which
an area that is looked at so closely has few.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from h3.api import basic_int as h3

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, FactArea, SpotCell, Standing
from yiwang.insight.measures.models.facts import TYPES
from yiwang.structure.territory.counting import areas_with_above

FINEST, WIDEST = 9, 6  # kept with every fact that has a place; kept in cells
LEAST = 5
STEPS, STEP_BITS, SIZE_BIT = 15, 3, 52  # how H3 writes a hexagon: its size, and a step to each next
FROM_FACTS = f"""
    SELECT {{hexagon}}, count(*)::int FROM {CaseFact._meta.db_table} fact
    WHERE spot IS NOT NULL AND NOT is_confidential AND reported_on BETWEEN %s AND %s AND {{inside}}
    GROUP BY 1 HAVING count(*) >= {LEAST} ORDER BY 2 DESC, 1"""
FROM_CELLS = f"""
    SELECT spot, sum(cases)::int FROM {SpotCell._meta.db_table}
    WHERE subject_id = %s AND day BETWEEN %s AND %s
    GROUP BY 1 HAVING sum(cases) >= {LEAST} ORDER BY 2 DESC, 1"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A hexagon and its cases; its middle and its corners are (lng, lat) in WGS-84, the first
    corner not repeated."""

    cell: int
    cases: int

    @property
    def middle(self) -> tuple[float, float]:
        lat, lng = h3.cell_to_latlng(self.cell)
        return lng, lat

    @property
    def edge_m(self) -> float:
        """How long its sides are on average, in metres."""
        return float(h3.average_hexagon_edge_length(h3.get_resolution(self.cell), unit="m"))

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        return tuple((lng, lat) for lat, lng in h3.cell_to_boundary(self.cell))


def spot_of(lat: float, lng: float) -> int:
    """The hexagon that a place lies in, of the finest size."""
    return int(h3.latlng_to_cell(lat, lng, FINEST))


def around(spot: str, resolution: int) -> str:
    """The hexagon of this size around a smaller one, as SQL."""
    beyond = (1 << STEP_BITS * (STEPS - resolution)) - 1
    return f"({spot} & {~(STEPS << SIZE_BIT | beyond)} | {resolution << SIZE_BIT | beyond})"


def spots(
    area_id: int,
    days: Days,
    *,
    resolution: int,
    is_primary: bool = True,
    types: Collection[int] | None = None,
) -> list[Spot]:
    """The hexagons with at least `LEAST` cases reported in these days, most first: of an area of
    the primary net or of another, of every type or of these. Two statements at most."""
    if resolution == WIDEST and types is None and _has_cells(area_id):
        return _found(FROM_CELLS, [area_id, days.first, days.last])
    tree, given = areas_with_above([area_id]).values("area_id").query.sql_with_params()
    inside = f"area_id IN ({tree})"
    if not is_primary:
        inside = f"case_id IN (SELECT case_id FROM {FactArea._meta.db_table} WHERE {inside})"
    values: list[Any] = [days.first, days.last, *given]
    if types is not None:
        inside += " AND type_id = ANY(%s)"
        values.append(list(types))
    return _found(FROM_FACTS.format(hexagon=around("spot", resolution), inside=inside), values)


def _has_cells(area_id: int) -> bool:
    return Standing.objects.filter(above_id=area_id, detail=TYPES).exists()


def _found(statement: str, values: list[Any]) -> list[Spot]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Spot(cell, cases) for cell, cases in cursor.fetchall()]
