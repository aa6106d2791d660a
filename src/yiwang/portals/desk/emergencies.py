"""Emergencies: calling out those on standby, who has confirmed, and calling it off."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.areas_found import area_meant
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.actions.call_off import call_off
from yiwang.structure.posts.actions.call_out import Call, call_out
from yiwang.structure.posts.actions.confirm_call import confirm_call
from yiwang.structure.posts.powers import CALL_OUT
from yiwang.structure.posts.queries import has_power
from yiwang.structure.posts.queries.emergencies import (
    calls_to_confirm,
    emergencies_in_reach,
    on_standby_in_reach,
)

NAMES = ("area", "purpose", "ends_on", "hours", "share")
SHARES = {"0.75": "75%", "0.5": "50%", "0.25": "25%"}


@staff_page
@require_http_methods(["GET", "POST"])
def emergencies(request: HttpRequest) -> HttpResponse:
    """What is in force and was; whoever has the power calls out."""
    now, faults = timezone.now(), dict[str, Sentence]()
    typed = {name: text_of(request.POST, name, 200) for name in NAMES}
    if request.method == "POST":
        try:
            call_out(_call(typed), actor=actor_of(request), now=now)
            messages.success(request, _("They are called out, and see it at once."))
            return redirect("people_emergencies")
        except Invalid as refusal:
            faults = refusal.fields
        except NotFound as refusal:
            faults = {"area": refusal.sentence}
    on, reader = timezone.localdate(now), account_of(request)
    may_call = has_power(reader, CALL_OUT, on)
    context = {
        "found": emergencies_in_reach(reader, on),
        "to_confirm": {each.pk for each in calls_to_confirm(reader, on)},
        "may_call": may_call,
        "ready": on_standby_in_reach(reader, on) if may_call else 0,
        "typed": {**typed, "hours": typed["hours"] or "3"},
        "shares": SHARES,
        "faults": faults,
        "errors": list(faults.items()),
        "today": on,
        "now": now,
    }
    return page(request, "desk/emergencies.html", context, status=422 if faults else 200)


@staff_page
@require_POST
def confirm(request: HttpRequest, activation_id: int) -> HttpResponse:
    """I am there."""
    said = _("Confirmed. Thank you.")
    return _done(
        request,
        lambda: confirm_call(activation_id, actor=actor_of(request), now=timezone.now()),
        said,
    )


@staff_page
@require_POST
def end(request: HttpRequest, activation_id: int) -> HttpResponse:
    """Call it off."""
    said = _("Called off. Those called out are on standby again.")
    return _done(
        request, lambda: call_off(activation_id, actor=actor_of(request), now=timezone.now()), said
    )


def _done(request: HttpRequest, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
        messages.success(request, said)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect("people_emergencies")


def _call(typed: dict[str, str]) -> Call:
    area = area_meant(typed["area"], primary=True)
    try:
        ends_on = date.fromisoformat(typed["ends_on"])
    except ValueError:
        raise Invalid({"ends_on": _("Write the day as 2026-12-31.")}) from None
    hours = int(typed["hours"][:3]) if typed["hours"].isdecimal() else 0
    share = Decimal(typed["share"]) if typed["share"] in SHARES else None
    return Call(area.pk, typed["purpose"], ends_on, hours, share)
