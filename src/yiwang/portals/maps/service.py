"""The public map of services: what is made known, and how much was settled, area by area. Whatever
is on it is in the list beside it. No case has a place of its own here (privacy.md 21)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.insight.disclosure.models import Release
from yiwang.insight.disclosure.queries import newest_month, published
from yiwang.insight.notices.models import Notice
from yiwang.insight.notices.queries import Filter, found_by
from yiwang.portals.casework.typed import text_of
from yiwang.portals.maps.points import marks_of, places_of, reaches_of
from yiwang.portals.maps.shown import in_frame, map_atlas, map_of
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.queries import area_by_code, children_of, path_of, primary_net

MOST_NOTICES = 60
ENDED = ("solved", "otherwise")
COLOURS = {"notices": "#b3261e", "ended": "#1f5fbf", "places": "#1b6e3c"}
LABELS = {
    "notices": _("Notice board"),
    "ended": _("Settled cases"),
    "places": _("Places of service"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An area in the list: `ended` is None where the number is withheld or not published."""

    area: Area
    notices: list[Notice]
    ended: int | None


@require_safe
def service_map(request: HttpRequest) -> HttpResponse:
    """The areas below one; the page works without a script: then the list is all there is."""
    try:
        here = area_by_code(code) if (code := request.GET.get("in", "")[:40]) else None
        net = primary_net()
    except NotFound as refusal:
        raise Http404 from refusal
    below = children_of(here.pk if here else None)
    if here is None and len(below) == 1:
        [here] = below
        below = children_of(here.pk)
    release = newest_month()
    lines = _lines(here, below, release)
    shown = map_of([net], map_atlas(net).degrees_of(here.pk) if here else None)
    on = timezone.localdate()
    places = places_of(here, text_of(request.GET, "service", 60), on)
    marks = [_layer(key, _features(net, lines, key)) for key in ("notices", "ended")]
    shown |= {"marks": [_layer("places", marks_of(places)), *marks], "card": ""}
    context = {
        "net": net,
        "here": here,
        "path": path_of(here.pk) if here else [],
        "lines": lines,
        "release": release,
        "places": places,
        "reaches": reaches_of(here, on),
        "now": timezone.now(),
        **in_frame(shown),
    }
    return render(request, "maps/service.html", context)


def _lines(here: Area | None, below: list[Area], release: Release | None) -> list[Line]:
    numbers = _ended(release) if release else {}
    wanted = Filter(area=here, with_below=True)
    found = list(found_by(wanted, timezone.localdate())[:MOST_NOTICES])
    above = {each.area_id: {one.pk for one in path_of(each.area_id)} for each in found}
    shown = [here, *below] if here else below
    return [
        Line(
            area,
            [
                each
                for each in found
                if each.area_id == area.pk or (area is not here and area.pk in above[each.area_id])
            ],
            numbers.get(area.code),
        )
        for area in shown
    ]


def _ended(release: Release) -> dict[str, int]:
    """Area code -> how many of the month were ended, where both numbers are shown."""
    table = published(release)
    whole, found = table.frame.kinds[0], dict[str, list[int]]()
    for cell in table.cells():
        if cell.kind is whole and cell.fate.key in ENDED and cell.number is not None:
            found.setdefault(cell.area.key, []).append(cell.number)
    return {code: sum(each) for code, each in found.items() if len(each) == len(ENDED)}


def _layer(key: str, features: list[dict[str, Any]]) -> dict[str, Any]:
    """What lies on the map of one kind."""
    data = {"type": "FeatureCollection", "features": features}
    return {"key": key, "label": str(LABELS[key]), "colour": COLOURS[key], "data": data}


def _features(net: Net, lines: list[Line], key: str) -> list[dict[str, Any]]:
    """A point in each area, with its number."""
    atlas, features = map_atlas(net), list[dict[str, Any]]()
    for line in lines:
        number = len(line.notices) if key == "notices" else line.ended
        bounds = atlas.degrees_of(line.area.pk) if number else None
        if bounds is None:
            continue
        west, south, east, north = bounds
        aside = (east - west) * (0.12 if key == "ended" else -0.12)
        place = [(west + east) / 2 + aside, (south + north) / 2]
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": place},
                "properties": {"says": str(number), "line": f"line-{line.area.pk}"},
            }
        )
    return features
