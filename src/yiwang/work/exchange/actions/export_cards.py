"""Take a list of cards out of the house: what everybody may read of them, nobody's name."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.structure.posts.powers import PUT_UP_CARDS, REVIEW_CARDS
from yiwang.structure.posts.queries import capacity_anywhere, in_capacity
from yiwang.work.exchange.policies import NOT_PUT_UP_BY_YOU
from yiwang.work.exchange.queries.cards import Filter, Shown, cards, shown

MOST = 5000


@transaction.atomic
def export_cards(wanted: Filter, *, actor: Actor, now: datetime) -> list[Shown]:
    """The cards; who took them is recorded. Refuses who neither puts cards up nor reads them
    (Forbidden), and more than a sheet should hold (Invalid)."""
    on, reader = timezone.localdate(now), actor.account_id
    powers = (PUT_UP_CARDS, REVIEW_CARDS)
    found = (capacity_anywhere(reader, power, on) for power in powers) if reader else ()
    held = next((each for each in found if each), None)
    if held is None or reader is None:
        raise Forbidden(NOT_PUT_UP_BY_YOU)
    listed = shown(cards(reader, wanted, on)[: MOST + 1])
    if len(listed) > MOST:
        said = _("More than %(most)d cards fit. Narrow the list down, then export it.")
        raise Invalid({"": said % {"most": MOST}})
    record(
        "exchange.cards.exported",
        subject=("accounts.account", reader),
        actor=in_capacity(actor, held),
        at=now,
        rows=len(listed),
    )
    return listed
