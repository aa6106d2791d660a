"""Putting the place of a case right: a page of its own, with the map and the list of areas."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Invalid, NotFound, Sentence
from yiwang.portals.casework.places import PlaceGiven, picker, place_given
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.taking_in import is_only_redrawn
from yiwang.portals.casework.typed import text_of
from yiwang.structure.territory.queries import paths_of
from yiwang.work.cases.actions.move_pin import Move, move_pin
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import case_to_move, case_to_view


@staff_page
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, case_id: int) -> HttpResponse:
    """Where it really is, and why it was wrong."""
    case = case_to_move(case_id, actor_of(request), timezone.now()).case
    if request.method != "POST":
        return _form(request, case, _present(case), {})
    given = place_given(request)
    if is_only_redrawn(request):
        return _form(request, case, given, {})
    wanted = Move(given.point, given.area_code, text_of(request.POST, "reason"))
    try:
        move_pin(case_id, wanted, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _form(request, case, given, refusal.fields)
    except NotFound as refusal:
        return _form(request, case, given, {"area": refusal.sentence})
    messages.success(request, _("The place is put right. Those who answer there have it now."))
    return _afterwards(request, case_id)


def _present(case: Case) -> PlaceGiven:
    """The form as the case lies now."""
    if case.lng is not None and case.lat is not None:
        opened = case.area.code if case.area else ""
        return PlaceGiven(lng=case.lng, lat=case.lat, opened=opened)
    return PlaceGiven(area_code=case.area.code if case.area else "")


def _form(
    request: HttpRequest, case: Case, given: PlaceGiven, faults: Mapping[str, Sentence]
) -> HttpResponse:
    now = timezone.now()
    context = {
        "case": case,
        "present": paths_of([case.area_id]).get(case.area_id, "") if case.area_id else "",
        "picker": picker(given, account_of(request), timezone.localdate(now)),
        "reason": text_of(request.POST, "reason"),
        "faults": faults,
        "errors": [(WHERE.get(name, name), said) for name, said in faults.items()],
        "now": now,
    }
    return page(request, "desk/move.html", context, status=422 if faults else 200)


def _afterwards(request: HttpRequest, case_id: int) -> HttpResponse:
    """The case; the inbox if it has left the reader's reach."""
    try:
        case_to_view(case_id, account_of(request), timezone.now())
    except NotFound:
        return redirect("desk")
    return redirect("desk_case", case_id)


WHERE = {"place": "areas", "area": "areas"}  # id of the field in which a fault is mended
