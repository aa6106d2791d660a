"""Who puts cards up, reads them first, takes them on and decides; who keeps a fund.

Cards of public kinds are for everybody; of the others, whoever has one of these powers over the
area sees them. Nobody lets be shown what they put up, or approves the grant they asked for. A card
is locked before its claims: of two who want the last place at once, the second sees the first.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.foundation.tracking import digest_of
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.powers import (
    APPROVE_GRANTS,
    CLAIM_CARDS,
    KEEP_FUNDS,
    PUT_UP_CARDS,
    REVIEW_CARDS,
)
from yiwang.structure.posts.queries import capacity_with, in_capacity, reaches
from yiwang.structure.posts.queries.active import appointments_that_volunteer
from yiwang.structure.posts.queries.held import NAMED, SHAPE
from yiwang.work.exchange.models import Card, Claim, Fund, FundEntry
from yiwang.work.exchange.states import CardState

NO_CARD = _("There is no such card. Choose one from the list.")
NO_CLAIM = _("Nobody took this on here. Look at the card again.")
NO_CODE = _("Nothing is known by this code. Check its nine characters.")
NO_FUND = _("There is no such fund. Choose one from the list.")
NO_ENTRY = _("There is no such line in the ledger. Choose one from the list.")
NOT_PUT_UP_BY_YOU = _("None of your posts puts cards up for this area. Ask who does.")
NOT_READ_BY_YOU = _("None of your posts lets cards of this area be shown. Ask who does.")
NOT_YOUR_OWN = _("You put this card up yourself. A second person has to read it first.")
NOT_CLAIMED_BY_YOU = _("None of your posts takes cards on for this body. Ask who does.")
NOT_HELD_BY_YOU = _("This was taken on by others. Ask them, or whoever put the card up.")
NOT_KEPT_BY_YOU = _("None of your posts keeps this fund. Ask who does.")
NOT_APPROVED_BY_YOU = _("None of your posts approves grants here. Ask who does.")
NOT_YOUR_GRANT = _("You asked for this grant yourself. A second person has to approve it.")

RELATED = ("kind", "area", "organization", "venue")
SHOWN_STATES = (CardState.OPEN, CardState.FULFILLED, CardState.ENDED)


def putting_up(area_id: int, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that puts cards up for the area."""
    return acting_with(PUT_UP_CARDS, over=area_id, actor=actor, on=on, refusal=NOT_PUT_UP_BY_YOU)


def card_to_keep(card_id: int, actor: Actor, on: date) -> tuple[Card, Actor]:
    """A card, locked, for whoever puts cards up in its area."""
    card = locked_card(card_id)
    return card, putting_up(card.area_id, actor, on)


def card_to_read(card_id: int, actor: Actor, on: date) -> tuple[Card, Actor]:
    """A card that waits, locked; refused to whoever put it up."""
    card = locked_card(card_id)
    acting = acting_with(
        REVIEW_CARDS, over=card.area_id, actor=actor, on=on, refusal=NOT_READ_BY_YOU
    )
    if actor.account_id is not None and actor.account_id == card.put_up_by_id:
        raise Forbidden(NOT_YOUR_OWN)
    return card, acting


def claim_to_decide(claim_id: int, actor: Actor, on: date) -> tuple[Claim, Actor]:
    """A claim with its card, both locked, for whoever puts cards up in the card's area."""
    claim = _locked_claim(claim_id)
    return claim, putting_up(claim.card.area_id, actor, on)


def claim_to_carry_on(claim_id: int, actor: Actor, on: date) -> tuple[Claim, Actor]:
    """The same for whoever holds it: one of the body, the volunteer, or who put the card up and
    enters what they were told. Refuses all others."""
    claim = _locked_claim(claim_id)
    if actor.kind is ActorKind.SYSTEM:
        return claim, actor
    if actor.account_id is not None:
        found = _claiming(actor.account_id, on)
        own = Q(pk=claim.volunteer_id)
        if claim.organization_id is not None:
            own = Q(post__organization=claim.organization_id)
        if held := found.filter(own).first():
            return claim, in_capacity(actor, held)
        if held := capacity_with(actor.account_id, PUT_UP_CARDS, claim.card.area_id, on):
            return claim, in_capacity(actor, held)
    raise Forbidden(NOT_HELD_BY_YOU)


def claiming_for_body(organization_id: int, card: Card, actor: Actor, on: date) -> Actor:
    """The actor in a post of the body that takes cards on; or as who puts the card's area's cards
    up, and was told on paper or by telephone."""
    if actor.kind is ActorKind.SYSTEM:
        return actor
    if actor.account_id is not None:
        of_body = _claiming(actor.account_id, on).filter(post__organization=organization_id)
        if held := of_body.first():
            return in_capacity(actor, held)
        if held := capacity_with(actor.account_id, PUT_UP_CARDS, card.area_id, on):
            return in_capacity(actor, held)
    raise Forbidden(NOT_CLAIMED_BY_YOU)


