"""What was taken on and not reported in time lapses, and is open to others again; a card whose last
day is over, and that nobody has on, ends; so does an example once its times are over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext

from yiwang.foundation.records.actor import Actor
from yiwang.work.exchange.carrying import give_back
from yiwang.work.exchange.ending import close_card
from yiwang.work.exchange.models import Card, Claim, Slot
from yiwang.work.exchange.policies import locked_card
from yiwang.work.exchange.states import UNDER_WAY, CardState, ClaimState

AT_ONCE = 500


@transaction.atomic
def lapse(*, actor: Actor, now: datetime) -> int:
    """How many claims and cards; at most so many at once, the rest on the next round."""
    today, number = timezone.localdate(now), 0
    unreported = gettext("Nothing was reported in time.")
    late = Claim.objects.filter(due_on__lt=today, state=ClaimState.HELD)
    for card_id, claim_id in list(late.order_by("card_id").values_list("card_id", "pk")[:AT_ONCE]):
        card = locked_card(card_id)
        claim = Claim.objects.select_for_update().get(pk=claim_id)
        if claim.state == ClaimState.HELD:
            claim.card = card
            give_back(claim, unreported, to=ClaimState.LAPSED, actor=actor, now=now)
            number += 1
    said = gettext("Its last day is over.")
    number += _end_shown(actor, now)
    over = Card.objects.filter(state=CardState.OPEN, closes_on__lt=today)
    over = over.exclude(claims__state__in=UNDER_WAY)
    for card_id in list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        card = locked_card(card_id)
        if card.state == CardState.OPEN and not card.claims.filter(state__in=UNDER_WAY).exists():
            close_card(card, CardState.ENDED, said, actor=actor, now=now)
            number += 1
    return number


def _end_shown(actor: Actor, now: datetime) -> int:
    """Demonstration cards whose times are all over: nobody keeps them, they end by themselves."""
    said = gettext("This was an example, and all its times are over. Thank you for coming by.")
    coming = Slot.objects.filter(card=OuterRef("pk"), ends_at__gt=now)
    shown = Card.objects.filter(state=CardState.OPEN, is_demonstration=True, slots__isnull=False)
    over = shown.filter(~Exists(coming)).distinct().order_by("pk")
    for card_id in (ids := list(over.values_list("pk", flat=True)[:AT_ONCE])):
        close_card(locked_card(card_id), CardState.ENDED, said, actor=actor, now=now)
    return len(ids)
