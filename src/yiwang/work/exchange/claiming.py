"""Whether somebody may take a card on, and what becomes of their claim: held, asked for, or on the
waiting list. The card is locked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.work.exchange.models import Card, Claim, Slot
from yiwang.work.exchange.models.kind import EVERYBODY, NEED, OFFER, ORGANIZATIONS, VOLUNTEERS
from yiwang.work.exchange.room import free_for, free_of_offer
from yiwang.work.exchange.states import UNDER_WAY, CardState, ClaimState
from yiwang.work.exchange.writing import fault_of_words


class TooManyHeld(Refusal):
    """Whoever holds many unfinished ones finishes some first."""

    code = "too_many_held"


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants to take on. One of the first two, or neither: a resident with a code."""

    form: UUID
    organization_id: int | None = None
    appointment_id: int | None = None
    slot_id: int | None = None
    amount: int = 1
    part: str = ""
    offer_id: int | None = None

    @property
    def by(self) -> str:
        """Which of CLAIMANTS asks."""
        if self.organization_id is not None:
            return ORGANIZATIONS
        return VOLUNTEERS if self.appointment_id is not None else EVERYBODY


def claim_on(card: Card, ask: Ask, code_digest: str, now: datetime) -> Claim:
    """The claim, not saved. Refuses what is not open (AlreadyDone), not for them or not to be had
    (Invalid), and one more for who holds as many as may be (TooManyHeld)."""
    _check_open(card, ask, timezone.localdate(now))
    claim = Claim(
        card=card,
        slot=_slot(card, ask, now),
        organization_id=ask.organization_id,
        volunteer_id=ask.appointment_id,
        code_digest=code_digest,
        form=ask.form,
        offer=_offer(card, ask),
        part=ask.part.strip(),
        amount=ask.amount,
        asked_at=now,
    )
    _check_once(claim)
    claim.state = _state_of(claim)
    if claim.state == ClaimState.HELD:
        claim.decided_at = now
    return claim


def _check_open(card: Card, ask: Ask, on: date) -> None:
    closed = card.closes_on is not None and card.closes_on < on
    if card.state != CardState.OPEN or closed or card.opens_on > on:
        raise AlreadyDone(_("This is not open to be taken on. Choose another card."))
    if ask.by not in card.kind.claimed_by:
        raise Invalid({"claimant": _FOR_OTHERS[ask.by]})
    if fault := fault_of_words(ask.part, 300):
        raise Invalid({"part": fault})
    if ask.amount < 1:
        raise Invalid({"amount": _("Say how many, one at least.")})


def _slot(card: Card, ask: Ask, now: datetime) -> Slot | None:
    if not card.slots.exists():
        return None
    slot = card.slots.filter(pk=ask.slot_id).first() if ask.slot_id else None
    if slot is None:
        raise Invalid({"slot": _("Choose one of the times.")})
    if slot.starts_at <= now:
        raise Invalid({"slot": _("This time is past. Choose a later one.")})
    if ask.amount != 1:
        raise Invalid({"amount": _("One place a time: leave the number at one.")})
    return slot


def _offer(card: Card, ask: Ask) -> Card | None:
    """The offer, locked after the need, by which the need is met."""
    if ask.offer_id is None:
        return None
    locked = Card.objects.select_for_update(of=("self",)).select_related("kind")
    offer = locked.filter(pk=ask.offer_id, kind__side=OFFER, state=CardState.OPEN).first()
    if card.kind.side != NEED or offer is None:
        raise Invalid({"offer": _("Choose an offer that is open; only needs are met with one.")})
    if ask.amount > free_of_offer(offer):
        raise Invalid({"amount": _only(free_of_offer(offer))})
    return offer


def _check_once(claim: Claim) -> None:
    """A second open claim of the same one is refused; so is one too many of the kind."""
    if claim.code_digest:
        return
    own = Claim.objects.filter(
        organization=claim.organization_id, volunteer=claim.volunteer_id, state__in=UNDER_WAY
    )
    if own.filter(card=claim.card, slot=claim.slot).exists():
        raise AlreadyDone(_("You have taken this on already. Look at what you have on."))
    most = claim.card.kind.most_held
    if most is not None and own.filter(card__kind=claim.card.kind).count() >= most:
        said = ngettext_lazy(
            "You have %(most)d of these on. Finish it or give it back, then take another on.",
            "You have %(most)d of these on. Finish one or give one back, then take another on.",
            most,
        )
        raise TooManyHeld(said % {"most": most})


def _state_of(claim: Claim) -> ClaimState:
    free = free_for(claim)
    if free <= 0:
        return ClaimState.WAITING
    if claim.amount > free:
        raise Invalid({"amount": _only(free)})
    with_a_place = claim.code_digest and claim.slot is not None
    return ClaimState.HELD if with_a_place else ClaimState.ASKED


def _only(free: int) -> "str":
    said = ngettext_lazy(
        "Only %(free)d is left: take that.", "Only %(free)d are left: take so many or fewer.", free
    )
    return str(said % {"free": free})


_FOR_OTHERS = {
    ORGANIZATIONS: _("Bodies do not take this on. Look at who does."),
    VOLUNTEERS: _("Volunteers do not take this on by themselves. Look at who does."),
    EVERYBODY: _("This is taken on by bodies and volunteers. Ask the community how to join."),
}
