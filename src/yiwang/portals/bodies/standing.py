"""How a body stands to others, and what it is there for: made and ended on its card."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.portals.bodies.choosing import chosen_body
from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.structure_words import RELATIONS
from yiwang.portals.rules.numbers import day_of
from yiwang.structure.founding.actions.give_remit import NewRemit, end_remit, give_remit
from yiwang.structure.founding.actions.link_organizations import (
    Agreement,
    NewLink,
    link_organizations,
)
from yiwang.structure.founding.actions.unlink_organizations import unlink_organizations
from yiwang.structure.founding.policies import organizing
from yiwang.structure.organizations.listing import by_code, link_by_id, remit_by_id
from yiwang.structure.organizations.models import Organization

LINK = ("relation", "other", "since", "agreed", "theme", "grounds", "until")
REMIT = ("says", "basis", "since")


@staff_page
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Say how the body stands to another one, from a day on; seen from either end."""
    body, now = by_code(code), timezone.now()
    faults: dict[str, Sentence] = {}
    if request.method != "POST":
        organizing(body.area_id, actor_of(request), timezone.localdate(now))
        return _link_form(request, body, faults)
    kind, _colon, direction = text_of(request.POST, "relation", 30).partition(":")
    other = chosen_body(text_of(request.POST, "other", 120), faults, "other")
    if (kind, direction) not in RELATIONS:
        faults["relation"] = _("Choose how the two stand to each other.")
    if other is None and "other" not in faults:
        faults["other"] = _("Name the other body, or write its code.")
    if faults or other is None:
        organizing(body.area_id, actor_of(request), timezone.localdate(now))
        return _link_form(request, body, faults)
    ends = (body.pk, other.pk) if direction == "out" else (other.pk, body.pk)
    since = day_of(request.POST.get("since", ""))
    wanted = NewLink(ends[0], kind, ends[1], since, _agreed(request))
    try:
        link_organizations(wanted, actor=actor_of(request), now=now)
    except Invalid as refusal:
        return _link_form(request, body, refusal.fields)
    messages.success(request, _("It is written down, and both bodies show it."))
    return redirect("body", code)


def _agreed(request: HttpRequest) -> Agreement:
    return Agreement(
        text_of(request.POST, "agreed", 600),
        text_of(request.POST, "theme", 600),
        text_of(request.POST, "grounds", 600),
        day_of(request.POST.get("until", "")),
    )


@staff_page
@require_http_methods(["GET", "POST"])
def remit(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the body is there for, from a day on, on which basis."""
    body, now = by_code(code), timezone.now()
    if request.method != "POST":
        organizing(body.area_id, actor_of(request), timezone.localdate(now))
        return _remit_form(request, body, {})
    wanted = NewRemit(
        text_of(request.POST, "says"),
        text_of(request.POST, "basis"),
        day_of(request.POST.get("since", "")),
        convenes="convenes" in request.POST,
    )
    try:
        give_remit(body.pk, wanted, actor=actor_of(request), now=now)
    except Invalid as refusal:
        return _remit_form(request, body, refusal.fields)
    messages.success(request, _("It is on the card of the body now."))
    return redirect("body", code)


@staff_page
@require_POST
def unlink(request: HttpRequest, link_id: int) -> HttpResponse:
    """End a link from the day given on, else today."""
    until, reason = day_of(request.POST.get("until", "")), text_of(request.POST, "reason", 300)
    found = link_by_id(link_id)
    ends = (found.source.code, found.target.code)
    back = text_of(request.POST, "back", 60)
    return _done(
        request,
        back if back in ends else ends[0],
        lambda: unlink_organizations(
            link_id, until=until, reason=reason, actor=actor_of(request), now=timezone.now()
        ),
    )


@staff_page
@require_POST
def end(request: HttpRequest, remit_id: int) -> HttpResponse:
    """Take a remit from a body from the day given on, else today."""
    until, reason = day_of(request.POST.get("until", "")), text_of(request.POST, "reason", 300)
    found = remit_by_id(remit_id)
    return _done(
        request,
        found.organization.code,
        lambda: end_remit(
            remit_id, until=until, reason=reason, actor=actor_of(request), now=timezone.now()
        ),
    )


def _done(request: HttpRequest, code: str, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is ended; that it was so stays on the card."))
    return redirect("body", code)


def _link_form(
    request: HttpRequest, body: Organization, faults: dict[str, Sentence]
) -> HttpResponse:
    relations = {f"{kind}:{way}": label for (kind, way), label in RELATIONS.items()}
    relations.pop("co_builds:in")  # the same from both ends
    return _form(request, "bodies/link.html", body, faults, LINK, relations=relations)


def _remit_form(
    request: HttpRequest, body: Organization, faults: dict[str, Sentence]
) -> HttpResponse:
    return _form(request, "bodies/remit.html", body, faults, REMIT)


def _form(
    request: HttpRequest,
    template: str,
    body: Organization,
    faults: dict[str, Sentence],
    names: tuple[str, ...],
    **context: object,
) -> HttpResponse:
    renamed = {("relation" if name == "kind" else name): said for name, said in faults.items()}
    shown = {
        "body": body,
        "typed": {name: text_of(request.POST, name, 600) for name in names},
        "faults": renamed,
        "errors": [(f"f-{name}", str(said)) for name, said in renamed.items()],
        "now": timezone.now(),
    }
    return page(request, template, {**shown, **context}, status=422 if faults else 200)
