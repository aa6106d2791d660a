"""What everybody reads of cards beside the cards themselves: who took them on, the times that come,
what was fulfilled lately, and the projects of a year. People are numbers here, never named."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yiwang.structure.organizations.models import Organization
from yiwang.structure.territory.queries import ids_below
from yiwang.work.exchange.models import Card, Claim, Slot
from yiwang.work.exchange.models.kind import PROJECT
from yiwang.work.exchange.policies import cards_in_sight
from yiwang.work.exchange.queries.cards import Filter, cards
from yiwang.work.exchange.states import TAKING_PLACES, CardState, ClaimState

LATELY, MOST_LATELY = timedelta(days=90), 8
TAKEN_ON = (ClaimState.HELD, ClaimState.DONE, ClaimState.CONFIRMED)


@dataclass(slots=True)
class Takers:
    """Who took a card on: bodies by name, the others by number."""

    bodies: list[Organization] = field(default_factory=list)
    volunteers: int = 0
    residents: int = 0

    def __bool__(self) -> bool:
        return bool(self.bodies or self.volunteers or self.residents)


def takers_of(card_ids: Collection[int]) -> dict[int, Takers]:
    """By the id of the card; one query, however many."""
    found = Claim.objects.filter(card__in=card_ids, state__in=TAKEN_ON)
    by_card: dict[int, Takers] = {}
    for claim in found.select_related("organization").order_by("asked_at", "pk"):
        takers = by_card.setdefault(claim.card_id, Takers())
        if claim.organization is not None:
            if claim.organization not in takers.bodies:
                takers.bodies.append(claim.organization)
        elif claim.volunteer_id is not None:
            takers.volunteers += 1
        else:
            takers.residents += 1
    return by_card


@dataclass(frozen=True, slots=True)
class Coming:
    """A time that has not begun, its free places, and how many wait for one."""

    slot: Slot
    free: int
    waiting: int


def coming(card_ids: Collection[int], now: datetime) -> dict[int, list[Coming]]:
    """The times of cards that still can be taken, by the id of the card; one query."""
    taken = Count("claims", filter=Q(claims__state__in=TAKING_PLACES))
    waiting = Count("claims", filter=Q(claims__state=ClaimState.WAITING))
    found = Slot.objects.filter(card__in=card_ids, starts_at__gt=now)
    by_card: dict[int, list[Coming]] = {}
    for slot, taking, waits in (
        (each, each.taken, each.waits)
        for each in found.annotate(taken=taken, waits=waiting).order_by("starts_at", "pk")
    ):
        free = max(slot.places - taking, 0)
        by_card.setdefault(slot.card_id, []).append(Coming(slot, free, waits))
    return by_card


def fulfilled_lately(wanted: Filter, on: date) -> list[Card]:
    """What came true in the last 90 days of what is asked for, the latest first; at most 8."""
    found = cards(None, replace(wanted, over=True), on).filter(state=CardState.FULFILLED)
    since = timezone.make_aware(datetime.combine(on - LATELY, time.max))
    return list(found.filter(ended_at__gt=since).order_by("-ended_at", "-pk")[:MOST_LATELY])


def public_cards(on: date) -> list[Card]:
    """Every card that everybody reads, the oldest first."""
    return list(cards_in_sight(None, on).order_by("pk"))


def card_of_matter(run_id: int, on: date) -> Card | None:
    """The card of a matter that everybody reads, the latest where there were several."""
    return cards_in_sight(None, on).filter(run=run_id).order_by("-pk").first()


def project_years(on: date) -> list[int]:
    """The years that have a list of projects, the latest first."""
    found = cards_in_sight(None, on).filter(kind__side=PROJECT, year__isnull=False)
    years = found.order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in years if year is not None]


def projects_in(year: int, area_id: int | None, on: date) -> QuerySet[Card]:
    """The projects of a year that everybody reads, by title; of an area with all below it."""
    found = cards_in_sight(None, on).filter(kind__side=PROJECT, year=year)
    if area_id is not None:
        found = found.filter(area__in=ids_below([area_id]))
    return found.order_by("title", "pk")
