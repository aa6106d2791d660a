"""Claims: of a card, of oneself, of a body, by a code."""

from datetime import date

from django.db.models import Q, QuerySet

from yiwang.foundation.refusals import NotFound
from yiwang.foundation.tracking import digest_of
from yiwang.structure.posts.powers import PUT_UP_CARDS
from yiwang.structure.posts.queries import reaches
from yiwang.work.exchange.models import Card, Claim
from yiwang.work.exchange.policies import (
    NO_CLAIM,
    NO_CODE,
    appointments_that_claim,
    cards_in_sight,
)
from yiwang.work.exchange.states import UNDER_WAY, ClaimState

RELATED = ("card__kind", "card__area", "slot", "organization", "offer")
VOLUNTEER = ("volunteer__account", "volunteer__post__type", "volunteer__post__organization")


def claims_of(card: Card) -> list[Claim]:
    """All claims on a card, those under way first: for whoever puts cards up there."""
    found = card.claims.select_related("slot", "organization", "offer", *VOLUNTEER)
    order = {state: place for place, state in enumerate((*UNDER_WAY, *ClaimState))}
    return sorted(found.order_by("asked_at", "pk"), key=lambda each: order[ClaimState(each.state)])


def own_claims(account_id: int, on: date, *, over: bool = False) -> QuerySet[Claim]:
    """What this account has on, as a volunteer and for its bodies, the most urgent first."""
    held = appointments_that_claim(account_id, on)
    bodies = {each.post.organization_id for each in held if each.post.organization_id}
    own = Q(volunteer__in=[each.pk for each in held]) | Q(organization__in=bodies)
    found = Claim.objects.filter(own).select_related(*RELATED).defer("card__area__geometry")
    if over:
        return found.exclude(state__in=UNDER_WAY).order_by("-ended_at", "-pk")
    return found.filter(state__in=UNDER_WAY).order_by("due_on", "asked_at", "pk")


def to_decide(account_id: int, on: date) -> QuerySet[Claim]:
    """What waits for this account: asked for, or reported done, the longest waiting first."""
    reached = reaches(account_id, PUT_UP_CARDS, on, area="card__area")
    found = Claim.objects.filter(reached, state__in=[ClaimState.ASKED, ClaimState.DONE])
    related = (*RELATED, *VOLUNTEER)
    return found.select_related(*related).defer("card__area__geometry").order_by("asked_at", "pk")


def card_of(claim_id: int, account_id: int, on: date) -> int:
    """The id of the card that a claim is on. NotFound where this account may not read it."""
    found = Claim.objects.filter(pk=claim_id).values_list("card_id", flat=True).first()
    if found is None or not cards_in_sight(account_id, on).filter(pk=found).exists():
        raise NotFound(NO_CLAIM)
    return found


def claim_in_hand(claim_id: int) -> Claim:
    """For whoever has just acted on it. NotFound for none."""
    claim = Claim.objects.filter(pk=claim_id).first()
    if claim is None:
        raise NotFound(NO_CLAIM)
    return claim


def is_code_of_place(code: str) -> bool:
    """Whether something was taken with this code."""
    digest = digest_of(code)
    return digest is not None and Claim.objects.filter(code_digest=digest).exists()


def claim_of_code(code: str) -> Claim:
    """What a resident took with a code, to be read. NotFound for any other code."""
    digest = digest_of(code)
    found = Claim.objects.filter(code_digest=digest).select_related(*RELATED) if digest else None
    claim = found.first() if found is not None else None
    if claim is None:
        raise NotFound(NO_CODE)
    return claim
