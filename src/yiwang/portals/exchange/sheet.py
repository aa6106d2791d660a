"""A card as one reader sees it: how much is left, who took it on, what fits, and what the reader
may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.powers import PUT_UP_CARDS, REVIEW_CARDS
from yiwang.structure.posts.queries import capacity_with
from yiwang.work.exchange.models import Card, CardKind, Claim, Enrolment, Slot
from yiwang.work.exchange.policies import appointments_that_claim
from yiwang.work.exchange.queries.cards import Shown, card_to_read, kinds, projects_of, slots_of
from yiwang.work.exchange.queries.cards import shown as with_numbers
from yiwang.work.exchange.queries.claims import claims_of
from yiwang.work.exchange.queries.funds import granted
from yiwang.work.exchange.queries.matching import Fit, fits_for, volunteers_for
from yiwang.work.exchange.sides import NEED, OFFER, ORGANIZATIONS, PROJECT, VOLUNTEERS
from yiwang.work.exchange.states import UNDER_WAY, CardState, ClaimState

VOLUNTEERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim, and which acts on it are this reader's."""

    claim: Claim
    is_own: bool
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Takers:
    """For whom this reader may take the card on."""

    bodies: Sequence[Organization]
    selves: Sequence[Appointment]
    by_telephone: bool

    def __bool__(self) -> bool:
        return bool(self.bodies or self.selves or self.by_telephone)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the page of a card shows."""

    numbers: Shown
    slots: Sequence[Slot]
    claims: Sequence[ClaimShown]
    takers: Takers
    may_keep: bool
    may_read: bool
    is_own_card: bool  # waits, and the reader put it up
    fits: Sequence[Fit]
    volunteers: Sequence[Enrolment]
    projects: Sequence[Card]
    project_kinds: Sequence[CardKind]
    granted: Decimal

    @property
    def card(self) -> Card:
        return self.numbers.card


def read_sheet(card_id: int, account_id: int, now: datetime) -> Sheet:
    """NotFound for a card that this account may not read."""
    on = timezone.localdate(now)
    card = card_to_read(card_id, account_id, on)
    may_keep = capacity_with(account_id, PUT_UP_CARDS, card.area_id, on) is not None
    reviews = capacity_with(account_id, REVIEW_CARDS, card.area_id, on) is not None
    waits, is_open = card.state == CardState.SUBMITTED, card.state == CardState.OPEN
    mine = card.put_up_by_id == account_id
    held = appointments_that_claim(account_id, on)
    meets = may_keep and is_open and card.kind.side in {NEED, OFFER}
    looks_for = may_keep and is_open and card.kind.side not in {OFFER, PROJECT}
    volunteers = volunteers_for(card, account_id, on)[:VOLUNTEERS_SHOWN] if looks_for else []
    return Sheet(
        numbers=with_numbers([card])[0],
        slots=slots_of(card, now),
        claims=_claims(card, held, account_id, may_keep),
        takers=_takers(card, held, may_keep, on) if is_open else Takers((), (), False),
        may_keep=may_keep,
        may_read=waits and reviews and not mine,
        is_own_card=waits and mine,
        fits=fits_for(card, account_id, on) if is_open else [],
        volunteers=list(volunteers),
        projects=projects_of([card.pk]).get(card.pk, []),
        project_kinds=kinds(PROJECT) if meets else [],
        granted=granted(card.pk) if card.kind.side == PROJECT else Decimal(0),
    )


def _takers(card: Card, held: Sequence[Appointment], may_keep: bool, on: date) -> Takers:
    closed = card.closes_on is not None and card.closes_on < on
    if closed or card.opens_on > on:
        return Takers((), (), False)
    by = card.kind.claimed_by
    bodies = {each.post.organization_id: each.post.organization for each in held}
    return Takers(
        [each for each in bodies.values() if each] if ORGANIZATIONS in by else [],
        held if VOLUNTEERS in by else [],
        may_keep and ORGANIZATIONS in by,
    )


def _claims(
    card: Card, held: Sequence[Appointment], account_id: int, may_keep: bool
) -> list[ClaimShown]:
    """All of them for who decides, for others their own."""
    selves = {each.pk for each in held}
    bodies = {each.post.organization_id for each in held} - {None}
    found = []
    for claim in claims_of(card):
        own = claim.volunteer_id in selves or claim.organization_id in bodies
        if own or may_keep:
            served_by = claim.volunteer.account_id if claim.volunteer else None
            served = account_id in (served_by, claim.reported_by_id)
            found.append(ClaimShown(claim, own, _acts(claim, own, may_keep, served)))
    return found


def _acts(claim: Claim, own: bool, may_keep: bool, served: bool) -> frozenset[str]:
    """By the state of the claim: what its holder does, and what who put the card up does."""
    if claim.state not in UNDER_WAY:
        return frozenset()
    acts = set()
    if may_keep and claim.state == ClaimState.ASKED:
        acts |= {"accept", "decline"}
    if claim.state == ClaimState.HELD:
        acts.add("report")
    if claim.state != ClaimState.DONE and (own or claim.state == ClaimState.HELD):
        acts.add("release")
    if may_keep and claim.state == ClaimState.DONE:
        acts |= {"back"} if served else {"confirm", "back"}
    return frozenset(acts)
