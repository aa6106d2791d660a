"""How far areas reach: west, south, east and north of their boundaries, in degrees of WGS-84."""

from collections.abc import Collection

import shapely

from yiwang.structure.territory.models import Area

Extent = tuple[float, float, float, float]


def extents_of_levels(net_id: int, levels: Collection[str]) -> dict[int, Extent | None]:
    """Of every area of these levels of a net, ended ones too; None of one without a boundary."""
    there = Area.objects.filter(net=net_id, level__in=list(levels)).order_by("pk")
    rows = there.values_list("pk", "geometry").iterator(chunk_size=500)
    return {pk: _extent(bytes(drawn)) if drawn else None for pk, drawn in rows}


def _extent(drawn: bytes) -> Extent:
    west, south, east, north = shapely.bounds(shapely.from_wkb(drawn))
    return float(west), float(south), float(east), float(north)
