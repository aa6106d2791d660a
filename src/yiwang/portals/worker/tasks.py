"""A case on the phone: what to do first, then what it is, then what has happened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.records.queries import newest_of
from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.acting import Attempt, attempt
from yiwang.portals.casework.sheet import firms_around, read_sheet
from yiwang.portals.casework.staff import account_of, staff_page
from yiwang.portals.desk.case_page import errors_of, left_over
from yiwang.portals.worker.keeping import is_to_be_kept, phone_page
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries.named import confidential_among


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
    if is_to_be_kept(request) and confidential_among([case_id]):
        raise NotFound(_("What is confidential is not kept on a phone."))
    now, seen = timezone.now(), newest_of(SUBJECT, [case_id]).get(case_id, 0)
    sheet = read_sheet(case_id, account_of(request), now=now, tried=made.tried if made else None)
    context = {
        "sheet": sheet,
        "case": sheet.case,
        "around": firms_around(sheet),
        "left_over": left_over(sheet, made),
        "errors": errors_of(sheet, made),
        "seen": seen,  # what an act that is sent later rests on
        "now": now,
    }
    return phone_page(request, "worker/case.html", context, status=made.status if made else 200)
