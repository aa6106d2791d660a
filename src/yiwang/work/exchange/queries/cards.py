"""Cards as lists and pages show them, with how much of each is free, in a fixed number of
queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.powers import REVIEW_CARDS
from yiwang.structure.posts.queries import reaches
from yiwang.structure.territory.queries import ids_below
from yiwang.work.exchange.models import Card, CardKind, Claim, Slot, Tag
from yiwang.work.exchange.policies import NO_CARD, RELATED, cards_in_sight
from yiwang.work.exchange.states import TAKING_PLACES, CardState, ClaimState


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader asks for: an area with all below it, a list, a side, a field of service, words,
    a body; `over`: what has ended."""

    area_id: int | None = None
    kind: str = ""
    side: str = ""
    tag: str = ""
    words: str = ""
    organization_id: int | None = None
    year: int | None = None
    series: str = ""
    over: bool = False
    waiting: bool = False  # to be read by a second person


def kinds(side: str = "") -> list[CardKind]:
    """The lists of the locality in their order."""
    found = CardKind.objects.filter(side=side) if side else CardKind.objects.all()
    return list(found.order_by("position", "pk"))


def tags() -> list[Tag]:
    """The fields of service in their order."""
    return list(Tag.objects.order_by("position", "pk"))


def series(account_id: int | None, on: date) -> list[tuple[str, int]]:
    """The lines of activities that this account, or everybody (none), may read, by name, each with
    how many cards it has had."""
    named = cards_in_sight(account_id, on).exclude(series="").order_by()
    counted = named.values_list("series").annotate(number=Count("pk"))
    return sorted(counted.values_list("series", "number"))


def cards(account_id: int | None, wanted: Filter, on: date) -> QuerySet[Card]:
    """What this account, or everybody (none), may read of what is asked for, the latest first."""
    found = cards_in_sight(account_id, on).filter(state__in=_states(wanted))
    if wanted.area_id is not None:
        found = found.filter(area__in=ids_below([wanted.area_id]))
    exact = {
        "kind__key": wanted.kind,
        "kind__side": wanted.side,
        "organization": wanted.organization_id,
        "year": wanted.year,
        "series": wanted.series,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.tag:
        found = found.filter(tags__contains=[wanted.tag])
    if wanted.words:
        found = found.filter(Q(title__icontains=wanted.words) | Q(text__icontains=wanted.words))
    return found.order_by("-put_up_at", "-pk")


def to_read(account_id: int, on: date) -> QuerySet[Card]:
    """What waits for this account as the second person, the longest waiting first."""
    found = Card.objects.filter(reaches(account_id, REVIEW_CARDS, on), state=CardState.SUBMITTED)
    others = found.filter(~Q(put_up_by=account_id) | Q(put_up_by=None))
    return others.select_related(*RELATED).defer("area__geometry").order_by("put_up_at", "pk")


def card_to_read(card_id: int, account_id: int | None, on: date) -> Card:
    """NotFound for one that they may not read."""
    found = cards_in_sight(account_id, on).filter(pk=card_id)
    card = found.select_related(*RELATED, "need", "offer", "run", "put_up_by").first()
    if card is None:
        raise NotFound(NO_CARD)
    return card


def slots_of(card: Card, now: datetime) -> list[Slot]:
    """The times of a card that are not over, each with the places `taken` and how many `wait`."""
    taken = Count("claims", filter=Q(claims__state__in=TAKING_PLACES))
    waiting = Count("claims", filter=Q(claims__state=ClaimState.WAITING))
    found = card.slots.filter(ends_at__gt=now).annotate(taken=taken, waiting=waiting)
    return list(found.order_by("starts_at"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, and how much of it there is, is taken and is confirmed: in the unit of its kind, or
    in places where it has times."""

    card: Card
    holds: int
    taken: int
    confirmed: int

    @property
    def free(self) -> int:
        return max(self.holds - self.taken, 0)

    @property
    def share(self) -> int:
        """Per cent that is taken, for a bar."""
        return min(100 * self.taken // self.holds, 100)


def shown(found: Iterable[Card]) -> list[Shown]:
    """The same cards in the same order; two queries, however many."""
    listed = list(found)
    ids = [card.pk for card in listed]
    taking = Claim.objects.filter(card__in=ids, state__in=TAKING_PLACES).order_by()
    done = Sum("amount", filter=Q(state=ClaimState.CONFIRMED), default=0)
    totals = {
        card_id: (taken, confirmed)
        for card_id, taken, confirmed in taking.values_list("card").annotate(
            taken=Sum("amount"), done=done
        )
    }
    slots = Slot.objects.filter(card__in=ids).order_by()
    places = dict(slots.values_list("card").annotate(total=Sum("places")))
    return [
        Shown(card, places.get(card.pk, card.amount), *totals.get(card.pk, (0, 0)))
        for card in listed
    ]


def page_of(
    account_id: int, wanted: Filter, on: date, after: int | None, size: int = 30
) -> tuple[list[Shown], int | None]:
    """So many of them after this card, and the card to go on from, none on the last page."""
    found = cards(account_id, wanted, on)
    last = Card.objects.filter(pk=after).first() if after else None
    if last is not None:
        older = Q(put_up_at__lt=last.put_up_at) | Q(put_up_at=last.put_up_at, pk__lt=last.pk)
        found = found.filter(older)
    listed = list(found[: size + 1])
    return shown(listed[:size]), listed[size - 1].pk if len(listed) > size else None


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one list: how many cards are open, were taken on in part or whole, are fulfilled."""

    open: int = 0
    claimed: int = 0
    fulfilled: int = 0


def counts(
    account_id: int | None, area_id: int | None, on: date, side: str = ""
) -> dict[str, Counted]:
    """By the key of each list that has cards: of one side, in two queries, or of all, in one."""
    found = cards_in_sight(account_id, on)
    if side:
        found = found.filter(kind__in=[kind.pk for kind in kinds(side)])
    if area_id is not None:
        found = found.filter(area__in=ids_below([area_id]))
    taken_on = Exists(Claim.objects.filter(card=OuterRef("pk"), state__in=TAKING_PLACES))
    rows = (
        found.order_by()
        .annotate(is_claimed=taken_on)
        .values_list("kind__key")
        .annotate(
            open=Count("pk", filter=Q(state=CardState.OPEN)),
            claimed=Count("pk", filter=Q(is_claimed=True)),
            fulfilled=Count("pk", filter=Q(state=CardState.FULFILLED)),
        )
    )
    return {key: Counted(*numbers) for key, *numbers in rows}


def of_run(run_id: int) -> list[Card]:
    """The cards of a matter, the latest first."""
    found = Card.objects.filter(run=run_id).select_related("kind", "organization")
    return list(found.order_by("-pk"))


def projects_of(cards_: Collection[int]) -> dict[int, list[Card]]:
    """By the id of a need or an offer: the projects that came of it."""
    found = Card.objects.filter(Q(need__in=cards_) | Q(offer__in=cards_)).select_related("kind")
    by_id: dict[int, list[Card]] = {}
    for each in found.order_by("pk"):
        for source in (each.need_id, each.offer_id):
            if source is not None and source in cards_:
                by_id.setdefault(source, []).append(each)
    return by_id


def _states(wanted: Filter) -> list[CardState]:
    if wanted.waiting:
        return [CardState.SUBMITTED]
    if wanted.over:
        return [CardState.FULFILLED, CardState.ENDED, CardState.DECLINED, CardState.WITHDRAWN]
    return [CardState.OPEN]
