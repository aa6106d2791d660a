"""Which area of every net a point lies in now, without a spatial database.

Every process keeps an index per net until that net changes; a boundary that changed counts from the
next call on, in every process (see `foundation.configuration`).
"""

from collections.abc import Iterable, Sequence
from threading import Lock

import numpy as np
import shapely
from django.db.models import CharField, Exists, Func, OuterRef

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.territory.bulk import Floats, LocatedMany, locate_all
from yiwang.structure.territory.index import NOWHERE, Located, NetIndex
from yiwang.structure.territory.models import Area, Net

__all__ = ["NOWHERE", "Located", "LocatedMany", "locate", "locate_arrays", "locate_many"]

# The transaction that last wrote the net tells apart two states with the same revision, when one
# in between was rolled back.
ROW_VERSION = Func(template="xmin::text", output_field=CharField())
_indexes: dict[int, tuple[tuple[object, ...], NetIndex]] = {}
_building = Lock()


def locate(lng: float, lat: float, *, snap_m: float = 0.0) -> dict[str, Located]:
    """The area in every net of a WGS-84 point, by the net's key. One query while nothing changed.

    Bring other datums to WGS-84 first. Outside every area: `Located(None, None, ())`, unless the
    nearest is at most `snap_m` away.
    """
    return {key: index.locate(lng, lat, snap_m) for key, index in _current_indexes()}


def locate_many(points: Iterable[tuple[float, float]]) -> list[dict[str, Located]]:
    """`locate` for many points in one state of the nets, in one query."""
    lng, lat = np.array(list(points), dtype=np.float64).reshape(-1, 2).T
    found = locate_arrays(lng, lat)
    return [dict(zip(found, answers, strict=True)) for answers in zip(*found.values(), strict=True)]


def locate_arrays(lng: Floats, lat: Floats, *, snap_m: float = 0.0) -> dict[str, LocatedMany]:
    """The same for millions of points, as arrays: by the key of each net. One query."""
    return {key: locate_all(index, lng, lat, snap_m) for key, index in _current_indexes()}


@kept
def _current_indexes() -> Sequence[tuple[str, NetIndex]]:
    """An index for each net, the ones of unchanged nets taken over from the state before."""
    states = Net.objects.order_by("key").values_list("id", "key", "revision", ROW_VERSION)
    return [(key, _index_of(net_id, (key, *version))) for net_id, key, *version in states]


def _index_of(net_id: int, version: tuple[object, ...]) -> NetIndex:
    known = _indexes.get(net_id)
    if known is not None and known[0] == version:
        return known[1]
    with _building:
        known = _indexes.get(net_id)
        if known is None or known[0] != version:
            known = _indexes[net_id] = (version, _built(net_id))
        return known[1]


def _built(net_id: int) -> NetIndex:
    """Over the lowest areas that are drawn: where grids have no boundary yet, communities do."""
    drawn = Area.objects.filter(net=net_id, valid_to=None).exclude(geometry=None)
    lowest = drawn.filter(~Exists(drawn.filter(parent=OuterRef("pk"))))
    rows = list(lowest.order_by("id").values_list("id", "geometry"))
    shapes = shapely.from_wkb([bytes(geometry or b"") for _id, geometry in rows])
    return NetIndex([area_id for area_id, _geometry in rows], list(shapes))
