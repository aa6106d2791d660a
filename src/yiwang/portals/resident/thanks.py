"""Whoever wished something thanks those who made it come true, on the page of their matter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.typed import text_of
from yiwang.portals.resident import follow
from yiwang.work.cases.queries import progress_by_code
from yiwang.work.exchange.actions.thank import LONGEST, thank


@follow.discreet
@require_POST
def give_thanks(request: HttpRequest, code: str) -> HttpResponseBase:
    """Pass the words on to those who made it come true."""
    if is_paused(address_of(request)):
        return follow.paused(request)
    now = timezone.now()
    try:
        found = progress_by_code(code, now=now)
    except NotFound as refusal:
        note_miss(address_of(request))
        return follow.not_found(request, code, refusal.sentence)
    if not found.is_reporter:
        messages.warning(request, _("Only whoever wished it says thanks here."))
        return redirect("case_by_code", code)
    return _thanked(request, code, found.case.run_id)


def _thanked(request: HttpRequest, code: str, run_id: int | None) -> HttpResponse:
    try:
        thank(run_id or 0, text_of(request.POST, "thanks", LONGEST + 1), now=timezone.now())
    except Invalid as refusal:
        return follow.case_page(request, code, refusal.fields)
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence))
    else:
        messages.success(request, _("Passed on to those who made it come true."))
    return redirect("case_by_code", code)
