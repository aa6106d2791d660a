"""Take a card on: for a body, or as a volunteer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import NotFound
from yiwang.work.exchange.claiming import Ask, claim_on
from yiwang.work.exchange.models import Claim
from yiwang.work.exchange.policies import (
    NO_CARD,
    cards_in_sight,
    claiming_as_oneself,
    claiming_for_body,
    locked_card,
)


@transaction.atomic
def claim_card(card_id: int, ask: Ask, *, actor: Actor, now: datetime) -> Claim:
    """The claim: asked for, or on the waiting list. The same form sent twice is one claim. Refuses
    who does not act for the body or as this volunteer (Forbidden); see `claim_on` for the rest."""
    on = timezone.localdate(now)
    if actor.account_id is not None and not _sees(card_id, actor.account_id, now):
        raise NotFound(NO_CARD)
    card = locked_card(card_id)
    if sent := Claim.objects.filter(form=ask.form, card=card_id).first():
        return sent
    if ask.organization_id is not None:
        acting = claiming_for_body(ask.organization_id, card, actor, on)
    else:
        acting = claiming_as_oneself(ask.appointment_id or 0, actor, on)
    claim = claim_on(card, ask, "", now)
    claim.asked_as, claim.asked_by_id = acting.capacity[:200], acting.account_id
    claim.save()
    record(
        "exchange.claim.made",
        subject=("exchange.claim", claim.pk),
        actor=acting,
        at=now,
        card=card.pk,
        organization=claim.organization_id,
        volunteer=claim.volunteer_id,
        offer=claim.offer_id,
        amount=claim.amount,
        state=claim.state,
    )
    return claim


def _sees(card_id: int, account_id: int, now: datetime) -> bool:
    return cards_in_sight(account_id, timezone.localdate(now)).filter(pk=card_id).exists()
