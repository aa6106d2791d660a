"""The documents of cards, claims and funds, as OpenAPI describes them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from ninja import Schema
from pydantic import Field

from yiwang.interfaces.rest.schemas import _Given
from yiwang.work.exchange.models import Card, Claim, Fund
from yiwang.work.exchange.queries.cards import shown
from yiwang.work.exchange.queries.wall import Coming, Takers, coming, takers_of


class CardAsked(_Given):
    """Which cards; an area counts with all below it."""

    area: str = Field("", description="Code of an area of the primary net")
    list: str = Field("", description="Key of a list, such as wish or project")
    field: str = Field("", description="Key of a field of service")
    q: str = Field("", max_length=60, description="Words of the title or the text")
    over: bool = Field(False, description="What has ended instead of what is open")
    page: int = Field(1, ge=1, le=100_000)


class TimeRead(Schema):
    """A time that has not begun."""

    id: int
    starts_at: datetime
    ends_at: datetime
    places: int
    free: int


class CardRead(Schema):
    """A card as everybody reads it. People who took it on are not told here."""

    id: int
    list: str = Field(description="Key of the list on which it stands")
    side: str = Field(description="need, offer, post or project")
    title: str
    text: str
    area: str = Field(description="Code of the area")
    area_name: str
    organization: str = Field(description="Code of the body that stands for it")
    place: str
    fields: Sequence[str]
    holds: int = Field(description="How much there is of it, or how many places its times have")
    free: int
    opens_on: date
    closes_on: date | None
    year: int | None
    budget: Decimal | None = Field(description="Yuan")
    state: str = Field(description="open, fulfilled or ended")
    outcome: str
    bodies: Sequence[str] = Field(description="Names of the bodies that took it on")
    times: Sequence[TimeRead]
    is_demonstration: bool


class ClaimGiven(_Given):
    """What is taken on: by a body, or without one by the account itself as a volunteer."""

    organization: str = Field("", description="Code of a body that the account acts for")
    amount: int = Field(1, ge=1, le=1_000_000)
    part: str = Field("", description="Which part of it, in words")
    time: int | None = Field(None, description="Id of one of its times, where it has any")
    offer: int | None = Field(None, description="Id of the offer by which a need is met")


class ReportGiven(_Given):
    report: str = Field(description="What was done, in a sentence")
    hours: Decimal | None = Field(None, gt=0, le=1000)


class ConfirmGiven(_Given):
    done: int = Field(1, ge=0, le=1, description="1: it is done; 0: it goes back")
    reason: str = Field("", description="What is missing, where it goes back")


class ClaimRead(Schema):
    """How a claim stands."""

    id: int
    card: int
    state: str = Field(
        description="asked, waiting, held, done, confirmed, declined, released or lapsed"
    )
    amount: int
    due_on: date | None = Field(description="The last day to report")

    @classmethod
    def of(cls, claim: Claim) -> "ClaimRead":
        return cls(
            id=claim.pk,
            card=claim.card_id,
            state=claim.state,
            amount=claim.amount,
            due_on=claim.due_on,
        )


class FundRead(Schema):
    """A fund; its balance is what its ledger adds up to."""

    code: str
    name: str
    purpose: str
    organization: str = Field(description="Code of the body that keeps it")
    area: str = Field(description="Code of the area")
    balance: Decimal = Field(description="Yuan")
    is_demonstration: bool

    @classmethod
    def of(cls, fund: Fund) -> "FundRead":
        return cls(
            code=fund.code,
            name=fund.name,
            purpose=fund.purpose,
            organization=fund.organization.code,
            area=fund.area.code,
            balance=fund.balance,
            is_demonstration=fund.is_demonstration,
        )


class LineRead(Schema):
    """A line of a ledger, which is never altered."""

    id: int
    on: date
    kind: str = Field(description="gift, grant, back or undo")
    signed: Decimal = Field(description="Yuan; below nought what left the fund")
    words: str
    donor: str = Field(description="The body that gave; persons are not named")
    project: str
    undoes: int | None
    undone_by: int | None


def cards_read(found: Sequence[Card]) -> list[CardRead]:
    """The cards as documents, in a fixed number of queries."""
    ids = [card.pk for card in found]
    takers, times = takers_of(ids), coming(ids, timezone.now())
    return [
        _read(each.card, each.holds, each.free, takers.get(each.card.pk), times.get(each.card.pk))
        for each in shown(found)
    ]


def _read(
    card: Card, holds: int, free: int, by: Takers | None, times: Sequence[Coming] | None
) -> CardRead:
    return CardRead(
        id=card.pk,
        list=card.kind.key,
        side=card.kind.side,
        title=card.title,
        text=card.text,
        area=card.area.code,
        area_name=card.area.name,
        organization=card.organization.code if card.organization else "",
        place=card.place,
        fields=card.tags,
        holds=holds,
        free=free,
        opens_on=card.opens_on,
        closes_on=card.closes_on,
        year=card.year,
        budget=card.budget,
        state=card.state,
        outcome=card.outcome,
        bodies=[body.name for body in by.bodies] if by else [],
        times=[_time(each) for each in times or ()],
        is_demonstration=card.is_demonstration,
    )


def _time(each: Coming) -> TimeRead:
    return TimeRead(
        id=each.slot.pk,
        starts_at=each.slot.starts_at,
        ends_at=each.slot.ends_at,
        places=each.slot.places,
        free=each.free,
    )
