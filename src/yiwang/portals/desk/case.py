"""The case: what, what has happened, what can be done now. Acts come back here when refused."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.portals.casework.acting import attempt
from yiwang.portals.casework.sheet import read_sheet
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.desk.case_page import case_page
from yiwang.structure.territory.geojson import children_collection, outline
from yiwang.work.cases.queries import case_to_view


@staff_page
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Everything about one case."""
    return case_page(request, case_id)


@staff_page
@require_safe
def panel(request: HttpRequest, case_id: int) -> HttpResponse:
    """The same beside the inbox: what it is and what can be done, without leaving the list."""
    now = timezone.now()
    sheet = read_sheet(case_id, account_of(request), now=now)
    back = safe_back(request, request.GET.get("next", ""))
    context = {"sheet": sheet, "case": sheet.case, "now": now, "back": back}
    return page(request, "desk/panel.html", context)


@staff_page
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, case_id: int, task_id: int, action: str) -> HttpResponse:
    """Perform an act; a refusal shows the form again with everything that was typed."""
    if request.method != "POST":
        return redirect("desk_case", case_id)
    made = attempt(request, case_id, task_id, action)
    if made.done:
        messages.success(request, str(made.done))
        back = safe_back(request, request.POST.get("next", ""))
        return redirect(back) if back else redirect("desk_case", case_id)
    return case_page(request, case_id, made=made, status=made.status)


@staff_page
@require_safe
def surrounding_map(request: HttpRequest, case_id: int) -> HttpResponse:
    """The area of the case among its neighbours, for the small map."""
    found = case_to_view(case_id, account_of(request), timezone.now())
    nothing: dict[str, object] = {"type": "FeatureCollection", "features": []}
    area = found.area
    shapes = outline(area.pk) if area else nothing
    around = children_collection(area.parent_id) if area and area.parent_id else nothing
    return JsonResponse({"area": shapes, "around": around, "point": [found.lng, found.lat]})


def safe_back(request: HttpRequest, wanted: str) -> str:
    """Where to go back to, if it is one of our own pages."""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""
