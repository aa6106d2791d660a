"""Which areas of two nets meet on the ground: links found by geometry, with the share they have."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import rows_of, shape_of
from yiwang.structure.territory.rows import AreaLinkRow, AreaRow

WITHIN = 0.99  # of its ground: what is drawn by hand sticks out a little
OVERLAPS = 0.01  # less is the line between two neighbours


def links_met(source: Net, target: Net) -> list[AreaLinkRow]:
    """From the lowest areas of one net to those of the other: `within` one, else `overlaps` each.

    Shares are of the surface of the source, or of its length where it is a line.
    """
    from_rows, to_rows = _lowest(source), _lowest(target)
    first, second = _shapes(from_rows), _shapes(to_rows)
    if not from_rows or not to_rows:
        return []
    at, on = shapely.STRtree(second).query(first, "intersects")
    shared = _size(shapely.intersection(first[at], second[on])) / _size(first)[at]
    return [
        AreaLinkRow(from_rows[a].code, to_rows[b].code, "within" if share >= WITHIN else "overlaps")
        for a, b, share in zip(at, on, shared, strict=True)
        if share >= OVERLAPS
    ]


def _lowest(net: Net) -> list[AreaRow]:
    rows = rows_of(net)
    above = {row.parent_code for row in rows.values()}
    return [row for code, row in rows.items() if code not in above and row.geometry is not None]


def _shapes(rows: Sequence[AreaRow]) -> NDArray[np.object_]:
    return np.array([shape_of(row) for row in rows], dtype=object)


def _size(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Surface, or length of what has none; never nothing, so that it may divide."""
    surface, length = shapely.area(shapes), shapely.length(shapes)
    is_line = shapely.get_dimensions(shapes) < 2
    return np.maximum(np.where(is_line, length, surface), 1e-18)
