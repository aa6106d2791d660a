"""Places of service on the public map: where they are, what one gets there, and who is not within
reach of any on foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yiwang.portals.desk.structure_words import kind_label
from yiwang.portals.maps.shown import on_map
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.points import Ring, points_on
from yiwang.structure.registers.standards import Measured, rings_in_public
from yiwang.structure.territory.models import Area
from yiwang.work.workflows.wording import in_words

MOST = 200  # places in one list; further down there are fewer
NAMED = 30  # units that are named


@dataclass(frozen=True, slots=True)
class Place:
    """A place of service, with what sort of place it is."""

    body: Organization
    kind: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How many units reach something on foot, and which do not."""

    title: str
    ring: Ring
    met: int
    of: int
    beyond: Sequence[Measured]

    @property
    def percent(self) -> float:
        return round(100 * self.met / self.of, 1)

    @property
    def further(self) -> int:
        return self.of - self.met - len(self.beyond)


@dataclass(frozen=True, slots=True)
class Places:
    """Those of an area, unit by unit, as far as a list goes; `services` is what can be sought."""

    units: list[tuple[Area | None, list[Place]]]
    services: list[str]
    sought: str
    number: int


def places_of(here: Area | None, sought: str, on: date) -> Places:
    """The places of service in an area; where something is sought, those that offer it."""
    found = list(points_on(on, here.pk if here else None))
    services = sorted({each for body in found for each in body.offers})
    if sought:
        found = [body for body in found if sought in body.offers]
    units: dict[int, tuple[Area | None, list[Place]]] = {}
    for body in found[:MOST]:
        _area, there = units.setdefault(body.area_id or 0, (body.area, []))
        there.append(Place(body, kind_label(body.kind)))
    return Places(list(units.values()), services, sought, len(found))


def reaches_of(here: Area | None, on: date) -> list[Reach]:
    """What open standards ask to be within reach, as far as anything of it is drawn."""
    return [
        Reach(
            in_words(asked.entry.title, asked.entry.title_en),
            asked.ring,
            asked.met,
            len(asked.measured),
            asked.short[:NAMED],
        )
        for asked in rings_in_public(on, here.pk if here else None)
        if asked.ring and asked.measured
    ]


def marks_of(places: Places) -> list[dict[str, Any]]:
    """The places as points of the map; the line of the list that a point leads to."""
    bodies = [each.body for _area, there in places.units for each in there]
    return [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": list(on_map(body.lng or 0.0, body.lat or 0.0)),
            },
            "properties": {"says": "", "line": f"place-{body.pk}"},
        }
        for body in bodies
    ]
