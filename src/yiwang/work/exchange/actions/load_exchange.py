"""Load lists of cards and fields of service, and demonstration cards and funds to be looked at."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import Model

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.exchange.models import Card, CardKind, Claim, Fund, FundEntry, Slot, Tag
from yiwang.work.exchange.models.fund import GIFT
from yiwang.work.exchange.states import CardState, ClaimState
from yiwang.work.exchange.writing import Time

DEMONSTRATION = "示范数据"  # as whoever put it up


@dataclass(frozen=True, slots=True)
class KindRow:
    """A list as a pack says it."""

    key: str
    side: str
    name: str
    name_en: str = ""
    hint: str = ""
    hint_en: str = ""
    unit: str = "份"
    unit_en: str = "part"
    claimed_by: tuple[str, ...] = ()
    is_public: bool = True
    needs_second: bool = False
    off_hours_of: str = ""
    hold_days: int | None = None
    most_held: int | None = None


@dataclass(frozen=True, slots=True)
class TagRow:
    """A field of service as a pack says it."""

    key: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A demonstration card; bodies and area by their ids."""

    kind: str
    area_id: int
    title: str
    opens_on: date
    text: str = ""
    organization_id: int | None = None
    venue_id: int | None = None
    place: str = ""
    tags: tuple[str, ...] = ()
    series: str = ""
    amount: int = 1
    year: int | None = None
    budget: Decimal | None = None
    times: tuple[Time, ...] = ()
    claimant_ids: tuple[int, ...] = ()  # bodies that have it on


@dataclass(frozen=True, slots=True)
class GiftRow:
    """What a demonstration fund was given."""

    amount: Decimal
    on: date
    words: str
    donor_id: int | None = None
    outside: str = ""


@dataclass(frozen=True, slots=True)
class FundRow:
    """A fund as a pack says it; gifts only where it is a demonstration."""

    code: str
    name: str
    purpose: str
    organization_id: int
    area_id: int
    opened_on: date
    name_en: str = ""
    is_demonstration: bool = False
    gifts: tuple[GiftRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """Everything of it that a pack holds."""

    kinds: Sequence[KindRow] = ()
    tags: Sequence[TagRow] = ()
    cards: Sequence[CardRow] = ()
    funds: Sequence[FundRow] = field(default=())


@transaction.atomic
def load_exchange(rows: Exchange, *, actor: Actor, now: datetime) -> Change:
    """Lists and fields are as the pack says; demonstration cards and gifts are loaded once, and
    what people did with them stays."""
    changed = [row.key for at, row in enumerate(rows.kinds) if _kept(CardKind, _of(row), at)]
    changed += [row.key for at, row in enumerate(rows.tags) if _kept(Tag, asdict(row), at)]
    kinds = {kind.key: kind for kind in CardKind.objects.all()}
    known = set(Card.objects.filter(is_demonstration=True).values_list("area_id", "title"))
    for row in rows.cards:
        if (row.area_id, row.title) not in known:
            _put_up(row, kinds[row.kind], now)
            changed.append(row.title)
    changed += [row.code for row in rows.funds if _opened(row, now)]
    if changed:
        subject = ("exchange.card", 0)
        record("exchange.exchange.loaded", subject=subject, actor=actor, at=now, new=changed)
    return change_of("exchange", changed)


def _of(row: KindRow) -> dict[str, object]:
    return asdict(row) | {"claimed_by": list(row.claimed_by)}


def _kept(model: type[Model], given: dict[str, object], position: int) -> bool:
    """Whether anything of the row with this key changed."""
    wanted = given | {"position": position}
    rows = model._default_manager
    present = rows.filter(key=given["key"]).first()
    if present and all(getattr(present, name) == value for name, value in wanted.items()):
        return False
    rows.update_or_create(key=given["key"], defaults=wanted)
    return True


def _put_up(row: CardRow, kind: CardKind, now: datetime) -> None:
    beside = {"kind", "tags", "times", "claimant_ids"}
    given = {name: value for name, value in asdict(row).items() if name not in beside}
    card = Card.objects.create(
        **given,
        kind=kind,
        tags=list(row.tags),
        is_demonstration=True,
        state=CardState.OPEN,
        put_up_at=now,
        put_up_as=DEMONSTRATION,
    )
    Slot.objects.bulk_create(Slot(card=card, **asdict(each)) for each in row.times)
    Claim.objects.bulk_create(
        Claim(
            card=card,
            organization_id=claimant_id,
            form=uuid5(NAMESPACE_URL, f"{card.pk}/{claimant_id}"),
            state=ClaimState.HELD,
            asked_at=now,
            asked_as=DEMONSTRATION,
            decided_at=now,
        )
        for claimant_id in row.claimant_ids
    )


def _opened(row: FundRow, now: datetime) -> bool:
    """Whether the fund is new; its gifts come with it."""
    given = {name: value for name, value in asdict(row).items() if name not in {"code", "gifts"}}
    fund, is_new = Fund.objects.get_or_create(code=row.code, defaults=given)
    if is_new:
        FundEntry.objects.bulk_create(
            FundEntry(
                fund=fund,
                kind=GIFT,
                amount=gift.amount,
                on=gift.on,
                words=gift.words,
                donor_id=gift.donor_id,
                donor_outside=gift.outside,
                form=uuid5(NAMESPACE_URL, f"{row.code}/{place}"),
                entered_at=now,
                entered_as=DEMONSTRATION,
            )
            for place, gift in enumerate(row.gifts)
        )
    return is_new
