"""Organizations and the links between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import count
from math import cos, pi, radians, sin, sqrt
from typing import Any

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.by_hand import ByHand
from yiwang.packs.loader.schema.organizations import OrganizationPart
from yiwang.packs.loads.codes import area_ids
from yiwang.packs.pack import Pack
from yiwang.structure.organizations.actions.load_organizations import load_organizations
from yiwang.structure.organizations.rows import LinkRow, OrganizationRow, RemitRow
from yiwang.structure.territory.queries import middles_of


def load_bodies(pack: Pack, hand: ByHand, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every organization of the pack, with its links."""
    if pack.organizations:
        yield load_organizations(
            _rows(pack), _links(pack), actor=actor, now=now, overwrite=hand.overwrites
        )


def _rows(pack: Pack) -> list[OrganizationRow]:
    areas, middles = area_ids(), middles_of()
    beside: Mapping[str, Iterator[int]] = defaultdict(
        count
    )  # area -> how many stand in its middle already
    return [
        OrganizationRow(
            **_plain(each.part, middles.get(areas.get(each.part.area, 0)), beside),
            area_id=areas[each.part.area] if each.part.area else None,
            valid_from=_begins(each.part, pack.starts_on),
            remits=tuple(RemitRow(**remit.model_dump()) for remit in each.part.remits),
        )
        for each in pack.organizations
    ]


def _plain(
    part: OrganizationPart, middle: tuple[float, float] | None, beside: Mapping[str, Iterator[int]]
) -> dict[str, Any]:
    """What a row says as the file does; where it stands as given, else in the middle of what it
    serves, where people go to it: one beside the other where several do."""
    said = part.model_dump(exclude={"area", "links", "remits", "is_point"})
    if part.is_point and part.lng is None and middle:
        said["lng"], said["lat"] = _seat(middle, next(beside[part.area]))
    return said


def _seat(middle: tuple[float, float], place: int) -> tuple[float, float]:
    """The seats of a sunflower around the middle, the first one in it, about 60 m apart."""
    away, turn = 60 * sqrt(place), place * pi * (3 - sqrt(5))
    lng, lat = middle
    up, across = away * sin(turn) / 111_000, away * cos(turn) / 111_000
    return round(lng + across / cos(radians(lat)), 6), round(lat + up, 6)


def _begins(part: OrganizationPart, starts_on: date) -> date:
    """The day the pack does, unless it was founded later, or had ended by then."""
    begins = max(part.founded_on or starts_on, starts_on)
    return min(begins, part.valid_to) if part.valid_to else begins


def _links(pack: Pack) -> list[LinkRow]:
    return [
        LinkRow(each.part.code, link.to, **link.model_dump(exclude={"to"}))
        for each in pack.organizations
        for link in each.part.links
    ]
