"""What strikes the eye in a net: where it does not divide its ground, and who is missing. The same
on a map and in lists."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import page, staff_page
from yiwang.portals.maps.shown import in_frame, map_of, on_map
from yiwang.structure.managing.queries import DEDICATED, lacking_managers
from yiwang.structure.posts.queries.responsible import Places, Responsibility, responsibilities_in
from yiwang.structure.territory.browsing import areas_above
from yiwang.structure.territory.checked import findings_in
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.partition import Finding
from yiwang.structure.territory.queries import named_by_code, net_named, nets, valid_areas

SHOWN = 100  # of one kind; the others are counted
NEAR_ZOOM = 15  # where a grid of a town fills the map
KINDS: dict[str, Promise] = {  # in the order in which they matter
    "overlap": _("Ground that two areas have"),
    "gap": _("Ground that no area below has"),
    "beyond": _("Ground outside the area above"),
    "undrawn": _("Areas without a boundary"),
    "sliver": _("Slivers: borders drawn twice, crumbs"),
    "small": _("Much smaller than others below the same area"),
    "large": _("Much larger than others below the same area"),
}


@dataclass(frozen=True, slots=True)
class Where:
    """An area with the one above it, which tells one 第一网格 from the other."""

    area: Area
    above: Area | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, and the line of the lists that it belongs to."""

    line: str
    lng: float  # WGS-84
    lat: float

    @property
    def looked_at(self) -> str:
        """Where the map goes: longitude and latitude as it shows them, zoom."""
        x, y = on_map(self.lng, self.lat)
        return f"{x:.6f},{y:.6f},{NEAR_ZOOM}"

    @property
    def feature(self) -> dict[str, Any]:
        """The same as GeoJSON."""
        point = {"type": "Point", "coordinates": on_map(self.lng, self.lat)}
        return {"type": "Feature", "geometry": point, "properties": {"line": self.line}}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding with its areas."""

    finding: Finding
    areas: list[Where]
    spot: Spot | None

    @property
    def hectares(self) -> float:
        return self.finding.square_metres / 10_000


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one kind."""

    key: str
    label: Promise
    count: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Place:
    """An area in which somebody is missing, or where there is one too many."""

    where: Where
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Areas where nobody, or more than one, holds what their level usually has."""

    found: Responsibility
    nobody: list[Place]
    several: list[Place]


@dataclass(slots=True)
class Spots:
    """The places of a page, numbered as they are met."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    found: list[Spot] = field(default_factory=list)

    def at(self, lng: float | None, lat: float | None) -> Spot | None:
        """The next place; none where nothing is drawn."""
        if lng is None or lat is None:
            return None
        self.found.append(Spot(f"finding-{next(self.numbers)}", lng, lat))
        return self.found[-1]


@staff_page
@require_safe
def net_check(request: HttpRequest, net: str) -> HttpResponse:
    """The findings of a net as it is now."""
    found, spots = net_named(net), Spots()
    context = {
        "net": found,
        "nets": nets(),
        "groups": _groups(found, findings_in(found), spots),
        "missing": _missing(found, spots),
        "lacking": _lacking(found),
    }
    return page(request, "desk/net_check.html", context | in_frame(_map(found, spots.found)))


def _map(net: Net, spots: Sequence[Spot]) -> dict[str, Any]:
    findings = {"type": "FeatureCollection", "features": [each.feature for each in spots]}
    return map_of([net]) | {"findings": findings}


def _groups(net: Net, findings: list[Finding], spots: Spots) -> list[Group]:
    shown = {kind: [each for each in findings if each.kind == kind] for kind in KINDS}
    codes = {code for lines in shown.values() for each in lines[:SHOWN] for code in each.codes}
    where = _where(named_by_code(net.pk, codes).values())
    by_code = {each.area.code: each for each in where.values()}
    return [
        Group(
            kind,
            KINDS[kind],
            len(lines),
            [
                Line(each, [by_code[code] for code in each.codes], spots.at(*each.at or _NOWHERE))
                for each in lines[:SHOWN]
            ],
        )
        for kind, lines in shown.items()
        if lines
    ]


def _lacking(net: Net) -> list[tuple[str, list[Area]]]:
    """Dedicated areas that nobody manages along one of the two lines."""
    if net.kind != DEDICATED:
        return []
    lacking = lacking_managers(net.pk, timezone.localdate())
    return [(line, areas) for line, areas in lacking.items() if areas]


def _missing(net: Net, spots: Spots) -> list[Missing]:
    on = timezone.localdate()
    found = [
        each
        for each in responsibilities_in(net.pk, on, most=SHOWN)
        if each.nobody.count or each.several.count
    ]
    shown = {pk for each in found for pk in (*each.nobody.ids, *each.several.ids)}
    where = _where(valid_areas().in_bulk(shown).values())

    def places(of: Places) -> list[Place]:
        areas = [where[pk] for pk in of.ids]
        return [Place(each, spots.at(each.area.lng, each.area.lat)) for each in areas]

    return [Missing(each, places(each.nobody), places(each.several)) for each in found]


def _where(areas: Iterable[Area]) -> dict[int, Where]:
    """Areas by id, each with the one above it, in one query."""
    listed = list(areas)
    above = areas_above(listed)
    return {area.pk: Where(area, above.get(area.parent_id or 0)) for area in listed}


_NOWHERE = (None, None)
