"""Where cases lie thick: those with a place, gathered into hexagons of one size (H3).

Resolutions of H3: an edge of 8 is some 530 m, of 9 some 200 m, of 10 some 76 m. A hexagon with
fewer cases than the least is not told: a few cases point at a door.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import h3

from yiwang.work.cases.queries.watching.within import cases_within

LEAST = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A hexagon, its cases, and the area in which most of them lie. Corners are (lng, lat) in
    WGS-84, the first one not repeated."""

    cell: str
    cases: int
    area_id: int | None
    corners: tuple[tuple[float, float], ...]


def spots(
    area_id: int,
    start: datetime,
    end: datetime,
    *,
    resolution: int,
    least: int = LEAST,
    kinds: Collection[str] = (),
) -> list[Spot]:
    """The hexagons with at least so many cases reported in the period, most first. One statement;
    only places are read."""
    cases = cases_within(area_id, kinds).filter(
        reported_at__gte=start, reported_at__lt=end, lat__isnull=False
    )
    lying: dict[str, Counter[int | None]] = defaultdict(Counter)
    for lat, lng, area in cases.order_by().values_list("lat", "lng", "area").iterator():
        lying[h3.latlng_to_cell(lat, lng, resolution)][area] += 1
    found = [
        Spot(cell, areas.total(), areas.most_common(1)[0][0], _corners(cell))
        for cell, areas in lying.items()
        if areas.total() >= least
    ]
    return sorted(found, key=lambda spot: (-spot.cases, spot.cell))


def _corners(cell: str) -> tuple[tuple[float, float], ...]:
    return tuple((lng, lat) for lat, lng in h3.cell_to_boundary(cell))
