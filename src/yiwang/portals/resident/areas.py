"""The public page of an area: who answers here. The card of a grid opens it."""

from collections.abc import Collection
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.insight.reviews.queries.results import public_results
from yiwang.insight.reviews.queries.rounds import open_for_residents
from yiwang.structure.organizations.points import Near, nearest, points_on
from yiwang.structure.posts.queries.answering import answering_for
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code, children_of, path_of

MOST_PLACES, MOST_NEAR = 20, 3


@require_safe
def area(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """Posts, names where the locality shows them, the duty telephone, and the way to report."""
    now = timezone.now()
    try:
        here = area_by_code(code, net)
    except NotFound as refusal:
        return render(request, "resident/no_area.html", {"refusal": refusal}, status=404)
    today = timezone.localdate(now)
    places = list(points_on(today, here.pk))
    context = {
        "area": here,
        "path": path_of(here.pk),
        "answering": answering_for(here.pk, today),
        "places": places[:MOST_PLACES],
        "near": near_to(here, {each.pk for each in places}, today),
        "below": children_of(here.pk),
        "questionnaires": open_for_residents(here.pk),
        "public_results": public_results(here.pk),
        "now": now,
    }
    return render(request, "resident/area.html", context)


def near_to(here: Area, inside: Collection[int], on: date) -> list[Near]:
    """The nearest places of service outside of it, from its middle."""
    if here.lng is None or here.lat is None:
        return []
    found = nearest((here.lng, here.lat), on, MOST_NEAR + len(inside))
    return [each for each in found if each.body.pk not in inside][:MOST_NEAR]
