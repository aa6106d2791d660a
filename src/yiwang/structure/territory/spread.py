"""Invented places, well spread over a shape: Lloyd's relaxation (1982) over sampled points.

Deterministic for the same shape, places and generator.
"""

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray

from yiwang.structure.territory.surfaces import Points, Surface

_SAMPLES_EACH = 48
_ROUNDS = 8


def spread(shape: Surface, taken: Points, count: int, rng: Generator) -> Points:
    """`count` places inside `shape`, away from each other and from those that are `taken`."""
    if not count:  # where all are taken there may be a thousand of them
        return np.empty((0, 2))
    samples = _sampled(shape, _SAMPLES_EACH * (count + len(taken)), rng)
    places = _far_apart(samples, taken, count)
    for _round in range(_ROUNDS):
        nearest = _distances(samples, np.vstack([taken, places])).argmin(axis=1) - len(taken)
        for n in range(count):
            mine = samples[nearest == n]
            if len(mine):
                places[n] = mine.mean(axis=0)
    return _at_samples(samples, places)


def _sampled(shape: Surface, count: int, rng: Generator) -> Points:
    """Points inside the shape, as many per surface everywhere."""
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(shape))
    areas = shapely.area(triangles)
    chosen = rng.choice(len(triangles), size=count, p=areas / areas.sum())
    corners = shapely.get_coordinates(triangles).reshape(-1, 4, 2)[chosen, :3]
    weights = rng.dirichlet([1.0, 1.0, 1.0], size=count)
    return np.asarray(np.einsum("ni,nij->nj", weights, corners))


def _far_apart(samples: Points, taken: Points, count: int) -> Points:
    """Samples chosen one by one, each the farthest from all before it."""
    places = np.empty((count, 2))
    away = np.full(len(samples), np.inf)
    if len(taken):
        away = _distances(samples, taken).min(axis=1)
    for n in range(count):
        places[n] = samples[away.argmax()]
        away = np.minimum(away, _distances(samples, places[n : n + 1])[:, 0])
    return places


def _at_samples(samples: Points, places: Points) -> Points:
    """Each place moved to the nearest free sample: a mean may lie outside an odd shape."""
    away = _distances(samples, places)
    for n in range(len(places)):
        nearest = away[:, n].argmin()
        places[n] = samples[nearest]
        away[nearest] = np.inf
    return places


def _distances(points: Points, places: Points) -> NDArray[np.float64]:
    between = points[:, None, :] - places[None, :, :]
    return np.asarray((between**2).sum(axis=2))
