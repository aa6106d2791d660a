"""Lists of cards and fields of service; demonstration cards and funds."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.loader.schema.exchange import EveryPart
from yiwang.packs.loads.codes import area_ids, organization_ids
from yiwang.packs.pack import Pack
from yiwang.work.exchange.actions.load_exchange import (
    CardRow,
    Exchange,
    FundRow,
    GiftRow,
    KindRow,
    TagRow,
    load_exchange,
)
from yiwang.work.exchange.writing import Time

NAMED = {"area", "organization", "venue", "tags", "opens_on", "every", "claims"}


def load_cards(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Of a part of a pack, the cards and funds of the areas that are in it."""
    if not pack.exchange.kinds:
        return
    areas, bodies = area_ids(), organization_ids()
    rows = Exchange(
        kinds=[
            KindRow(**each.model_dump(exclude={"claimed_by"}), claimed_by=tuple(each.claimed_by))
            for each in pack.exchange.kinds
        ],
        tags=[TagRow(**each.model_dump()) for each in pack.exchange.tags],
        cards=[
            CardRow(
                **each.model_dump(exclude=NAMED),
                area_id=areas[each.area],
                organization_id=bodies.get(each.organization),
                venue_id=bodies.get(each.venue),
                tags=tuple(each.tags),
                opens_on=each.opens_on or pack.starts_on,
                times=tuple(_times(each.every, now)) if each.every else (),
                claimant_ids=tuple(bodies[code] for code in each.claims if code in bodies),
            )
            for each in pack.exchange.cards
            if each.area in areas
        ],
        funds=[
            FundRow(
                **each.model_dump(exclude={"area", "organization", "gifts"}),
                area_id=areas[each.area],
                organization_id=bodies[each.organization],
                gifts=tuple(
                    GiftRow(**gift.model_dump(exclude={"donor"}), donor_id=bodies.get(gift.donor))
                    for gift in each.gifts
                ),
            )
            for each in pack.exchange.funds
            if each.area in areas and each.organization in bodies
        ],
    )
    yield load_exchange(rows, actor=actor, now=now)


def _times(every: EveryPart, now: datetime) -> Iterator[Time]:
    """The next ones, none of them today."""
    today = timezone.localdate(now)
    first = today + timedelta(days=(every.weekday - today.isoweekday() - 1) % 7 + 1)
    for week in range(every.weeks):
        day = first + timedelta(weeks=week)
        starts, ends = datetime.combine(day, every.start), datetime.combine(day, every.end)
        yield Time(timezone.make_aware(starts), timezone.make_aware(ends), every.places)
