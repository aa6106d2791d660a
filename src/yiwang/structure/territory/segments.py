"""How far many points are from the borders of areas, and whether they lie inside: plain arithmetic
over the straight pieces of the borders, all in arrays.

A point is inside where a ray from it to the east crosses the border an odd number of times
(Shimrat, 1962); holes and several parts need nothing more. Units: whatever the shapes are in. It
takes time and memory for every piece of a border: shapes of very many are better asked of GEOS.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Segments:
    """The pieces of the border of each shape, one after another."""

    def __init__(self, shapes: NDArray[np.object_]) -> None:
        parts, owner = shapely.get_parts(shapes, return_index=True)
        is_polygon = shapely.get_dimensions(parts) == 2
        rings, of_part = shapely.get_rings(parts[is_polygon], return_index=True)
        lines = np.concatenate([rings, parts[~is_polygon]])
        owners = np.concatenate([owner[is_polygon][of_part], owner[~is_polygon]])
        order = np.argsort(owners, kind="stable")
        points, line = shapely.get_coordinates(lines[order], return_index=True)
        joined = np.flatnonzero(line[1:] == line[:-1])
        self.x, self.y = points[joined].T
        self.dx, self.dy = (points[joined + 1] - points[joined]).T
        length = self.dx**2 + self.dy**2
        self.per_length = 1 / np.where(length > 0, length, 1.0)
        self.counts = np.bincount(owners[order][line[joined]], minlength=len(shapes))
        self.starts = np.cumsum(self.counts) - self.counts

    def measured(self, shape: Places, x: Floats, y: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """For each pair of a shape and a point: the distance to the border, and whether the border
        goes round the point. A shape without any border is infinitely far."""
        counts = self.counts[shape]
        if not len(counts) or not counts.all():
            return self._some_without(shape, x, y, counts > 0)
        begins = np.cumsum(counts) - counts
        piece = np.arange(counts.sum()) + np.repeat(self.starts[shape] - begins, counts)
        east = np.repeat(x, counts) - self.x[piece]
        north = np.repeat(y, counts) - self.y[piece]
        dx, dy = self.dx[piece], self.dy[piece]
        along = np.clip((east * dx + north * dy) * self.per_length[piece], 0.0, 1.0)
        squared = (east - along * dx) ** 2 + (north - along * dy) ** 2
        is_level = (north < 0) != (north < dy)  # the point's height is between the ends
        # The crossing is east of the point: east < dx * north / dy, without dividing.
        is_east = (east * dy < dx * north) == (dy > 0)
        crossed = np.logical_xor.reduceat(is_level & is_east, begins)
        return np.sqrt(np.minimum.reduceat(squared, begins)), crossed

    def _some_without(
        self, shape: Places, x: Floats, y: Floats, known: NDArray[np.bool_]
    ) -> tuple[Floats, NDArray[np.bool_]]:
        away, inside = np.full(len(shape), np.inf), np.zeros(len(shape), dtype=bool)
        if known.any():
            away[known], inside[known] = self.measured(shape[known], x[known], y[known])
        return away, inside
