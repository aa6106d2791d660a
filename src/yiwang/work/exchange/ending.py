"""How a card ends: fulfilled when all of it is confirmed, and with it the need it came of; whoever
had taken on what is over is let go."""

from datetime import datetime

from django.db.models import Sum

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.room import free_of_offer
from yiwang.work.exchange.states import UNDER_WAY, CardState, ClaimState


def is_all_done(card: Card) -> bool:
    """Whether everything of a card without times is confirmed. One with times goes on: people end
    it."""
    if card.slots.exists():
        return False
    confirmed = card.claims.filter(state=ClaimState.CONFIRMED).aggregate(total=Sum("amount"))
    return (confirmed["total"] or 0) >= card.amount


def close_card(card: Card, to: CardState, outcome: str, *, actor: Actor, now: datetime) -> None:
    """The card, locked, is over; the need that a project came of is over with it."""
    let_go(card, outcome, actor=actor, now=now)
    card.state, card.outcome, card.ended_at = to, outcome[:2000], now
    card.save(update_fields=["state", "outcome", "ended_at"])
    subject = ("exchange.card", card.pk)
    record("exchange.card.ended", subject=subject, actor=actor, at=now, state=to, run=card.run_id)
    if card.need_id and to == CardState.FULFILLED:
        need = Card.objects.select_for_update(of=("self",)).get(pk=card.need_id)
        if need.state == CardState.OPEN:
            close_card(need, to, outcome, actor=actor, now=now)


def use_up(offer: Card, *, actor: Actor, now: datetime) -> None:
    """An offer of which nothing is left, and nothing is under way, is fulfilled."""
    under_way = offer.claims_made_with_it.filter(state__in=UNDER_WAY).exists()
    if offer.state == CardState.OPEN and free_of_offer(offer) <= 0 and not under_way:
        close_card(offer, CardState.FULFILLED, "", actor=actor, now=now)


def let_go(card: Card, reason: str, *, actor: Actor, now: datetime) -> None:
    """Whoever still has it on is let go."""
    for claim in card.claims.filter(state__in=UNDER_WAY):
        claim.state, claim.reason, claim.ended_at = ClaimState.RELEASED, reason[:300], now
        claim.save(update_fields=["state", "reason", "ended_at"])
        subject = ("exchange.claim", claim.pk)
        record("exchange.claim.let_go", subject=subject, actor=actor, at=now, card=card.pk)
