"""The squares of a web map: Web Mercator (EPSG:3857), a world of 2^z by 2^z squares at zoom z,
numbered from the north-west. Pure. Places in the world run from 0 to 1, east and south.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_ZOOM = 14  # a square of 2 km at 35° north; a browser enlarges it beyond
NORTHERNMOST = 85.051129  # degrees; where the world of this projection ends

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the world; `z` from 0 to MOST_ZOOM."""

    z: int
    x: int
    y: int

    @property
    def is_in_the_world(self) -> bool:
        """Whether there is such a square, and one that is drawn."""
        side = 1 << min(self.z, 30)
        return self.z <= MOST_ZOOM and self.x < side and self.y < side

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """West, north, east, south in the world, `margin` squares wider on each side."""
        side = float(1 << self.z)
        return (
            (self.x - margin) / side,
            (self.y - margin) / side,
            (self.x + 1 + margin) / side,
            (self.y + 1 + margin) / side,
        )


def to_world(degrees: Floats) -> Floats:
    """Places (n, 2) of points (n, 2): longitude and latitude in degrees."""
    lat = np.radians(np.clip(degrees[:, 1], -NORTHERNMOST, NORTHERNMOST))
    east = degrees[:, 0] / 360 + 0.5
    south = 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
    return np.column_stack([east, south])


def from_world(places: Floats) -> Floats:
    """The other way round."""
    lng = (places[:, 0] - 0.5) * 360
    lat = 2 * np.arctan(np.exp((0.5 - places[:, 1]) * 2 * np.pi)) - np.pi / 2
    return np.column_stack([lng, np.degrees(lat)])
