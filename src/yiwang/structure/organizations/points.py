"""Bodies that people go to: where they stand, what is nearest, and how many are within reach.

Reach is a circle on the ground, as the crow flies: so many minutes at so many metres a minute.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from django.db.models import Count, Q, QuerySet
from numpy.typing import NDArray

from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import working_on

Point = tuple[float, float]  # longitude, latitude
EARTH_M = 6_371_009.0
AT_ONCE = 1_000  # places that are measured together, so that the distances fit into memory


@dataclass(frozen=True, slots=True)
class Near:
    """A body, and how far it is."""

    body: Organization
    metres: int


@dataclass(frozen=True, slots=True)
class Ring:
    """So many minutes on foot at so many metres a minute, to bodies of these kinds."""

    kinds: tuple[str, ...]
    minutes: int
    pace: int

    @property
    def metres(self) -> int:
        return self.minutes * self.pace

    @classmethod
    def of(cls, said: str) -> "Ring | None":
        """`KIND+KIND:MINUTES:METRES_A_MINUTE`; None where it says something else."""
        kinds, _colon, numbers = said.partition(":")
        minutes, _colon, pace = numbers.partition(":")
        if not kinds or not minutes.isdecimal() or not pace.isdecimal():
            return None
        return cls(tuple(kinds.split("+")), int(minutes), int(pace))


def points_on(on: date, within: int | None = None) -> QuerySet[Organization]:
    """Those that work on this day and that people can go to; those that serve an area or one below
    it, or all."""
    found = working_on(on).filter(lng__isnull=False)
    if within is not None:
        found = found.filter(area__ancestry__ancestor=within)
    return found.select_related("area__net").defer("area__geometry").order_by("code")


def nearest(place: Point, on: date, most: int) -> list[Near]:
    """The nearest ones, each with its distance."""
    bodies = list(points_on(on))
    if not bodies:
        return []
    away = _metres(_array([place]), _points_of(bodies))[0]
    return [Near(bodies[n], round(float(away[n]))) for n in np.argsort(away, kind="stable")[:most]]


def counted_by_kind(on: date, within: int | None = None) -> list[tuple[str, int]]:
    """Kinds of the places that people can go to, each with how many there are, the most first."""
    kinds = points_on(on, within).order_by().values_list("kind")
    counted = kinds.annotate(number=Count("pk"))
    return sorted(counted.values_list("kind", "number"), key=lambda each: (-each[1], each[0]))


def leads_to(body_id: int, on: date) -> list[Organization]:
    """The places that belong to a place, by name."""
    return _linked(on, links_out__target=body_id, links_out__kind="member_of", side="links_out")


def led_by(body_id: int, on: date) -> list[Organization]:
    """The places that a place belongs to, by name."""
    return _linked(on, links_in__source=body_id, links_in__kind="member_of", side="links_in")


def reached_by(ring: Ring, here: Point, places: Mapping[int, Point]) -> list[int]:
    """Those of these places that have a body here within reach, the nearest first."""
    if not places:
        return []
    away = _metres(_array([here]), _array(list(places.values())))[0]
    ids = list(places)
    return [ids[n] for n in np.argsort(away, kind="stable") if away[n] <= ring.metres]


def _linked(on: date, *, side: str, **link: object) -> list[Organization]:
    until = Q(**{f"{side}__valid_to": None}) | Q(**{f"{side}__valid_to__gt": on})
    found = points_on(on).filter(until, **{f"{side}__valid_from__lte": on}, **link)
    return list(found.order_by("name", "pk").distinct())


def within_reach(ring: Ring, places: Mapping[int, Point], on: date) -> dict[int, int]:
    """Place -> how many bodies of the ring are within its reach; 0 where none is."""
    there = _points_of(list(points_on(on).filter(kind__in=ring.kinds)))
    return _counted(ring, places, there)


def nearest_of(ring: Ring, places: Mapping[int, Point], on: date) -> dict[int, int]:
    """Place -> metres to the nearest body of the ring, where there is any. Every place is compared
    with every body: for those on a page."""
    there = _points_of(list(points_on(on).filter(kind__in=ring.kinds)))
    if not len(there) or not places:
        return {}
    away = _metres(_array(list(places.values())), there).min(axis=1)
    return {place: round(float(metres)) for place, metres in zip(places, away, strict=True)}


def reached_from(ring: Ring, places: Mapping[int, Point]) -> dict[int, int]:
    """Place -> how many of these places a body in the middle of it would reach, itself too."""
    return _counted(ring, places, _array(list(places.values())))


def _counted(ring: Ring, places: Mapping[int, Point], there: NDArray[np.float64]) -> dict[int, int]:
    """Place -> how many of `there` are within reach of it. Measured are only those that are near
    as seen from the side, some places at a time."""
    here = _array(list(places.values()))
    targets = np.asarray(shapely.points(_from_the_side(there)), dtype=object)
    tree, seen = shapely.STRtree(targets), _from_the_side(here)
    count = np.zeros(len(here), dtype=np.int64)
    for first in range(0, len(here), AT_ONCE):
        low, high = (seen[first : first + AT_ONCE] + side * ring.metres for side in (-1, 1))
        place, other = tree.query(shapely.box(*low.T, *high.T))
        away = _metres_between(here[first + place], there[other])
        reached = place[away <= ring.metres]
        count[first : first + AT_ONCE] = np.bincount(reached, minlength=len(low))
    return dict(zip(places, count.tolist(), strict=True))


def _from_the_side(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres east and north on a picture of the globe from far above the equator at 90° E: it has
    no seam, nothing on it is further apart than on the ground, and in China little is nearer."""
    lng, lat = points.T
    return EARTH_M * np.column_stack([-np.cos(lat) * np.cos(lng), np.sin(lat)])


def _points_of(bodies: Collection[Organization]) -> NDArray[np.float64]:
    return _array([(each.lng or 0.0, each.lat or 0.0) for each in bodies])


def _array(points: Sequence[Point]) -> NDArray[np.float64]:
    return np.radians(np.array(points, dtype=np.float64).reshape(-1, 2))


def _metres(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distance of each of these to each of those."""
    return _metres_between(here[:, None], there[None, :])


def _metres_between(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle distances (haversine), in metres; the last axis is longitude and latitude."""
    across, up = (here[..., n] - there[..., n] for n in (0, 1))
    flat = np.cos(here[..., 1]) * np.cos(there[..., 1])
    chord = np.sin(up / 2) ** 2 + flat * np.sin(across / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(chord)))
