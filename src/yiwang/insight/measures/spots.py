"""Where cases lie thick: gathered into hexagons of one size (H3).

Sizes of H3: an edge of 5 is some 10 km, of 6 some 3.7 km, of 8 some 530 m, of 9 some 200 m, and
nothing smaller is kept of a place. The wider an area, the larger its hexagons: some two thousand at
most, however many cases. A larger hexagon is made of whole smaller ones: at its border a place may
be counted with the one beside it. A hexagon with fewer cases than the least is not told: a few
cases point at a door.

Those of every type, in the size of their area, are read from cells where an area has them; all
others from facts.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import connection
from h3.api import basic_int as h3

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, FactArea, SpotCell, Standing
from yiwang.structure.territory.counting import areas_with_above

SIZES = ((8.1, 4), (2.7, 5), (0.9, 6), (0.3, 7), (0.08, 8))  # degrees an area is wide: size from it
FINEST = 9  # of all narrower; kept with every fact that has a place
UNDRAWN = 6  # of an area without a boundary
LEAST = 5
STEPS, STEP_BITS, SIZE_BIT = 15, 3, 52  # how H3 writes a hexagon: its size, and a step to each next
MONTH = "date_trunc('month', reported_on)::date"
SHOWN = "spot IS NOT NULL AND NOT is_confidential"
THICK = f"HAVING {{cases}} >= {LEAST} ORDER BY 2 DESC, 1"
FROM_FACTS = f"""
    SELECT {{hexagon}}, count(*)::int FROM {CaseFact._meta.db_table} fact
    WHERE {SHOWN} AND reported_on BETWEEN %s AND %s AND {{inside}}
    GROUP BY 1 {THICK.format(cases="count(*)")}"""
WITHIN = f"""EXISTS (
    SELECT FROM {FactArea._meta.db_table} place WHERE place.case_id = fact.case_id
    AND place.month = {MONTH} AND place.month BETWEEN %s AND %s AND place.area_id IN ({{tree}}))"""
BETWEEN = "sum(cases[until] - coalesce(cases[before], 0))"
FROM_CELLS = f"""
    SELECT spot, {BETWEEN}::int
    FROM unnest(%s::date[], %s::int[], %s::int[]) AS part (month, before, until)
    JOIN {SpotCell._meta.db_table} cell ON cell.month = part.month
    WHERE subject_id = %s GROUP BY 1 {THICK.format(cases=BETWEEN)}"""


class Spot(NamedTuple):
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


def size_of(bounds: Sequence[float] | None) -> int:
    """The size of the hexagons that an area is looked at in; bounds: west, south, east, north."""
    if bounds is None:
        return UNDRAWN
    width = max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    return next((size for least, size in SIZES if width >= least), FINEST)


def size_kept(area_id: int) -> int | None:
    """The size in which cells of an area are kept; None where there are none."""
    return (
        Standing.objects.filter(area_id=area_id, above_id=area_id)
        .values_list("spot_size", flat=True)
        .first()
    )


def around(spot: str, size: int | str) -> str:
    """The hexagon of this size around a smaller one, as SQL."""
    sized = f"({spot} & ~({STEPS}::bigint << {SIZE_BIT})) | ({size}::bigint << {SIZE_BIT})"
    return f"({sized} | ((1::bigint << {STEP_BITS} * ({STEPS} - {size})) - 1))"


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
    kept = size_kept(area_id)
    if types is None and kept == resolution:
        return _found(FROM_CELLS, [*_parts(days), area_id])
    tree, given = areas_with_above([area_id]).values("area_id").query.sql_with_params()
    values: list[Any] = [days.first, days.last]
    if types is not None and kept is not None and is_primary:  # much lies there
        inside = f"area_id IN ({tree})"
    else:
        inside = WITHIN.format(tree=tree)
        values += [days.first.replace(day=1), days.last]
    values += given
    if types is not None:
        inside += " AND type_id = ANY(%s)"
        values.append(list(types))
    return _found(FROM_FACTS.format(hexagon=around("spot", resolution), inside=inside), values)


def _parts(days: Days) -> list[list[Any]]:
    """Months, and in each the day before the first that counts (or nought), and the last."""
    months = list(days.by_month())
    return [
        [month.first for month in months],
        [max(month.first, days.first).day - 1 for month in months],
        [min(month.last, days.last).day for month in months],
    ]


def _found(statement: str, values: list[Any]) -> list[Spot]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(map(Spot._make, cursor.fetchall()))
