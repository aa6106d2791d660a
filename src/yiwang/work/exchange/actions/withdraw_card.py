"""Take a card back: it was a mistake, or it is not wanted any more."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.ending import let_go
from yiwang.work.exchange.policies import card_to_keep
from yiwang.work.exchange.states import CardState, check_card_move


@transaction.atomic
def withdraw_card(card_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Who had taken it on is let go, with the same reason. Refuses an empty one (Invalid)."""
    card, acting = card_to_keep(card_id, actor, timezone.localdate(now))
    check_card_move(card.state, CardState.WITHDRAWN)
    if not reason.strip():
        raise Invalid({"reason": _("Say why it is taken back: those who took it on read this.")})
    let_go(card, reason.strip(), actor=acting, now=now)
    card.state, card.reason, card.ended_at = CardState.WITHDRAWN, reason.strip()[:300], now
    card.save(update_fields=["state", "reason", "ended_at"])
    subject = ("exchange.card", card.pk)
    record("exchange.card.withdrawn", subject=subject, actor=acting, at=now, run=card.run_id)
