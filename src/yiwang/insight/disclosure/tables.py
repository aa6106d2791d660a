"""A table with margins as a list of numbers and of what adds up to what.

A cell is a position. A sum says that one cell is what some others add up to. Whoever reads a table
knows its sums, the numbers that are shown, and that none of the others is negative.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

LEAST = 10


@dataclass(frozen=True, slots=True)
class Node:
    """One row or column: an area, a kind, a fate. `above` is the key of what it is part of."""

    key: str
    name: str
    name_en: str = ""
    above: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is what `parts` add up to; all are positions."""

    total: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        return (self.total, *self.parts)


Nodes = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Frame:
    """A table of areas by kinds, and the same areas by fates; the first node of each axis is the
    whole. A cell has a kind or a fate, never both: the smaller the cells, the fewer may be shown.
    """

    areas: tuple[Node, ...]
    kinds: tuple[Node, ...]
    fates: tuple[Node, ...]

    def cells(self) -> list[Nodes]:
        """The nodes of every position, in the order of all lists of numbers."""
        return [
            (area, kind, fate)
            for area, kind, fate in product(self.areas, self.kinds, self.fates)
            if kind is self.kinds[0] or fate is self.fates[0]
        ]

    def sums(self) -> list[Sum]:
        """What adds up to what, along every axis."""
        cells = self.cells()
        position = {tuple(node.key for node in nodes): at for at, nodes in enumerate(cells)}
        found: dict[tuple[int, int], list[int]] = {}
        for at, nodes in enumerate(cells):
            for axis, node in enumerate(nodes):
                if node.above:
                    keys = [each.key for each in nodes]
                    keys[axis] = node.above
                    found.setdefault((position[tuple(keys)], axis), []).append(at)
        return [Sum(total, tuple(parts)) for (total, _), parts in found.items()]


@dataclass
class Table:
    """Numbers, which of them are withheld, and which may not be told.

    `kept_open` were published before and cannot be withheld any more. `spans` says of a cell
    between which numbers everybody must have to guess: for one below ten, from 0 to 10.
    """

    values: Sequence[int]
    sums: Sequence[Sum]
    hidden: set[int] = field(default_factory=set)
    kept_open: frozenset[int] = frozenset()
    spans: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def spread(self) -> list[int]:
        """How many of the lowest cells each cell is made of, along its longest axis."""
        parts: dict[int, list[tuple[int, ...]]] = {}
        for each in self.sums:
            parts.setdefault(each.total, []).append(each.parts)
        found: dict[int, int] = {}

        def spread_of(cell: int) -> int:
            if cell not in found:
                below = (sum(spread_of(part) for part in each) for each in parts.get(cell, ()))
                found[cell] = max(below, default=1)
            return found[cell]

        return [spread_of(cell) for cell in range(len(self.values))]

    def shown(self) -> list[int | None]:
        """As it is published: None where the number is withheld."""
        return [None if at in self.hidden else value for at, value in enumerate(self.values)]


def spans_of_small(values: Sequence[int], least: int = LEAST) -> dict[int, tuple[int, int]]:
    """The cells below `least`, zero too: anything from 0 to `least` must be possible."""
    return {at: (0, least) for at, value in enumerate(values) if value < least}
