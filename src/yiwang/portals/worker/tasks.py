"""A case on the phone: what to do first, then what it is, then what has happened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.portals.casework.acting import Attempt, attempt
from yiwang.portals.casework.sheet import firms_around, read_sheet
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.desk.case_page import errors_of, left_over


@staff_page
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case, the act that comes first opened."""
    return _page(request, case_id)


@staff_page
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, case_id: int, task_id: int, action: str) -> HttpResponse:
    """Perform an act; a refusal shows the form again with everything that was typed."""
    if request.method != "POST":
        return redirect("worker_case", case_id)
    made = attempt(request, case_id, task_id, action)
    if made.done:
        messages.success(request, str(made.done))
        return redirect("worker")
    return _page(request, case_id, made)


def _page(request: HttpRequest, case_id: int, made: Attempt | None = None) -> HttpResponse:
    now = timezone.now()
    sheet = read_sheet(case_id, account_of(request), now=now, tried=made.tried if made else None)
    context = {
        "sheet": sheet,
        "case": sheet.case,
        "around": firms_around(sheet),
        "left_over": left_over(sheet, made),
        "errors": errors_of(sheet, made),
        "now": now,
    }
    return page(request, "worker/case.html", context, status=made.status if made else 200)
