"""Which area of every net a point lies in now, without a spatial database.

Every process keeps an index per net. One small query per call compares the nets' revisions with
those of the indexes, so a boundary that changed counts from the next call on, in every process.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

import shapely
from django.db import connection
from django.db.models import Exists, OuterRef

from yiwang.structure.territory.index import NOWHERE, Located, NetIndex
from yiwang.structure.territory.models import Area

__all__ = ["NOWHERE", "Located", "locate", "locate_many"]

# xmin, the transaction that last wrote the net, tells apart two states that have the same revision
# because a transaction in between was rolled back.
_REVISIONS = "SELECT id, key, revision, xmin::text FROM territory_net ORDER BY key"


@dataclass(frozen=True, slots=True)
class _State:
    """What an index was built from."""

    net_id: int
    key: str
    revision: int
    written_by: str


_indexes: dict[int, tuple[_State, NetIndex]] = {}
_building = Lock()


def locate(lng: float, lat: float) -> dict[str, Located]:
    """The area in every net of a WGS-84 point, by the net's key. One query while nothing changed.

    Bring other datums to WGS-84 first. Outside every area: `Located(None, None, ())`.
    """
    return {key: index.locate(lng, lat) for key, index in _current_indexes()}


def locate_many(points: Iterable[tuple[float, float]]) -> list[dict[str, Located]]:
    """`locate` for many points in one state of the nets, in one query."""
    indexes = _current_indexes()
    return [{key: index.locate(*point) for key, index in indexes} for point in points]


def _current_indexes() -> Sequence[tuple[str, NetIndex]]:
    with connection.cursor() as cursor:
        cursor.execute(_REVISIONS)
        states = [_State(*row) for row in cursor.fetchall()]
    return [(state.key, _index_of(state)) for state in states]


def _index_of(state: _State) -> NetIndex:
    known = _indexes.get(state.net_id)
    if known is not None and known[0] == state:
        return known[1]
    with _building:
        known = _indexes.get(state.net_id)
        if known is None or known[0] != state:
            known = _indexes[state.net_id] = (state, _built(state.net_id))
        return known[1]


def _built(net_id: int) -> NetIndex:
    """Over the lowest areas that are drawn: where grids have no boundary yet, communities do."""
    drawn = Area.objects.filter(net=net_id, valid_to=None).exclude(geometry=None)
    lowest = drawn.filter(~Exists(drawn.filter(parent=OuterRef("pk"))))
    rows = list(lowest.order_by("id").values_list("id", "geometry"))
    shapes = shapely.from_wkb([bytes(geometry or b"") for _id, geometry in rows])
    return NetIndex([area_id for area_id, _geometry in rows], list(shapes))
