"""The public page of an area: who answers here. The card of a grid opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.insight.reviews.queries.results import public_results
from yiwang.insight.reviews.queries.rounds import open_for_residents
from yiwang.structure.posts.queries.answering import answering_for
from yiwang.structure.territory.queries import area_by_code, children_of, path_of


@require_safe
def area(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """Posts, names where the locality shows them, the duty telephone, and the way to report."""
    now = timezone.now()
    try:
        here = area_by_code(code, net)
    except NotFound as refusal:
        return render(request, "resident/no_area.html", {"refusal": refusal}, status=404)
    context = {
        "area": here,
        "path": path_of(here.pk),
        "answering": answering_for(here.pk, timezone.localdate(now)),
        "below": children_of(here.pk),
        "questionnaires": open_for_residents(here.pk),
        "public_results": public_results(here.pk),
        "now": now,
    }
    return render(request, "resident/area.html", context)
