"""Put a card up: a need, an offer, a post of service, a project."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.work.exchange.models import Card, CardKind, Slot
from yiwang.work.exchange.models.kind import NEED, OFFER, PROJECT
from yiwang.work.exchange.off_hours import fault_of_hours
from yiwang.work.exchange.policies import putting_up
from yiwang.work.exchange.states import CardState
from yiwang.work.exchange.writing import Written, check


@transaction.atomic
def put_up_card(written: Written, *, actor: Actor, now: datetime) -> Card:
    """The card: shown at once, or once a second person has read it, as its kind says. Refuses what
    cannot be used (Invalid), and areas for which the actor puts nothing up (Forbidden)."""
    acting = putting_up(written.area_id, actor, timezone.localdate(now))
    kind = CardKind.objects.filter(key=written.kind).first()
    if kind is None:
        raise Invalid({"kind": _("Choose a list for the card.")})
    check(written, now)
    _check_against_kind(written, kind)
    card = _made(written, kind)
    card.put_up_at, card.put_up_as, card.put_up_by_id = (
        now,
        acting.capacity[:200],
        acting.account_id,
    )
    card.save()
    Slot.objects.bulk_create(
        Slot(card=card, starts_at=each.starts_at, ends_at=each.ends_at, places=each.places)
        for each in written.times
    )
    record(
        "exchange.card.put_up",
        subject=("exchange.card", card.pk),
        actor=acting,
        at=now,
        kind=kind.key,
        side=kind.side,
        area=card.area_id,
        run=card.run_id,
        state=card.state,
    )
    return card


def _made(written: Written, kind: CardKind) -> Card:
    given = {
        name: getattr(written, name)
        for name in Written.__dataclass_fields__
        if name not in {"kind", "times", "tags", "title", "text"}
    }
    state = CardState.SUBMITTED if kind.needs_second else CardState.OPEN
    return Card(
        **given,
        kind=kind,
        state=state,
        tags=list(written.tags),
        title=written.title.strip(),
        text=written.text.strip(),
    )


def _check_against_kind(written: Written, kind: CardKind) -> None:
    faults: dict[str, Sentence] = {}
    if fault := fault_of_hours(written.times, kind.off_hours_of):
        faults["times"] = fault
    if written.need_id or written.offer_id:
        faults |= _faults_of_match(written, kind)
    if (
        written.run_id
        and Card.objects.filter(
            run=written.run_id, state__in=[CardState.SUBMITTED, CardState.OPEN]
        ).exists()
    ):
        faults["run"] = _("A card of this matter is up already. Look at that one.")
    if faults:
        raise Invalid(faults)


def _faults_of_match(written: Written, kind: CardKind) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if kind.side != PROJECT:
        faults["kind"] = _(
            "Only a project comes of a need and an offer. Choose a list of projects."
        )
    for name, side in (("need_id", NEED), ("offer_id", OFFER)):
        wanted = getattr(written, name)
        found = Card.objects.filter(pk=wanted, kind__side=side, state=CardState.OPEN)
        if wanted and not found.exists():
            faults[name] = _("This card is not open any more. Choose another one.")
    return faults