def claiming_as_oneself(appointment_id: int, actor: Actor, on: date) -> Actor:
    """The actor in this appointment, by which they take cards on as volunteers."""
    if actor.kind is ActorKind.SYSTEM:
        return actor
    if actor.account_id is not None:
        held = _claiming(actor.account_id, on).filter(pk=appointment_id).first()
        if held:
            return in_capacity(actor, held)
    raise Forbidden(NOT_CLAIMED_BY_YOU)


def appointments_that_claim(account_id: int, on: date) -> list[Appointment]:
    """Those by which this account takes cards on, ready to be named."""
    return list(_claiming(account_id, on).order_by("-is_primary", "id"))


def cards_in_sight(account_id: int | None, on: date) -> QuerySet[Card]:
    """The cards that this account, or everybody (none), may read; whoever took one on reads it
    whatever becomes of it."""
    seen = Q(kind__is_public=True, state__in=SHOWN_STATES, opens_on__lte=on)
    if account_id is not None:
        for power in (PUT_UP_CARDS, REVIEW_CARDS):
            seen |= Q(reaches(account_id, power, on))
        near = appointments_that_volunteer(account_id, on, CLAIM_CARDS)
        reached = near.filter(post__area__descent__area=OuterRef("area"))
        seen |= Q(Exists(reached)) & Q(state__in=SHOWN_STATES)
        bodies = near.values("post__organization")
        for own in (Q(volunteer__in=near), Q(organization__in=bodies)):  # each by its index
            seen |= Q(pk__in=Claim.objects.filter(own).values("card"))
    return Card.objects.filter(seen).select_related(*RELATED).defer("area__geometry")


def keeping_funds(area_id: int, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that keeps funds over the area."""
    return acting_with(KEEP_FUNDS, over=area_id, actor=actor, on=on, refusal=NOT_KEPT_BY_YOU)


def fund_to_keep(fund_id: int, actor: Actor, on: date) -> tuple[Fund, Actor]:
    """A fund, locked, and the actor in the capacity that keeps it."""
    fund = Fund.objects.select_for_update().filter(pk=fund_id).first()
    if fund is None:
        raise NotFound(NO_FUND)
    return fund, keeping_funds(fund.area_id, actor, on)


def grant_to_approve(entry_id: int, actor: Actor, on: date) -> tuple[FundEntry, Actor]:
    """A grant that waits, locked with its fund; refused to whoever asked for it."""
    entry = _locked_entry(entry_id)
    over, refusal = entry.fund.area_id, NOT_APPROVED_BY_YOU
    acting = acting_with(APPROVE_GRANTS, over=over, actor=actor, on=on, refusal=refusal)
    if actor.account_id is not None and actor.account_id == entry.entered_by_id:
        raise Forbidden(NOT_YOUR_GRANT)
    return entry, acting


def card_to_thank_for(run_id: int) -> Card:
    """The card of a matter that came true, locked. NotFound for none."""
    found = Card.objects.select_for_update().filter(run=run_id, state=CardState.FULFILLED)
    card = found.order_by("-pk").first()
    if card is None:
        raise NotFound(NO_CARD)
    return card


def locked_card(card_id: int) -> Card:
    """NotFound for none."""
    found = Card.objects.select_for_update(of=("self",)).select_related("kind")
    card = found.filter(pk=card_id).first()
    if card is None:
        raise NotFound(NO_CARD)
    return card


def claim_by_code(code: str) -> Claim:
    """The claim that a code opens, locked with its card. NotFound for any other code."""
    digest = digest_of(code)
    found = Claim.objects.filter(code_digest=digest).values_list("pk", flat=True) if digest else []
    for claim_id in found:
        return _locked_claim(claim_id)
    raise NotFound(NO_CODE)


def _locked_claim(claim_id: int) -> Claim:
    """With its card, which is locked first."""
    card_id = Claim.objects.filter(pk=claim_id).values_list("card_id", flat=True).first()
    if card_id is None:
        raise NotFound(NO_CLAIM)
    card = locked_card(card_id)
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    claim.card = card
    return claim


def _locked_entry(entry_id: int) -> FundEntry:
    """With its fund, which is locked first."""
    fund_id = FundEntry.objects.filter(pk=entry_id).values_list("fund_id", flat=True).first()
    if fund_id is None:
        raise NotFound(NO_ENTRY)
    fund = Fund.objects.select_for_update().get(pk=fund_id)
    entry = FundEntry.objects.select_for_update().get(pk=entry_id)
    entry.fund = fund
    return entry


def _claiming(account_id: int, on: date) -> QuerySet[Appointment]:
    found = appointments_that_volunteer(account_id, on, CLAIM_CARDS)
    return found.select_related(*NAMED).defer(SHAPE)
