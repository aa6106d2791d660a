"""What is done on the page of a card; what was refused comes back with everything that was
typed."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.bodies_found import body_meant
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.exchange.card import Tried, card_page
from yiwang.work.exchange.actions.claim_card import claim_card
from yiwang.work.exchange.actions.confirm_claim import confirm_claim
from yiwang.work.exchange.actions.decide_card import decide_card
from yiwang.work.exchange.actions.decide_claim import decide_claim
from yiwang.work.exchange.actions.end_card import end_card
from yiwang.work.exchange.actions.release_claim import release_claim
from yiwang.work.exchange.actions.report_claim import report_claim
from yiwang.work.exchange.actions.withdraw_card import withdraw_card
from yiwang.work.exchange.claiming import Ask
from yiwang.work.exchange.queries.cards import card_to_read
from yiwang.work.exchange.queries.claims import card_of
from yiwang.work.exchange.states import ClaimState

TAKEN = ("form", "who", "body", "slot", "amount", "part", "offer")


@dataclass(frozen=True, slots=True)
class Doing:
    """An act that is ready, and what is said once it is done."""

    act: Callable[[], object]
    said: str


@staff_page
@require_POST
def take(request: HttpRequest, card_id: int) -> HttpResponse:
    """Take the card on: for a body, as oneself, or for a body that telephoned."""
    card_to_read(card_id, account_of(request), timezone.localdate())
    typed = {name: text_of(request.POST, name, 300) for name in TAKEN}
    try:
        made = claim_card(card_id, _ask(typed), actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return card_page(request, card_id, Tried("take", typed, refusal))
    if made.state == ClaimState.WAITING:
        said = _("All is taken. You are on the waiting list and are told when you move up.")
    else:
        said = _("Asked for. Whoever put the card up answers, and you are told.")
    messages.success(request, said)
    return redirect("exchange_card", card_id)


@staff_page
@require_POST
def read(request: HttpRequest, card_id: int) -> HttpResponse:
    """As the second person: show it, or not and why."""
    shows = request.POST.get("do") == "show"
    said = _("Shown. It can be taken on now.") if shows else _("Not shown. The reason is with it.")
    decide = partial(decide_card, card_id, shown=shows, reason=text_of(request.POST, "reason", 400))
    return _done(request, card_id, "read", Doing(_with_actor(request, decide), said))


@staff_page
@require_POST
def end(request: HttpRequest, card_id: int) -> HttpResponse:
    """Say what came of it, or take it back."""
    do, outcome = request.POST.get("do", ""), text_of(request.POST, "outcome", 2100)
    if do == "withdraw":
        reason = text_of(request.POST, "reason", 400)
        acting = partial(withdraw_card, card_id, reason)
        said = _("Taken back. Whoever had taken it on is told why.")
        return _done(request, card_id, "withdraw", Doing(_with_actor(request, acting), said))
    acting = partial(end_card, card_id, outcome, fulfilled=do == "fulfilled")
    said = _("It is over. What came of it stands on the card.")
    return _done(request, card_id, "end", Doing(_with_actor(request, acting), said))


@staff_page
@require_POST
def on_claim(request: HttpRequest, claim_id: int, do: str) -> HttpResponse:
    """Decide on a claim, or carry it on."""
    card_id = card_of(claim_id, account_of(request), timezone.localdate())
    reason = text_of(request.POST, "reason", 400)
    acts: dict[str, tuple[Callable[..., object], str]] = {
        "accept": (
            partial(decide_claim, claim_id, accepted=True),
            _("Accepted. They have it now and are told."),
        ),
        "decline": (
            partial(decide_claim, claim_id, accepted=False, reason=reason),
            _("Declined. They are told why."),
        ),
        "report": (partial(_reported, request, claim_id), _("Reported. It waits to be confirmed.")),
        "confirm": (
            partial(confirm_claim, claim_id, confirmed=True),
            _("Confirmed. It counts as done."),
        ),
        "back": (
            partial(confirm_claim, claim_id, confirmed=False, reason=reason),
            _("Sent back. They are told what is missing."),
        ),
        "release": (partial(release_claim, claim_id, reason), _("Given back. The next moves up.")),
    }
    if do not in acts:
        raise NotFound(_("There is no such act. Choose one on the page of the card."))
    act, said = acts[do]
    form = f"claim-{claim_id}-{do}"
    return _done(request, card_id, form, Doing(_with_actor(request, act), said))


def _reported(request: HttpRequest, claim_id: int, **by: object) -> None:
    said = text_of(request.POST, "hours", 20).replace("，", ".").replace(",", ".")
    try:
        hours = Decimal(said) if said else None
    except InvalidOperation:
        raise Invalid({"hours": _("Say the hours as a number, such as 2 or 1.5.")}) from None
    if hours is not None and not hours.is_finite():
        raise Invalid({"hours": _("Say the hours as a number, such as 2 or 1.5.")})
    report_claim(claim_id, text_of(request.POST, "report", 2100), hours, **by)  # type: ignore[arg-type]  # actor and now


def _with_actor(request: HttpRequest, act: Callable[..., object]) -> Callable[[], object]:
    return partial(act, actor=actor_of(request), now=timezone.now())


def _done(request: HttpRequest, card_id: int, form: str, doing: Doing) -> HttpResponse:
    card_to_read(card_id, account_of(request), timezone.localdate())
    try:
        doing.act()
    except Refusal as refusal:
        names = ("reason", "report", "hours", "outcome")
        typed = {name: text_of(request.POST, name, 2100) for name in names}
        return card_page(request, card_id, Tried(form, typed, refusal))
    messages.success(request, doing.said)
    return redirect("exchange_card", card_id)


def _ask(typed: dict[str, str]) -> Ask:
    """What was asked for. Invalid where it does not say who, or how many."""
    who, _colon, number = typed["who"].partition(":")
    if not typed["amount"].isdecimal() and typed["amount"]:
        raise Invalid({"amount": _("Say how many as a number.")})
    body = person = None
    if who == "told":
        try:
            body = body_meant(typed["body"]).pk
        except NotFound as refusal:
            raise Invalid({"body": refusal.sentence}) from refusal
    elif who == "body":
        body = _id(number)
    elif who == "self":
        person = _id(number)
    if body is None and person is None:
        raise Invalid({"who": _("Choose for whom it is taken on.")})
    return Ask(
        form=_form(typed["form"]),
        organization_id=body,
        appointment_id=person,
        slot_id=_id(typed["slot"]),
        amount=min(int(typed["amount"] or 1), 10**9),
        part=typed["part"],
        offer_id=_id(typed["offer"]),
    )


def _id(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None


def _form(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return uuid4()
