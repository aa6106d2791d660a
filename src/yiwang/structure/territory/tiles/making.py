"""A tile of a net as it is now: found among those made, or made. Who may look at the net is asked
before (see `policies.py`)."""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

import numpy as np
import shapely

from yiwang.structure.territory.datums import Datum, arrays_from_wgs84, shapes_from_wgs84
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.past import Past, some_then
from yiwang.structure.territory.tiles.atlas import Atlas, atlas_of, atlas_then
from yiwang.structure.territory.tiles.bands import MOST_AREAS
from yiwang.structure.territory.tiles.drawing import Drawn, Name, tile_of
from yiwang.structure.territory.tiles.kept import Shelf
from yiwang.structure.territory.tiles.squares import Square

Read = dict[int, tuple[str, str, bytes, float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Tile:
    """A vector tile, compressed (gzip); `stamp` says of which state of the net."""

    content: bytes
    stamp: str

    @property
    def is_empty(self) -> bool:
        return not gzip.decompress(self.content)

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()[:32]


def tile(net_key: str, square: Square, datum: Datum = Datum.WGS84, level: str = "") -> Tile:
    """One query where the tile was made already, else two. Empty where nothing is drawn.

    Without a `level`, those areas that can be told apart at this zoom.
    """
    atlas = atlas_of(net_key, datum)
    if level:
        if level not in atlas.levels:
            return Tile(gzip.compress(b"", mtime=0), atlas.stamp)
        atlas = atlas.of_level(level)
    shelf = Shelf(net_key, datum.value, atlas.stamp, level)
    content = shelf.find(square)
    if content is None:
        content = shelf.put(square, made(atlas, square))
    return Tile(content, atlas.stamp)


def tile_then(past: Past, square: Square, datum: Datum = Datum.WGS84) -> Tile:
    """A tile of the net as it was. It is made anew each time: browsers keep it."""
    atlas = atlas_then(past, datum)
    content = made(atlas, square, partial(_read_then, past))
    return Tile(gzip.compress(content, 6, mtime=0), atlas.stamp)


def made(atlas: Atlas, square: Square, read: Callable[[set[int]], Read] | None = None) -> bytes:
    """The tile as the format has it. At most MOST_AREAS areas of each layer, the largest."""
    drawn = atlas.drawn_in(square)[:MOST_AREAS].tolist()
    above = atlas.above_in(square)[:MOST_AREAS].tolist()
    rows = (read or _read)({*drawn, *above})
    here, over = ([pk for pk in some if pk in rows] for some in (drawn, above))
    named = [pk for pk in atlas.named_in(square).tolist() if pk in rows]
    names = _names(named, rows, atlas)
    names += [replace(name, is_above=True) for name in _names(over, rows, atlas)]
    shown, outer = (_drawn(some, rows, atlas.datum) for some in (here, over))
    return tile_of(square, shown, outer, names)


def _read(ids: set[int]) -> Read:
    columns = ("id", "name", "name_en", "geometry", "lng", "lat")
    found = Area.objects.filter(id__in=ids).values_list(*columns) if ids else []
    return {row[0]: (row[1], row[2], bytes(row[3] or b""), row[4], row[5]) for row in found}


def _read_then(past: Past, ids: set[int]) -> Read:
    found = some_then(past, sorted(ids))
    shapes = shapely.from_wkb([geometry for *_names, geometry in found])
    points = shapely.get_coordinates(shapely.point_on_surface(shapes)).tolist()
    return {row[0]: (*row[1:], *point) for row, point in zip(found, points, strict=True)}


def _drawn(ids: Sequence[int], rows: Read, datum: Datum) -> Drawn:
    shapes = np.array(shapely.from_wkb([rows[pk][2] for pk in ids]), dtype=object)
    return Drawn(ids, shapes_from_wgs84(shapes, datum))


def _names(ids: Sequence[int], rows: Read, atlas: Atlas) -> list[Name]:
    placed = [pk for pk in ids if rows[pk][3] is not None and rows[pk][4] is not None]
    lng = np.array([rows[pk][3] for pk in placed], dtype=float)
    lat = np.array([rows[pk][4] for pk in placed], dtype=float)
    moved = zip(*arrays_from_wgs84(lng, lat, atlas.datum), strict=True)
    return [
        Name(pk, rows[pk][0], rows[pk][1], (float(x), float(y)), float(width))
        for pk, (x, y), width in zip(placed, moved, atlas.widths_of(placed), strict=True)
    ]
