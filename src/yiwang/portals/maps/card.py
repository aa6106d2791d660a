"""The card of an area: what it is, where, who answers there. A page of its own, and what the map
shows when an area on it is chosen."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import staff_page
from yiwang.portals.maps.then import Then
from yiwang.structure.posts.queries import RosterLine, roster_of
from yiwang.structure.territory import queries
from yiwang.structure.territory.browsing import count_below
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.past import path_then


@dataclass(frozen=True, slots=True)
class Card:
    """An area in words."""

    area: Area
    level: dict[str, str]
    path: str
    below: int
    roster: list[RosterLine]


@staff_page
@require_safe
def card(request: HttpRequest, area_id: int) -> HttpResponse:
    """The card alone, to be put beside the map; of the area on a day, where one is named."""
    area = queries.area(area_id)
    past = Then.of(area.net, request.GET.get("on", "")[:10]).past(area.net)
    path = path_then(past, area_id=area_id) if past else []
    if past and path:
        context = {"net": area.net, "past": past, "path": path, "here": path[-1]}
        return render(request, "maps/card_then.html", context)
    return render(request, "maps/card.html", {"card": card_of(area)})


def card_of(area: Area) -> Card:
    """The card of an area, ended or not."""
    return Card(
        area,
        next((each for each in area.net.levels if each["key"] == area.level), {}),
        queries.paths_of([area.pk]).get(area.pk, ""),
        count_below(area.pk),
        roster_of(area.pk, [], timezone.localdate()),
    )
