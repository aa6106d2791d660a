"""People and posts: what whoever appoints has to look after, and one person with their posts."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.accounts.queries import account
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.actions.enter_qualification import Certificate, enter_qualification
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.policies import may_appoint_to
from yiwang.structure.posts.queries.conflicts import conflicts_in_reach, conflicts_of_person
from yiwang.structure.posts.queries.named import appointment_shown
from yiwang.structure.posts.queries.people import ending_in_reach, held_by, mentored_by
from yiwang.structure.posts.queries.qualifications import (
    expiring_in_reach,
    grades_of,
    lacking_in_reach,
    qualification_kinds,
    qualifications_of,
)
from yiwang.structure.posts.queries.terms import elections_in_reach
from yiwang.structure.registers.actions.enter_grade import enter_grade
from yiwang.structure.registers.queries import current_version, entries_for_posts, entries_of

AT_ONCE = 200  # of one list on a page


@staff_page
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Terms that end soon, and posts that one person holds against a rule, where one appoints."""
    now = timezone.now()
    on, reader = timezone.localdate(now), account_of(request)
    after = text_of(request.GET, "lacking", 40)
    lacking, number = lacking_in_reach(reader, on, _mark(after), AT_ONCE + 1)
    context = {
        "ending": ending_in_reach(reader, on),
        "elections": elections_in_reach(reader, on),
        "conflicts": conflicts_in_reach(reader, on),
        "expiring": expiring_in_reach(reader, on),
        "lacking": lacking[:AT_ONCE],
        "lacking_in_all": number,
        "further": lacking[AT_ONCE - 1].mark if len(lacking) > AT_ONCE else "",
        "is_first": not after,
        "most": AT_ONCE,
        "shown": f":{AT_ONCE}",
        "now": now,
    }
    return page(request, "desk/people.html", context)


@staff_page
@require_safe
def person(request: HttpRequest, account_id: int) -> HttpResponse:
    """What a colleague holds; what is theirs to know, for them and whoever appoints them."""
    return _person(request, account_id, {})


@staff_page
@require_POST
def certificate(request: HttpRequest, account_id: int) -> HttpResponse:
    """Enter a certificate of somebody whom one appoints."""
    try:
        certificate = Certificate(
            account_id,
            text_of(request.POST, "kind", 60),
            _day(request, "issued_on") or timezone.localdate(),
            _day(request, "expires_on"),
        )
        enter_qualification(certificate, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _person(request, account_id, refusal.fields)
    messages.success(request, _("The certificate is entered."))
    return redirect("desk_person", account_id)


@staff_page
@require_POST
def grade(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Enter the grade of an appointment."""
    held = appointment_shown(appointment_id)
    try:
        since = _day(request, "since") or timezone.localdate()
        entry = text_of(request.POST, "entry", 60)
        enter_grade(held.pk, entry, since, actor=actor_of(request), now=timezone.now())
        messages.success(request, _("The grade is entered."))
    except Invalid as refusal:
        messages.warning(request, str(refusal))
    return redirect("desk_person", held.account_id)


def _mark(text: str) -> tuple[int, int]:
    """The last one of the page before; nothing else is looked up by it."""
    kind, _dot, held = text.partition(".")
    if kind.isascii() and held.isascii() and kind.isdecimal() and held.isdecimal():
        return int(kind[:18]), int(held[:18])
    return 0, 0


def _person(request: HttpRequest, account_id: int, faults: Mapping[str, Sentence]) -> HttpResponse:
    now = timezone.now()
    on, reader = timezone.localdate(now), account_of(request)
    somebody, posts = account(account_id), held_by(account_id, on)
    ends = {each.pk for each in posts if _ends(each, reader, on)}
    context = {
        "planned": entries_for_posts({each.post.type.key for each in posts}, on),
        "person": somebody,
        "posts": posts,
        "ends": ends,
        "mentored": mentored_by(somebody.pk, on),
        "is_theirs": reader == somebody.pk or bool(ends),
        "faults": faults,
        "errors": list(faults.items()),
        "today": on,
        "now": now,
    }
    if context["is_theirs"]:
        context |= _file(somebody.pk, [each for each in posts if each.pk in ends], on)
    return page(request, "desk/person.html", context, status=422 if faults else 200)


def _file(account_id: int, gradable: list[Appointment], on: date) -> dict[str, object]:
    """What only they and whoever appoints them read."""
    ladders = [
        (each, entries_of(version.pk))
        for each in gradable
        if each.post.type.ladder and (version := current_version(each.post.type.ladder, on))
    ]
    return {
        "conflicts": conflicts_of_person(account_id, on),
        "certificates": qualifications_of(account_id),
        "kinds": qualification_kinds(),
        "grades": grades_of(account_id),
        "ladders": ladders,
    }


def _day(request: HttpRequest, name: str) -> date | None:
    text = text_of(request.POST, name, 10)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid({name: _("Write the day as 2026-12-31.")}) from None


def _ends(appointment: Appointment, reader: int, on: date) -> bool:
    """Whether the reader may end it: nobody decides about themselves."""
    return appointment.account_id != reader and may_appoint_to(appointment.post, reader, on)
