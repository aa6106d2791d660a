"""A made-up municipality of 65 536 grids: a lattice drawn together towards its middle, where grids
are some 100 m wide, with borders that are not straight. The same for the same seed."""

from collections.abc import Collection, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from yiwang.structure.territory.rows import AreaRow, NetSpec

SIDE = 256  # grids on each side
BLOCKS = {"county": (64, 32), "town": (8, 8), "community": (4, 2), "grid": (1, 1)}
LEVELS = [{"key": key, "name": key, "name_en": key} for key in ("city", *BLOCKS)]
NET = NetSpec("municipal", "全市网格", "administrative", LEVELS, name_en="Municipality")
CENTRE, HALF = (106.5, 29.6), (2.3, 2.0)  # degrees
DENSE = 1.6  # 1: evenly spread
BETWEEN = 3  # corners on each side of a grid
Points = NDArray[np.float64]


def rows(shaped: Collection[str] = ("city", *BLOCKS)) -> Iterator[AreaRow]:
    """The areas, top first; those of some levels with their shapes."""
    grids = _grids() if shaped else None

    def drawn(level: str, along: slice, across: slice) -> bytes | None:
        if grids is None or level not in shaped:
            return None
        return bytes(shapely.to_wkb(shapely.union_all(grids[along, across])))

    yield AreaRow("city", "全市", "", "city", None, drawn("city", slice(None), slice(None)))
    above = ("city", (SIDE, SIDE))
    for level, block in BLOCKS.items():
        for x in range(0, SIDE, block[0]):
            for y in range(0, SIDE, block[1]):
                shape = drawn(level, slice(x, x + block[0]), slice(y, y + block[1]))
                parent = _code(above[0], x, y, above[1])
                code = _code(level, x, y, block)
                yield AreaRow(code, f"{code}号", "", level, parent, shape)
        above = (level, block)


def centres() -> dict[str, tuple[float, float]]:
    """Where each grid lies about: longitude and latitude by its code."""
    places = {_code("grid", x, y, (1, 1)): (x + 0.5, y + 0.5) for x, y in np.ndindex(SIDE, SIDE)}
    ground = _on_ground(np.array(list(places.values())))
    return {code: (float(lng), float(lat)) for code, (lng, lat) in zip(places, ground, strict=True)}


def _code(level: str, x: int, y: int, block: tuple[int, int]) -> str:
    return level if level == "city" else f"{level}-{x // block[0]:03}{y // block[1]:03}"


def _grids() -> NDArray[np.object_]:
    """A square array of polygons; neighbours share their corners."""
    chance = np.random.default_rng(2026)
    lattice = np.stack(np.meshgrid(*[np.arange(SIDE + 1.0)] * 2, indexing="ij"), axis=-1)
    lattice[1:-1, 1:-1] += chance.normal(0, 0.12, (SIDE - 1, SIDE - 1, 2))
    east = _sides(lattice[:-1], lattice[1:], chance)  # along x, on every line of y
    north = _sides(lattice[:, :-1], lattice[:, 1:], chance)
    rings = np.concatenate(
        [
            east[:, :-1, :-1],
            north[1:, :, :-1],
            east[:, 1:, :0:-1],
            north[:-1, :, :0:-1],
        ],
        axis=2,
    )
    corners = np.concatenate([rings, rings[:, :, :1]], axis=2)
    return np.asarray(shapely.polygons(_on_ground(corners)), dtype=object)


def _sides(begin: Points, end: Points, chance: np.random.Generator) -> Points:
    """Sides with corners in between, both ends included."""
    steps = np.linspace(0, 1, BETWEEN + 2)[:, None]
    sides = begin[..., None, :] + (end - begin)[..., None, :] * steps
    sides[..., 1:-1, :] += chance.normal(0, 0.03, (*sides.shape[:-2], BETWEEN, 2))
    return sides


def _on_ground(lattice: Points) -> Points:
    """Degrees of places on the lattice."""
    even = lattice / SIDE * 2 - 1
    return np.asarray(CENTRE + np.sign(even) * np.abs(even) ** DENSE * HALF)
