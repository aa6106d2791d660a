"""What a process keeps of a net to draw it: where each drawn area lies and at which zooms it is
drawn, some 65 bytes an area. Boundaries stay in the database until a tile needs them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
import shapely
from django.db.models import QuerySet

from yiwang.structure.territory.datums import Datum, shapes_from_wgs84
from yiwang.structure.territory.locate import ROW_VERSION
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.past import Past, drawn_then, parents_then
from yiwang.structure.territory.tiles.bands import MARGIN, Bands, Places, bands_of, of_level
from yiwang.structure.territory.tiles.drawing import FORMAT
from yiwang.structure.territory.tiles.squares import (
    MOST_ZOOM,
    Floats,
    Square,
    from_world,
    to_world,
)

AT_ONCE = 5_000  # boundaries read at a time
MOST_FORMER = 3  # former states that a process keeps
OF_VERSION = f"version-{FORMAT}-"  # how the stamp of a former state begins
NO_LEVEL = -1
NAMED_WIDTH = 28 / 512  # of a square: two characters

Part = tuple[list[int], list[str], Floats]  # ids, levels and bounds of some areas


@dataclass(frozen=True, slots=True)
class Atlas:
    """The valid areas of one net that are drawn, in one state of it. `bounds` (n, 4) west, north,
    east, south in the world of the map, whose coordinates are in `datum`."""

    net_id: int
    stamp: str  # of the state: another one as soon as anything of the net changes
    datum: Datum
    ids: Places
    bounds: Floats
    bands: Bands
    ranks: Places  # of each area's level, from the top
    levels: Sequence[str]  # their keys

    def of_level(self, level: str) -> "Atlas":
        """The same with the areas of one level alone at every zoom, below a line around those of
        the level above; nothing where the net has no such level."""
        return replace(self, bands=of_level(self.ranks, self._rank(level)))

    def drawn_in(self, square: Square) -> Places:
        """The ids of areas drawn there, the largest first."""
        return self._ids(self.bands.drawn_at(square.z), square)

    def above_in(self, square: Square) -> Places:
        """The ids of what lies above those and has a border there."""
        return self._ids(self.bands.above_at(square.z), square)

    def named_in(self, square: Square) -> Places:
        """The ids of areas drawn there that are wide enough to be written on; at the last zoom,
        which is enlarged, all."""
        width = self.bounds[:, 2] - self.bounds[:, 0]
        is_wide = (width * (1 << square.z) >= NAMED_WIDTH) | (square.z == MOST_ZOOM)
        return self._ids(self.bands.drawn_at(square.z) & is_wide, square)

    def meeting(
        self, west: float, south: float, east: float, north: float, level: str = ""
    ) -> Places:
        """The ids of areas whose rectangle meets this one, in degrees of the map; of one level, if
        it is given."""
        ((left, top), (right, bottom)) = to_world(np.array([[west, north], [east, south]]))
        low, high = self.bounds[:, :2], self.bounds[:, 2:]
        there = np.all(low <= [right, bottom], axis=1) & np.all(high >= [left, top], axis=1)
        if level:
            there &= self.ranks == self._rank(level)
        return np.asarray(self.ids[there])

    def _rank(self, level: str) -> int:
        return self.levels.index(level) if level in self.levels else NO_LEVEL

    def degrees_of(self, area_id: int) -> tuple[float, float, float, float] | None:
        """West, south, east, north of an area in degrees of the map; None where it is not drawn."""
        place = int(np.searchsorted(self.ids, area_id))
        if place == len(self.ids) or self.ids[place] != area_id:
            return None
        return _degrees(self.bounds[place])

    def widths_of(self, ids: Sequence[int]) -> Floats:
        """How wide drawn areas are, in the world."""
        bounds = self.bounds[np.searchsorted(self.ids, np.array(ids, dtype=np.int64))]
        return np.asarray(bounds[:, 2] - bounds[:, 0])

    @property
    def whole(self) -> tuple[float, float, float, float] | None:
        """The same of all of them together."""
        if len(self.ids) == 0:
            return None
        low, high = self.bounds[:, :2].min(axis=0), self.bounds[:, 2:].max(axis=0)
        return _degrees(np.concatenate([low, high]))

    def _ids(self, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], square: Square) -> Places:
        west, north, east, south = square.bounds(MARGIN)
        left, top, right, bottom = self.bounds.T
        there = chosen & (left <= east) & (right >= west) & (top <= south) & (bottom >= north)
        places = np.flatnonzero(there)
        size = np.prod(self.bounds[places, 2:] - self.bounds[places, :2], axis=1)
        return np.asarray(self.ids[places[np.argsort(-size, kind="stable")]])


_atlases: dict[tuple[int, Datum], Atlas] = {}
_former: dict[tuple[int, int, Datum], Atlas] = {}
_building = Lock()


def atlas_of(net_key: str, datum: Datum = Datum.WGS84) -> Atlas:
    """The net as it is now, for a map in this datum. One query while nothing changed."""
    net_id, revision, written = Net.objects.values_list("id", "revision", ROW_VERSION).get(
        key=net_key
    )
    stamp = f"{revision}-{written}-{FORMAT}"
    known = _atlases.get((net_id, datum))
    if known is not None and known.stamp == stamp:
        return known
    with _building:
        known = _atlases.get((net_id, datum))
        if known is None or known.stamp != stamp:
            known = _atlases[net_id, datum] = _built(net_id, stamp, datum)
        return known


def _built(net_id: int, stamp: str, datum: Datum) -> Atlas:
    net = Net.objects.get(pk=net_id)
    above = dict(Area.objects.filter(net=net_id, valid_to=None).values_list("id", "parent_id"))
    drawn = Area.objects.filter(net=net_id, valid_to=None).exclude(geometry=None).order_by("id")
    return _laid(net, stamp, datum, above, list(_read(drawn, datum)))


def atlas_then(past: Past, datum: Datum) -> Atlas:
    """The net as it was. A former state does not change: some of them are kept."""
    key = (past.net.pk, past.revision, datum)
    with _building:
        known = _former.pop(key, None)
        if known is None:
            rows = drawn_then(past)
            parts = [_part([(pk, level, shape) for pk, level, _parent, shape in rows], datum)]
            known = _laid(past.net, stamp_of(past), datum, parents_then(past), parts)
        _former[key] = known  # the last one asked for is the last to go
        while len(_former) > MOST_FORMER:
            del _former[next(iter(_former))]
    return known


def stamp_of(past: Past) -> str:
    """How the addresses of its tiles name a former state."""
    return f"{OF_VERSION}{past.revision}"


def _laid(
    net: Net, stamp: str, datum: Datum, above: Mapping[int, int | None], parts: Sequence[Part]
) -> Atlas:
    ranks = {str(level["key"]): rank for rank, level in enumerate(net.levels)}
    ids = np.array([area_id for found, _levels, _bounds in parts for area_id in found], np.int64)
    levels = [level for _ids, found, _bounds in parts for level in found]
    bounds = np.concatenate([np.empty((0, 4)), *(found for _ids, _levels, found in parts)])
    parents = _parents(ids, above)
    ranked = np.array([ranks.get(level, len(ranks)) for level in levels], np.int64)
    bands = bands_of(bounds, ranked, parents)
    return Atlas(net.pk, stamp, datum, ids, bounds, bands, ranked, tuple(ranks))


def _read(drawn: QuerySet[Area], datum: Datum) -> Iterator[Part]:
    """Ids, levels and bounds in the world, some thousand at a time."""
    last = 0
    while rows := list(drawn.filter(id__gt=last).values_list("id", "level", "geometry")[:AT_ONCE]):
        yield _part([(pk, level, bytes(geometry or b"")) for pk, level, geometry in rows], datum)
        last = rows[-1][0]


def _part(rows: Sequence[tuple[int, str, bytes]], datum: Datum) -> Part:
    shapes = np.array(shapely.from_wkb([stored for *_named, stored in rows]), dtype=object)
    west, south, east, north = shapely.bounds(shapes_from_wgs84(shapes, datum)).T
    north_west = to_world(np.column_stack([west, north]))
    south_east = to_world(np.column_stack([east, south]))
    return (
        [area_id for area_id, _level, _stored in rows],
        [level for _id, level, _stored in rows],
        np.concatenate([north_west, south_east], axis=1),
    )


def _parents(ids: Places, above: Mapping[int, int | None]) -> Places:
    """The place of the nearest drawn area above each; -1 where there is none."""
    places = {int(area_id): place for place, area_id in enumerate(ids)}

    def nearest(area_id: int) -> int:
        parent = above.get(area_id)
        while parent is not None and parent not in places:
            parent = above.get(parent)
        return -1 if parent is None else places[parent]

    return np.array([nearest(int(area_id)) for area_id in ids], dtype=np.int64)


def _degrees(bounds: Floats) -> tuple[float, float, float, float]:
    west, north, east, south = bounds
    corners = from_world(np.array([[west, south], [east, north]]))
    return tuple(round(float(value), 6) for value in corners.ravel())  # type: ignore[return-value]  # two corners are four numbers
