"""At which zooms each area of a net is drawn, so that no tile grows beyond a bound. Pure.

An area is drawn from the zoom where its level is large enough to be told apart, and as few as a
tile may hold, until those below it take its place. What lies above the areas drawn is drawn too, as
a heavier line. Where nothing below an area is drawn, it stays to the last zoom.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yiwang.structure.territory.tiles.squares import MOST_ZOOM, Floats

MOST_AREAS = 1_500  # of a level in one square
MARGIN = 64 / 4096  # of a square: what is drawn beyond it
LEAST_WIDTH = 28 / 512  # of a square that the middle area is wide: two characters of its name
NEVER = MOST_ZOOM + 1

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bands:
    """For each area: drawn where `first <= zoom < last`; as a line above others where `last <=
    zoom < above`."""

    first: Places
    last: Places
    above: Places

    def drawn_at(self, zoom: int) -> NDArray[np.bool_]:
        return np.asarray((self.first <= zoom) & (zoom < self.last))

    def above_at(self, zoom: int) -> NDArray[np.bool_]:
        return np.asarray((self.last <= zoom) & (zoom < self.above))


def bands_of(bounds: Floats, ranks: Places, parents: Places) -> Bands:
    """`bounds` (n, 4) in the world; `ranks` of levels from the top; `parents` the place of the
    area above in these arrays, -1 where none is drawn."""
    first = np.full(len(ranks), NEVER, dtype=np.int64)
    for rank in np.unique(ranks):
        of_level = ranks == rank
        first[of_level] = first_zoom(bounds[of_level])
    first[parents < 0] = 0
    below = parents >= 0
    for rank in np.unique(ranks):  # from the top: nobody is drawn before who is above
        of_level = (ranks == rank) & below
        first[of_level] = np.maximum(first[of_level], first[parents[of_level]])
    last = np.full(len(ranks), NEVER, dtype=np.int64)
    np.minimum.at(last, parents[below], first[below])
    above = np.zeros(len(ranks), dtype=np.int64)
    np.maximum.at(above, parents[below], last[below])
    return Bands(first, last, above)


def of_level(ranks: Places, rank: int) -> Bands:
    """The areas of one level at every zoom, and those of the level above as lines."""
    here, above = ranks == rank, ranks == rank - 1
    first = np.where(here, 0, NEVER)
    last = np.where(above, 0, NEVER)
    return Bands(first, last, np.where(above, NEVER, 0))


def first_zoom(bounds: Floats) -> int:
    """From which zoom on areas with these bounds are told apart and few enough in each square."""
    width = float(np.median(np.sqrt(np.prod(bounds[:, 2:] - bounds[:, :2], axis=1))))
    for zoom in range(MOST_ZOOM):
        side = 1 << zoom
        if width * side >= LEAST_WIDTH and _crowd(bounds, side) <= MOST_AREAS:
            return zoom
    return MOST_ZOOM


def _crowd(bounds: Floats, side: int) -> int:
    """How many the fullest square has to draw: those that reach into it, its margin included."""
    west, north = np.floor(bounds[:, :2] * side - MARGIN).astype(np.int64).T
    east, south = np.floor(bounds[:, 2:] * side + MARGIN).astype(np.int64).T
    wide = east - west + 1
    times = wide * (south - north + 1)  # how many squares each reaches into
    which = np.repeat(np.arange(len(bounds)), times)
    step = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
    x, y = west[which] + step % wide[which], north[which] + step // wide[which]
    return int(np.unique(x * 2 * side + y, return_counts=True)[1].max())
