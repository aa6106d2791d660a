"""What waits for a second person: decided with a reason, by somebody who has no part in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Refusal
from yiwang.insight.reviews.actions.decide_objection import decide_objection
from yiwang.insight.reviews.policies import organizing_anywhere
from yiwang.insight.reviews.queries.objections import objections_to_decide
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.reviews.sent import Faults, errors_of, faults_of


@staff_page
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Every objection that the reader may decide."""
    _organizer(request)
    return _page(request, {})


@staff_page
@require_POST
def decide(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Left out, or not."""
    _organizer(request)
    try:
        decide_objection(
            objection_id,
            is_granted="grant" in request.POST,
            why=text_of(request.POST, "why", 600),
            actor=actor_of(request),
            now=timezone.now(),
        )
    except Refusal as refusal:
        return _page(request, faults_of(refusal), objection_id, refusal.status)
    messages.success(request, _("It is decided. Whom it is about sees the answer and your reason."))
    return redirect("review_objections")


def _organizer(request: HttpRequest) -> Actor:
    return organizing_anywhere(actor_of(request), timezone.localdate())


def _page(
    request: HttpRequest, faults: Faults, objection_id: int = 0, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    context = {
        "waiting": objections_to_decide(account_of(request), timezone.localdate(now)),
        "tried": objection_id,
        "typed": text_of(request.POST, "why", 600),
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/objections.html", context, status=status)
