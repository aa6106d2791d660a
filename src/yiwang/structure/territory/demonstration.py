"""Boundaries for areas whose real ones are not public: demonstration geometry, to be labelled so.

Each parent is divided among its children by nearness (Voronoi cells) to the places they are known
to be at, or to well-spread invented ones, and clipped to the parent: no gaps, no overlaps, the same
for the same seed. Limits: real borders follow rivers and roads, these do not; a child of an
odd-shaped parent may have several parts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
import shapely
from shapely import MultiPoint

from yiwang.structure.territory.spread import spread
from yiwang.structure.territory.surfaces import (
    Points,
    Surface,
    difference,
    fitted,
    plane_of,
    simplified,
    surface_of,
)

SIMPLIFIED_TO_M = 100.0  # finer detail of the boundary is not worth storing for invented areas
_NO_PLACES = np.empty((0, 2))


@dataclass(frozen=True, slots=True)
class Node:
    """One area of the tree to cut. A top one has no parent in the tree."""

    code: str
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class CutSpec:
    """What to cut, in WGS-84. `known` are true polygons within `boundary` that do not overlap;
    `seeds` are places (lng, lat) known to lie in an area, or in one below it."""

    boundary: Surface
    tree: Sequence[Node]
    known: Mapping[str, Surface] = field(default_factory=dict)
    seeds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    seed: int = 0


class NoRoom(Exception):
    """The known areas leave nothing of their parent for its other children."""


def cut(
    spec: CutSpec, wanted: Collection[str] = (), told: Callable[[int], None] | None = None
) -> dict[str, Surface]:
    """A polygon for every node: tops fill the boundary, children fill their parent.

    Of `wanted` codes alone, if there are any: they and all above them must be among these; each
    polygon is the one it would be among all. `told` hears now and then how many are cut.
    Raises NoRoom with the code of the parent. Takes seconds for ten thousand areas.
    """
    plane = plane_of(spec.boundary)
    pieces = [plane.laid(piece) for piece in fitted(spec.boundary, spec.known)]
    pieces = simplified(pieces, SIMPLIFIED_TO_M)
    known = dict(zip(spec.known, pieces, strict=False))
    seeds = {code: plane.to_metres(np.array([place])) for code, place in spec.seeds.items()}
    cutter = _Cutter(_children(spec.tree), known, seeds, spec.seed, frozenset(wanted), told)
    cutter.divide("", surface_of(shapely.union_all(pieces)))
    return dict(zip(cutter.found, plane.all_lifted(list(cutter.found.values())), strict=True))


def _children(tree: Sequence[Node]) -> dict[str, list[str]]:
    """The children of each code; the tops are those of ""."""
    codes = {node.code for node in tree}
    children: dict[str, list[str]] = defaultdict(list)
    for node in tree:
        is_top = node.parent_code is None or node.parent_code not in codes
        children["" if is_top else str(node.parent_code)].append(node.code)
    return children


@dataclass(slots=True)
class _Cutter:
    """One cut, in metres."""

    children: Mapping[str, list[str]]
    known: Mapping[str, Surface]
    seeds: Mapping[str, Points]
    seed: int
    wanted: Collection[str] = ()
    told: Callable[[int], None] | None = None
    found: dict[str, Surface] = field(default_factory=dict)

    def divide(self, parent: str, shape: Surface) -> None:
        """Divide `shape` among the children of `parent`, and each part among theirs."""
        children = self.children.get(parent, [])
        parts = {code: self.known[code] for code in children if code in self.known}
        others = [code for code in children if code not in parts]
        rest = difference(shape, list(parts.values())) if parts else shape
        if others and rest.is_empty:
            raise NoRoom(parent)
        parts |= self.cells(parent, rest, others)
        if self.wanted:
            parts = {code: part for code, part in parts.items() if code in self.wanted}
        self.found |= parts
        if self.told:
            self.told(len(self.found))
        for code, part in parts.items():
            self.divide(code, part)

    def cells(self, parent: str, shape: Surface, codes: Sequence[str]) -> dict[str, Surface]:
        """`shape` divided among `codes` by nearness to the places of each."""
        if len(codes) < 2:
            return dict.fromkeys(codes, shape)
        places = self.places(parent, shape, codes)
        points = MultiPoint(np.vstack(list(places.values())))
        cells = shapely.get_parts(
            shapely.voronoi_polygons(points, extend_to=shape.envelope, ordered=True)
        )
        ends = np.cumsum([len(own) for own in places.values()])[:-1]
        owned = [shapely.union_all(group) for group in np.split(cells, ends)]
        clipped = shapely.intersection(owned, shape)
        return {code: surface_of(part) for code, part in zip(places, clipped, strict=True)}

    def places(self, parent: str, shape: Surface, codes: Sequence[str]) -> dict[str, Points]:
        """The known places of each child inside `shape`; an invented one where there is none."""
        places: dict[str, Points] = {}
        seen: set[tuple[float, ...]] = set()
        for code in codes:
            known = [seed for seed in self.seeds_below(code) if tuple(seed.round()) not in seen]
            inside = [seed for seed in known if shapely.contains_xy(shape, *seed)]
            seen.update(tuple(seed.round()) for seed in inside)
            places[code] = np.array(inside).reshape(-1, 2)
        without = [code for code in codes if len(places[code]) == 0]
        rng = np.random.default_rng([self.seed, crc32(parent.encode())])
        invented = spread(shape, np.vstack(list(places.values())), len(without), rng)
        for code, place in zip(without, invented, strict=True):
            places[code] = place.reshape(1, 2)
        return places

    def seeds_below(self, code: str) -> list[Points]:
        """The seed of an area and of everything below it, each once."""
        own = list(self.seeds.get(code, _NO_PLACES))
        below = [seed for child in self.children.get(code, []) for seed in self.seeds_below(child)]
        return own + below
