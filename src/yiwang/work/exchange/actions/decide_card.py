"""A second person has read a card: it is shown, or it is not, with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.policies import card_to_read
from yiwang.work.exchange.states import CardState, check_card_move


@transaction.atomic
def decide_card(
    card_id: int, *, shown: bool, reason: str = "", actor: Actor, now: datetime
) -> None:
    """Refuses whoever put it up (Forbidden), and a card not shown without a reason (Invalid)."""
    card, acting = card_to_read(card_id, actor, timezone.localdate(now))
    to = CardState.OPEN if shown else CardState.DECLINED
    check_card_move(card.state, to)
    if not shown and not reason.strip():
        raise Invalid({"reason": _("Say why, so that it can be put right.")})
    card.state, card.reason = to, "" if shown else reason.strip()[:300]
    card.read_by_id, card.ended_at = acting.account_id, None if shown else now
    card.save(update_fields=["state", "reason", "read_by", "ended_at"])
    subject = ("exchange.card", card.pk)
    record("exchange.card.decided", subject=subject, actor=acting, at=now, state=to)
