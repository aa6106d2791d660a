"""What is done to a case beside its tasks: look at the contact, order an answer, nudge."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.case_page import Beside, case_page
from yiwang.portals.desk.shown_once import show_once
from yiwang.work.cases.actions.comment_case import comment_case
from yiwang.work.cases.actions.nudge_case import nudge_case
from yiwang.work.cases.actions.reveal_contact import reveal_contact
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries import case_to_view
from yiwang.work.workflows.actions.supervise import Order, supervise
from yiwang.work.workflows.queries import run_of


@staff_page
@require_POST
def reveal(request: HttpRequest, case_id: int) -> HttpResponse:
    """See the contact, with a reason that the reporter will read."""
    reason = text_of(request.POST, "reason")
    try:
        contact = reveal_contact(case_id, reason, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return again(request, case_id, "contact", refusal)
    show_once(request, case_id, contact)
    return redirect_to(case_id, "contact")


@staff_page
@require_POST
def order(request: HttpRequest, case_id: int) -> HttpResponse:
    """Order those at work on the case to answer by a day."""
    now = timezone.now()
    found = run_of(SUBJECT, case_to_view(case_id, account_of(request), now).pk)
    if found is None:
        raise NotFound(_("There is nothing under way here."))
    wanted = Order(found.pk, text_of(request.POST, "demand"), _day(request.POST.get("due_on", "")))
    try:
        told = supervise(wanted, actor=actor_of(request), now=now)
    except Refusal as refusal:
        return again(request, case_id, "order", refusal)
    said = ngettext(
        "The order has gone to %(number)s post.",
        "The order has gone to %(number)s posts.",
        len(told),
    )
    messages.success(request, said % {"number": len(told)})
    return redirect_to(case_id, "orders")


@staff_page
@require_POST
def nudge(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask those at work to get on with it: one click, words if one likes."""
    words = text_of(request.POST, "words")
    try:
        told = nudge_case(case_id, words, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return again(request, case_id, "nudge", refusal)
    said = ngettext("%(number)s post was nudged.", "%(number)s posts were nudged.", len(told))
    messages.success(request, said % {"number": len(told)})
    return redirect_to(case_id, "orders")


@staff_page
@require_POST
def comment(request: HttpRequest, case_id: int) -> HttpResponse:
    """Leave words for those at work."""
    words = text_of(request.POST, "words")
    try:
        comment_case(case_id, words, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return again(request, case_id, "comment", refusal)
    messages.success(request, _("Your comment stands in the story of the case."))
    return redirect_to(case_id, "history")


def redirect_to(case_id: int, part: str) -> HttpResponse:
    """The page of the case, at one of its parts."""
    answer = redirect("desk_case", case_id)
    answer["Location"] += f"#{part}"
    return answer


def again(request: HttpRequest, case_id: int, form: str, refusal: Refusal) -> HttpResponse:
    """The page with the form as it was typed, and what is wrong with it."""
    typed = {name: str(value) for name, value in request.POST.items()}
    faults: dict[str, Sentence] = {"form": refusal.sentence}
    if isinstance(refusal, Invalid):
        faults = dict(refusal.fields)
    beside = Beside(form, typed, faults)
    return case_page(request, case_id, beside=beside, status=refusal.status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
