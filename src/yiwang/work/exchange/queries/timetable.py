"""What takes place where: the times of open cards at venues, in order, as everybody reads them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from yiwang.work.exchange.models import Card, Slot
from yiwang.work.exchange.policies import cards_in_sight
from yiwang.work.exchange.states import TAKING_PLACES, CardState

MOST = 60


@dataclass(frozen=True, slots=True)
class Coming:
    """A time of a card, and how many places are free."""

    card: Card
    slot: Slot
    free: int


def taking_place_at(venue_ids: Collection[int], now: datetime) -> list[Coming]:
    """What has not begun yet at these venues, whatever list it stands on; at most 60 times."""
    shown = cards_in_sight(None, timezone.localdate(now))
    shown = shown.filter(venue__in=venue_ids, state=CardState.OPEN)
    taken = Count("claims", filter=Q(claims__state__in=TAKING_PLACES))
    slots = Slot.objects.filter(card__in=shown.values("pk"), starts_at__gt=now)
    related = ("card__kind", "card__venue", "card__area")
    found = slots.select_related(*related).defer("card__area__geometry").annotate(taken=taken)
    return [
        Coming(slot.card, slot, max(slot.places - slot.taken, 0))
        for slot in found.order_by("starts_at", "pk")[:MOST]
    ]
