"""Objecting to a count (申诉), on the page of the closed case, by the office concerned."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.foundation.refusals import Refusal
from yiwang.portals.casework.staff import actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.beside import again, redirect_to
from yiwang.work.cases.actions.appeal_figure import appeal_figure


@staff_page
@require_POST
def appeal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Somebody of another body decides about it."""
    about, code = text_of(request.POST, "about", 12), text_of(request.POST, "reason_code", 60)
    reason = text_of(request.POST, "reason", 501)
    try:
        appeal_figure(case_id, about, code, reason, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return again(request, case_id, "appeal", refusal)
    messages.success(request, _("Your objection is noted. Somebody of another office decides."))
    return redirect_to(case_id, "requests")
