"""The roster of a post (值班表): who is on duty, planning it, and swapping a shift."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.actions.answer_swap import answer_swap
from yiwang.structure.posts.actions.ask_swap import Swap, ask_swap
from yiwang.structure.posts.actions.plan_duty import Plan, plan_duty
from yiwang.structure.posts.duty.policies import may_answer
from yiwang.structure.posts.models import Appointment, Shift, ShiftSwap
from yiwang.structure.posts.policies import may_plan
from yiwang.structure.posts.queries.duty import Roster, roster_of_post, shift_shown
from yiwang.structure.posts.queries.named import holders_of, post_shown


@dataclass(frozen=True, slots=True)
class Asked:
    """A swap that waits, and what the reader may say to it."""

    swap: ShiftSwap
    may_agree: bool
    may_refuse: bool


@staff_page
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, post_id: int) -> HttpResponse:
    """Two weeks ahead; whoever plans there gives everybody their turn."""
    now, faults = timezone.now(), dict[str, Sentence]()
    if request.method == "POST":
        try:
            number = plan_duty(_plan(request, post_id), actor=actor_of(request), now=now)
            messages.success(request, _("%(number)s shifts are planned.") % {"number": number})
            return redirect("people_roster", post_id)
        except Invalid as refusal:
            faults = refusal.fields
    return _shown(request, post_id, faults, now)


@staff_page
@require_POST
def swap(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Ask a colleague to take a shift."""
    post_id = shift_shown(shift_id).post_id
    wanted = Swap(
        shift_id,
        _number(request, "other") or 0,
        _number(request, "in_return"),
        text_of(request.POST, "reason", 200),
    )
    return _done(request, post_id, lambda: _ask(request, wanted))


@staff_page
@require_POST
def answer(request: HttpRequest, swap_id: int, answer: str) -> HttpResponse:
    """Agree to a swap, or refuse or withdraw it."""
    post_id = _number(request, "post") or 0
    return _done(request, post_id, lambda: _answer(request, swap_id, answer == "agree"))


def _ask(request: HttpRequest, wanted: Swap) -> str:
    ask_swap(wanted, actor=actor_of(request), now=timezone.now())
    return _("Asked. Until your colleague agrees the shift stays yours.")


def _answer(request: HttpRequest, swap_id: int, agrees: bool) -> str:
    state = answer_swap(swap_id, agrees, actor=actor_of(request), now=timezone.now())
    return {
        "agreed": _("Agreed. It counts once whoever plans has agreed too."),
        "done": _("Agreed: the shift has changed hands."),
        "refused": _("Refused: the shift stays where it was."),
        "withdrawn": _("Withdrawn: the shift stays yours."),
    }[state]


def _done(request: HttpRequest, post_id: int, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect("people_roster", post_id)


def _plan(request: HttpRequest, post_id: int) -> Plan:
    try:
        first = date.fromisoformat(text_of(request.POST, "first"))
    except ValueError:
        raise Invalid({"first": _("Write the day as 2026-12-31.")}) from None
    pattern, days = _number(request, "pattern"), _number(request, "days")
    return Plan(post_id, pattern or 0, first, days or 0)


def _number(request: HttpRequest, name: str) -> int | None:
    text = text_of(request.POST, name, 18)
    return int(text) if text.isdecimal() else None


def _shown(
    request: HttpRequest, post_id: int, faults: dict[str, Sentence], now: datetime
) -> HttpResponse:
    post, reader = post_shown(post_id), account_of(request)
    on = timezone.localdate(now)
    found = roster_of_post(post.pk, post.type_id, now)
    holders = holders_of(post.pk, on)
    context = {
        "post": post,
        "roster": found,
        "on_duty": [each for each in found.shifts if each.starts_at <= now],
        "mine": _mine(found, reader, now),
        "colleagues": _colleagues(found, holders, reader, now),
        "asked": [
            Asked(each, may_answer(each, True, reader, now), may_answer(each, False, reader, now))
            for each in found.swaps
        ],
        "may_plan": may_plan(post, reader, on),
        "first": text_of(request.POST, "first") or on.isoformat(),
        "days": text_of(request.POST, "days", 3) or "14",
        "faults": faults,
        "errors": list(faults.items()),
        "now": now,
    }
    return page(request, "desk/roster.html", context, status=422 if faults else 200)


def _mine(found: Roster, reader: int, now: datetime) -> set[int]:
    """The shifts that the reader may ask somebody to take."""
    asked = {each.shift_id for each in found.swaps}
    return {
        each.pk
        for each in found.shifts
        if each.appointment.account_id == reader and each.starts_at > now and each.pk not in asked
    }


def _colleagues(
    found: Roster, holders: list[Appointment], reader: int, now: datetime
) -> list[tuple[Appointment, list[Shift]]]:
    """Who else holds the post, with their coming shifts."""
    return [
        (held, [s for s in found.shifts if s.appointment_id == held.pk and s.starts_at > now])
        for held in holders
        if held.account_id != reader
    ]
