"""Volunteers: who enrolled where I put cards up, what I can do myself, and those whom my body sends
or receives. Lists go by name, never by a number."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.exchange.frame import shown
from yiwang.portals.templatetags.cards import TIMES
from yiwang.structure.posts.powers import PUT_UP_CARDS
from yiwang.structure.posts.queries import powers_of
from yiwang.work.exchange.actions.enrol import Told, enrol
from yiwang.work.exchange.policies import (
    NOT_CLAIMED_BY_YOU,
    NOT_PUT_UP_BY_YOU,
    appointments_that_claim,
)
from yiwang.work.exchange.queries.cards import tags
from yiwang.work.exchange.queries.volunteers import enrolments_of, volunteers, volunteers_of_bodies

ON_A_PAGE = 50


@staff_page
@require_safe
def pool(request: HttpRequest) -> HttpResponse:
    """Whoever enrolled, by field and by when they have time."""
    reader, on = account_of(request), timezone.localdate()
    if PUT_UP_CARDS not in powers_of(reader, on):
        raise Forbidden(NOT_PUT_UP_BY_YOU)
    tag, when = text_of(request.GET, "tag", 40), text_of(request.GET, "time", 20)
    found = volunteers(reader, on, tag=tag, time=when)
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "tags": tags(),
        "times": TIMES,
        "tag": tag,
        "time": when,
        "query": urlencode({"tag": tag, "time": when}),
    }
    return shown(request, "exchange/pool.html", context)


@staff_page
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """What I can do and when, for each appointment by which I take cards on."""
    held = appointments_that_claim(account_of(request), timezone.localdate())
    if not held:
        raise Forbidden(NOT_CLAIMED_BY_YOU)
    known = enrolments_of([each.pk for each in held])
    context = {
        "rows": [(each, known.get(each.pk)) for each in held],
        "tags": tags(),
        "times": TIMES,
        "faults": {},
    }
    if request.method != "POST":
        return shown(request, "exchange/enrol.html", context)
    number, post = text_of(request.POST, "appointment", 18), request.POST
    told = Told(post.getlist("tags"), post.getlist("times"), text_of(post, "note"))
    try:
        wanted = int(number) if number.isascii() and number.isdecimal() else 0
        made = enrol(wanted, told, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        context |= {"faults": refusal.fields, "typed": told, "tried": number}
        context["errors"] = [(f"f{number}-{name}", said) for name, said in refusal.fields.items()]
        return shown(request, "exchange/enrol.html", context, status=422)
    if made:
        messages.success(request, _("Kept. You are asked for what fits."))
    else:
        messages.success(request, _("Taken out. Nothing of it is kept."))
    return redirect("exchange_enrol")


@staff_page
@require_safe
def of_bodies(request: HttpRequest) -> HttpResponse:
    """Whom my bodies send elsewhere or receive."""
    found = volunteers_of_bodies(account_of(request), timezone.localdate())
    listed = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return shown(request, "exchange/of_bodies.html", {"page": listed})
