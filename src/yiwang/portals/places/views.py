"""Places by sort, and the page of one. Open to everybody; no name is asked anywhere."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.structure_words import kind_label
from yiwang.portals.places.circle import circles_of
from yiwang.structure.organizations.points import counted_by_kind, leads_to, led_by, points_on
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code, path_of
from yiwang.work.exchange.queries.timetable import taking_place_at

MOST = 100


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of places, and how many of it there are."""

    key: str
    label: str
    number: int


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """How many of each sort there are, in all or in an area; those of one sort, by name."""
    on, wanted = timezone.localdate(), text_of(request.GET, "sort", 40)
    here = _area(request)
    sorts = [
        Sort(key, str(kind_label(key)), number)
        for key, number in counted_by_kind(on, here.pk if here else None)
    ]
    found = points_on(on, here.pk if here else None)
    if wanted:
        found = found.filter(kind=wanted)
    listed = list(found.order_by("name", "pk")[: MOST + 1])
    context = {
        "here": here,
        "path": path_of(here.pk) if here else [],
        "sorts": sorts,
        "number": sum(each.number for each in sorts),
        "wanted": wanted,
        "places": [(body, kind_label(body.kind)) for body in listed[:MOST]],
        "has_more": len(listed) > MOST,
        "most": MOST,
    }
    return render(request, "places/list.html", context)


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """One place: where, when, what for; what it leads and what takes place there and below it."""
    on = timezone.localdate()
    body = points_on(on).filter(code=code).first()
    if body is None:
        raise Http404
    stations = leads_to(body.pk, on)
    context = {
        "body": body,
        "sort": kind_label(body.kind),
        "above": led_by(body.pk, on),
        "stations": [(each, kind_label(each.kind)) for each in stations],
        "times": taking_place_at([body.pk, *(each.pk for each in stations)], timezone.now()),
        "circles": circles_of(body, on),
    }
    return render(request, "places/page.html", context)


def _area(request: HttpRequest) -> Area | None:
    code = text_of(request.GET, "in", 40)
    try:
        return area_by_code(code) if code else None
    except NotFound as refusal:
        raise Http404 from refusal
