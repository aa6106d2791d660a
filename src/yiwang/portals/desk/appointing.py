"""Appointing somebody to a post, and ending an appointment: two forms."""

from collections.abc import Mapping
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.accounts.queries import accounts_called
from yiwang.foundation.refusals import Forbidden, Invalid, Refusal, Sentence
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.organizations.queries import called
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.modes import MODES
from yiwang.structure.posts.policies import NOT_YOURS, may_appoint_to
from yiwang.structure.posts.queries.named import appointment_shown, post_shown

NAMES = ("who", "mode", "starts_on", "ends_on", "home", "mentor")
Faults = dict[str, Sentence]


@staff_page
@require_http_methods(["GET", "POST"])
def appointing(request: HttpRequest, post_id: int) -> HttpResponse:
    """The form for a post; afterwards the page of the person."""
    now = timezone.now()
    post = _post_of_reader(request, post_id, now)
    typed = {name: text_of(request.POST, name, 150) for name in NAMES}
    if request.method != "POST":
        typed |= {"starts_on": timezone.localdate(now).isoformat(), "mode": "full_time"}
        return _form(request, post, typed, {}, now)
    try:
        new = _new(request.POST, typed, post, timezone.localdate(now))
        appoint(new, actor=actor_of(request), now=now)
    except Invalid as refusal:
        return _form(request, post, typed, refusal.fields, now)
    except Refusal as refusal:
        return _form(request, post, typed, {"who": refusal.sentence}, now)
    messages.success(request, _("Appointed. It counts from the first day on."))
    return redirect("desk_person", new.account_id)


@staff_page
@require_http_methods(["GET", "POST"])
def ending(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """From which day, and why; afterwards the page of the person."""
    now = timezone.now()
    held = appointment_shown(appointment_id)
    _post_of_reader(request, held.post_id, now)
    typed = {name: text_of(request.POST, name, 200) for name in ("ends_on", "reason")}
    faults: Mapping[str, Sentence] = {}
    if request.method == "POST":
        try:
            day = _day(typed["ends_on"], "ends_on")
            end_appointment(
                held.pk, actor=actor_of(request), now=now, ends_on=day, reason=typed["reason"]
            )
            messages.success(request, _("The end is entered. Open tasks stay at the post."))
            return redirect("desk_person", held.account_id)
        except Invalid as refusal:
            faults = refusal.fields
    typed["ends_on"] = typed["ends_on"] or timezone.localdate(now).isoformat()
    context = {"held_one": held, "typed": typed, "faults": faults, "errors": list(faults.items())}
    status = 422 if faults else 200
    return page(request, "desk/end_appointment.html", {**context, "now": now}, status=status)


def _post_of_reader(request: HttpRequest, post_id: int, now: datetime) -> Post:
    post = post_shown(post_id)
    if not may_appoint_to(post, account_of(request), timezone.localdate(now)):
        raise Forbidden(NOT_YOURS)
    return post


def _new(query: QueryDict, typed: Mapping[str, str], post: Post, on: date) -> NewAppointment:
    faults: Faults = {}
    who = _one_of(accounts_called(typed["who"]), "who", faults, typed["who"])
    mentor = home = None
    if typed["mentor"]:
        mentor = _one_of(accounts_called(typed["mentor"]), "mentor", faults, typed["mentor"])
    if typed["home"]:
        home = _one_of(called(typed["home"], on), "home", faults, typed["home"])
    starts_on = _day_or_fault(typed["starts_on"], "starts_on", faults) or on
    ends_on = _day_or_fault(typed["ends_on"], "ends_on", faults)
    if faults:
        raise Invalid(faults)
    return NewAppointment(
        post.pk,
        who or 0,
        starts_on,
        mode=typed["mode"],
        is_primary=query.get("primary") == "yes",
        ends_on=ends_on,
        home_id=home,
        mentor_id=mentor,
    )


def _one_of(found: list, field: str, faults: Faults, typed: str) -> int | None:  # type: ignore[type-arg]  # accounts or organizations
    """The id of the only one; a fault when there is none, or more than one to choose from."""
    if len(found) == 1:
        return int(found[0].pk)
    if found:
        own = ", ".join(getattr(each, "username", "") or each.code for each in found)
        faults[field] = _("Several are called “%(name)s”. Write one of: %(own)s.") % {
            "name": typed,
            "own": own,
        }
    else:
        faults[field] = _("Nobody is called “%(name)s”. Write the whole name, or user name.") % {
            "name": typed
        }
    return None


def _day_or_fault(text: str, field: str, faults: Faults) -> date | None:
    try:
        return _day(text, field)
    except Invalid as refusal:
        faults |= refusal.fields
        return None


def _day(text: str, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid({field: _("Write the day as 2026-12-31.")}) from None


def _form(
    request: HttpRequest,
    post: Post,
    typed: Mapping[str, str],
    faults: Mapping[str, Sentence],
    now: datetime,
) -> HttpResponse:
    context = {
        "post": post,
        "typed": typed,
        "is_primary": request.POST.get("primary") == "yes",
        "modes": MODES,
        "faults": faults,
        "errors": list(faults.items()),
        "now": now,
    }
    return page(request, "desk/appoint.html", context, status=422 if faults else 200)
