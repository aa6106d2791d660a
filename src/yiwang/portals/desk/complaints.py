"""Complaints about the software: the list of those who run it, and the form to answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Refusal
from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.work.complaints.actions.answer_complaint import answer_complaint
from yiwang.work.complaints.queries import complaints_for

ON_A_PAGE = 20


@staff_page
@require_http_methods(["GET", "POST"])
def complaints(request: HttpRequest) -> HttpResponse:
    """Those without an answer first."""
    now, fault, typed = timezone.now(), None, {}
    if request.method == "POST":
        said, which = text_of(request.POST, "answer"), text_of(request.POST, "complaint", 12)
        try:
            number = int(which) if which.isdecimal() else 0
            answer_complaint(number, said, actor=actor_of(request), now=now)
            messages.success(request, _("Answered. It is read with the code."))
            return redirect("desk_complaints")
        except Forbidden:
            raise
        except Refusal as refusal:
            fault, typed = refusal, {"answer": said, "complaint": which}
    found = complaints_for(actor_of(request), timezone.localdate(now))
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "typed": typed,
        "errors": [("", str(fault))] if fault else [],
        "now": now,
    }
    status = int(fault.status) if fault else 200
    return page(request, "desk/complaints.html", context, status=status)
