"""What fits together: offers and volunteers for a need, needs for an offer. A machine proposes,
with its reason; a person decides.

Fits: at least one field of service in common (or neither says any), and one's area lies in the
other's. First by how many fields agree, then by how near the areas stand in their tree, then by how
long it has been up. One statement a list, through what the reader may see.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yiwang.structure.territory.queries import ancestor_ids, ids_below
from yiwang.work.exchange.models import Card, Enrolment
from yiwang.work.exchange.models.kind import NEED, OFFER
from yiwang.work.exchange.policies import cards_in_sight
from yiwang.work.exchange.queries.cards import Shown, shown
from yiwang.work.exchange.queries.volunteers import volunteers
from yiwang.work.exchange.states import CardState

MOST, LOOKED_AT = 20, 200


@dataclass(frozen=True, slots=True)
class Fit:
    """A card that fits, the fields in common, and whether it is of the same area."""

    shown: Shown
    tags: tuple[str, ...]
    same_area: bool


def fits_for(card: Card, account_id: int, on: date) -> list[Fit]:
    """For a need the open offers, for an offer the open needs; the best first, at most 20."""
    side = {NEED: OFFER, OFFER: NEED}.get(card.kind.side)
    if side is None:
        return []
    near = Q(area__in=ancestor_ids(card.area_id).order_by()) | Q(area__in=ids_below([card.area_id]))
    found = cards_in_sight(account_id, on).filter(near, kind__side=side, state=CardState.OPEN)
    found = found.filter(Q(closes_on=None) | Q(closes_on__gte=on))
    found = found.filter(tags__overlap=card.tags) if card.tags else found.filter(tags=[])
    near_ones = shown(found.order_by("put_up_at", "pk")[:LOOKED_AT])
    fits = [_fit(card, each) for each in near_ones if each.free]
    return sorted(fits, key=lambda fit: (-len(fit.tags), not fit.same_area))[:MOST]


def volunteers_for(card: Card, account_id: int, on: date) -> QuerySet[Enrolment]:
    """Those who enrolled for a field of the card and serve where its area lies, by name."""
    if not card.tags:
        return Enrolment.objects.none()
    above = ancestor_ids(card.area_id).order_by()
    found = volunteers(account_id, on).filter(tags__overlap=card.tags)
    return found.filter(appointment__post__area__in=above)


def _fit(card: Card, other: Shown) -> Fit:
    shared = tuple(tag for tag in card.tags if tag in other.card.tags)
    return Fit(other, shared, other.card.area_id == card.area_id)
