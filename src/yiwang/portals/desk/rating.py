"""Entering the rating that somebody hands in on paper or gives by telephone, with their code."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.powers import TAKE_IN_CASES
from yiwang.structure.posts.queries import has_power
from yiwang.work.cases.actions.rate_on_behalf import RateOnBehalf, rate_on_behalf
from yiwang.work.cases.grades import GRADES


@staff_page
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """For whoever takes in cases; not for those who had a part in this one."""
    if not has_power(account_of(request), TAKE_IN_CASES, timezone.localdate()):
        raise Forbidden(_("None of your posts takes in cases for somebody else."))
    if request.method != "POST":
        return _form(request, {})
    if is_paused(address_of(request)):
        return _form(request, {"code": _("Too many codes that do not exist. Please wait.")}, 429)
    try:
        rate_on_behalf(_given(request), actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _form(request, refusal.fields, refusal.status)
    except NotFound as refusal:
        note_miss(address_of(request))
        return _form(request, {"code": refusal.sentence}, refusal.status)
    except Refusal as refusal:
        return _form(request, {"code": refusal.sentence}, refusal.status)
    messages.success(request, _("The rating is noted, as entered for the reporter."))
    return redirect("desk_rate")


def _given(request: HttpRequest) -> RateOnBehalf:
    grade = request.POST.get("grade", "")
    return RateOnBehalf(
        code=text_of(request.POST, "code", 36),
        grade=int(grade) if grade in {"1", "2", "3", "4", "5"} else None,
        reason=text_of(request.POST, "reason", 500),
        way=text_of(request.POST, "way", 10),
    )


def _form(request: HttpRequest, faults: Mapping[str, Sentence], status: int = 200) -> HttpResponse:
    context = {
        "grades": GRADES,
        "typed": request.POST,
        "faults": faults,
        "errors": list(faults.items()),
    }
    return page(request, "desk/rate.html", context, status=status)
