"""How much of a card is still free, and who moves up when something becomes free."""

from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.write import record
from yiwang.work.exchange.models import Card, Claim, Slot
from yiwang.work.exchange.states import TAKING_PLACES, ClaimState


def free_of_card(card: Card) -> int:
    """What nobody has claimed of a card without times, in the unit of its kind."""
    return card.amount - (_taking(card.claims.all()) or 0)


def free_of_slot(slot: Slot) -> int:
    """The places of a time that nobody has claimed."""
    taken = slot.claims.filter(state__in=TAKING_PLACES).aggregate(number=Count("pk"))["number"]
    return int(slot.places - taken)


def free_of_offer(offer: Card) -> int:
    """What an offer still holds that no need was met with and nobody claimed directly."""
    return free_of_card(offer) - (_taking(offer.claims_made_with_it.all()) or 0)


def free_for(claim: Claim) -> int:
    """What is free where this claim asks."""
    return free_of_slot(claim.slot) if claim.slot else free_of_card(claim.card)


def move_up(card: Card, slot: Slot | None, *, now: datetime) -> list[Claim]:
    """Those of the waiting list that now have a place, the longest waiting first; the card is
    locked. Whoever does not fit is passed over for who does."""
    free = free_of_slot(slot) if slot else free_of_card(card)
    moved = []
    for claim in card.claims.filter(state=ClaimState.WAITING, slot=slot).order_by("asked_at", "pk"):
        if claim.amount <= free:
            free -= claim.amount
            claim.state = ClaimState.HELD if claim.code_digest and slot else ClaimState.ASKED
            claim.decided_at = now if claim.state == ClaimState.HELD else None
            claim.save(update_fields=["state", "decided_at"])
            subject = ("exchange.claim", claim.pk)
            record("exchange.claim.moved_up", subject=subject, actor=SYSTEM, at=now, card=card.pk)
            moved.append(claim)
    return moved


def _taking(claims: QuerySet[Claim]) -> int | None:
    total: int | None = claims.filter(state__in=TAKING_PLACES).aggregate(total=Sum("amount"))[
        "total"
    ]
    return total
