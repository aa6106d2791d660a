"""The form by which a fund is founded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.areas_found import area_meant, as_offered
from yiwang.portals.casework.bodies_found import body_meant
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.funds.typed import day_typed
from yiwang.structure.posts.powers import KEEP_FUNDS
from yiwang.structure.posts.queries import appointments_of, powers_of
from yiwang.work.exchange.actions.open_fund import open_fund
from yiwang.work.exchange.founding import NewFund, faults_of_fund
from yiwang.work.exchange.policies import NOT_KEPT_BY_YOU

FIELDS = ("code", "name", "name_en", "purpose", "organization", "area", "opened_on")


@staff_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Found a fund for an area, kept by a body."""
    today = timezone.localdate()
    if KEEP_FUNDS not in powers_of(account_of(request), today):
        raise Forbidden(NOT_KEPT_BY_YOU)
    faults: dict[str, Sentence] = {}
    status = 200
    if request.method == "POST":
        try:
            made = open_fund(_wanted(request, faults), actor=actor_of(request), now=timezone.now())
        except Invalid as refusal:
            faults, status = refusal.fields, 422
        except Refusal as refusal:
            faults, status = {"area": refusal.sentence}, int(refusal.status)
        else:
            messages.success(request, _("Founded. Everybody reads its ledger from now on."))
            return redirect("funds_fund", made.code)
    typed = {name: text_of(request.POST, name, 600) for name in FIELDS}
    if request.method != "POST":
        typed |= {"opened_on": today.isoformat(), "area": _usual(account_of(request))}
    context = {
        "typed": typed,
        "faults": faults,
        "errors": [(f"f-{name}", said) for name, said in faults.items()],
    }
    return page(request, "funds/new.html", context, status=status)


def _usual(account_id: int) -> str:
    """The area of the first post that has one."""
    held = appointments_of(account_id, timezone.localdate())
    areas = (each.post.area for each in held if each.post.area)
    here = next(areas, None)
    return as_offered(here) if here else ""


def _wanted(request: HttpRequest, faults: dict[str, Sentence]) -> NewFund:
    sent = request.POST
    area_id = organization_id = 0
    try:
        area_id = area_meant(text_of(sent, "area", 120)).pk
    except NotFound as refusal:
        faults["area"] = refusal.sentence
    try:
        organization_id = body_meant(text_of(sent, "organization", 120)).pk
    except NotFound as refusal:
        faults["organization"] = refusal.sentence
    opened_on = day_typed(sent, "opened_on", faults)
    words = {name: text_of(sent, name, 600) for name in ("code", "name", "name_en", "purpose")}
    new = NewFund(**words, organization_id=organization_id, area_id=area_id, opened_on=opened_on)
    if faults:
        raise Invalid(faults_of_fund(new, timezone.localdate()) | faults)
    return new
