"""Where cases lie thick: gathered into hexagons of one size (H3).

Sizes of H3: an edge of 5 is some 10 km, of 6 some 3.7 km, of 8 some 530 m, of 9 some 200 m, and
nothing smaller is kept of a place. The wider an area, the larger its hexagons: some two thousand at
most, however many cases. A larger hexagon is made of whole smaller ones: at its border a place may
be counted with the one beside it. A hexagon with fewer cases than the least is not told: a few
cases point at a door.

Those of every type, and of types that something looks at alone (`type_sets.py`), in the size of
their area, are read from cells where an area has them; all others from facts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple, overload

import numpy as np
from django.db import connection
from h3.api import basic_int as h3

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, FactArea, SpotCell, Standing
from yiwang.insight.measures.models.cells import ALL_TYPES
from yiwang.insight.measures.packed import blocks_between
from yiwang.insight.measures.type_sets import key_kept
from yiwang.structure.territory.counting import areas_with_above

SIZES = ((8.1, 4), (2.7, 5), (0.9, 6), (0.3, 7), (0.08, 8))  # degrees an area is wide: size from it
FINEST = 9  # of all narrower; kept with every fact that has a place
UNDRAWN = 6  # of an area without a boundary
LEAST = 5
STEPS, STEP_BITS, SIZE_BIT = 15, 3, 52  # how H3 writes a hexagon: its size, and a step to each next
NO_STEP = 7  # as a step: there is none
MONTH = "date_trunc('month', reported_on)::date"
SHOWN = "spot IS NOT NULL AND NOT is_confidential"
FROM_FACTS = f"""
    SELECT {{hexagon}}, count(*)::int FROM {CaseFact._meta.db_table} fact
    WHERE {SHOWN} AND reported_on BETWEEN %s AND %s AND {{inside}}
    GROUP BY 1 HAVING count(*) >= {LEAST} ORDER BY 2 DESC, 1"""
WITHIN = f"""EXISTS (
    SELECT FROM {FactArea._meta.db_table} place WHERE place.case_id = fact.case_id
    AND place.month = {MONTH} AND place.month BETWEEN %s AND %s AND place.area_id IN ({{tree}}))"""
FROM_CELLS = f"""
    SELECT sign, blocks FROM unnest(%s::int[], %s::date[], %s::date[]) AS part (sign, first, last)
    CROSS JOIN LATERAL (
        SELECT blocks FROM {SpotCell._meta.db_table} WHERE subject_id = %s AND type_set = %s
        AND day BETWEEN part.first AND part.last ORDER BY day DESC LIMIT 1) cell"""


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


@dataclass(frozen=True, slots=True)
class Spots(Sequence[Spot]):
    """Hexagons and their cases, most first; a `Spot` each where they are looked at one by one."""

    cells: list[int]
    cases: list[int]

    @overload
    def __getitem__(self, place: int) -> Spot: ...
    @overload
    def __getitem__(self, place: slice) -> list[Spot]: ...
    def __getitem__(self, place: int | slice) -> Spot | list[Spot]:
        if isinstance(place, slice):
            return list(map(Spot, self.cells[place], self.cases[place]))
        return Spot(self.cells[place], self.cases[place])

    def __len__(self) -> int:
        return len(self.cells)


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


def place_of(spot: str, size: int | str) -> str:
    """Which of the seven within the next larger one the hexagon of this size is, as SQL."""
    return f"(({spot} >> {STEP_BITS} * ({STEPS} - {size})) & {NO_STEP})::int"


def spots(
    area_id: int,
    days: Days,
    *,
    resolution: int,
    types: Collection[int] | None = None,
) -> Spots:
    """The hexagons with at least `LEAST` cases reported in these days, most first: of an area of
    the primary net or of another, of every type or of these."""
    if resolution == size_kept(area_id):
        key = ALL_TYPES if types is None else key_kept(types)
        if key is not None:
            return _from_cells(area_id, days, key, resolution)
    return _from_facts(area_id, days, resolution, types)


def _from_cells(area_id: int, days: Days, key: int, size: int) -> Spots:
    """A block is its hexagons without the last step."""
    rows = _told(FROM_CELLS, [*_parts(days), area_id, key])
    if not rows:
        return Spots([], [])
    blocks, told = blocks_between(rows)
    row, place = np.nonzero(told >= LEAST)
    missing = (NO_STEP - place) << STEP_BITS * (STEPS - size)
    cells, cases = blocks[row] + (1 << SIZE_BIT) - missing, told[row, place]
    order = np.lexsort((cells, -cases))
    return Spots(cells[order].tolist(), cases[order].tolist())


def _from_facts(area_id: int, days: Days, size: int, types: Collection[int] | None) -> Spots:
    tree, given = areas_with_above([area_id]).values("area_id").query.sql_with_params()
    inside = WITHIN.format(tree=tree)
    values: list[Any] = [days.first, days.last, days.first.replace(day=1), days.last, *given]
    if types is not None:
        inside += " AND type_id = ANY(%s)"
        values.append(list(types))
    statement = FROM_FACTS.format(hexagon=around("spot", size), inside=inside)
    rows = _told(statement, values)
    return Spots([cell for cell, _cases in rows], [cases for _cell, cases in rows])


def _parts(days: Days) -> list[list[Any]]:
    """The rows that any days are the sum of: a sign for each, and the days of which it is the last
    there is. The first month is without what came before the first day."""
    parts = [(1, month.first, min(month.last, days.last)) for month in days.by_month()]
    if days.first.day > 1:
        parts.append((-1, days.first.replace(day=1), days.first - timedelta(days=1)))
    return [list(each) for each in zip(*parts, strict=True)]


def _told(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
