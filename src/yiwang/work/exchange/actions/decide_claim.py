"""Say whether somebody has a card, or not and why."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.carrying import due_of
from yiwang.work.exchange.policies import claim_to_decide
from yiwang.work.exchange.room import move_up
from yiwang.work.exchange.states import ClaimState, check_claim_move


@transaction.atomic
def decide_claim(
    claim_id: int, *, accepted: bool, reason: str = "", actor: Actor, now: datetime
) -> None:
    """Held from now, to be reported on in the days its kind gives; or declined, and the next on the
    waiting list moves up. Refuses to decline without a reason (Invalid)."""
    claim, acting = claim_to_decide(claim_id, actor, timezone.localdate(now))
    to = ClaimState.HELD if accepted else ClaimState.DECLINED
    check_claim_move(claim.state, to)
    if not accepted and not reason.strip():
        raise Invalid({"reason": _("Say why not: whoever asked reads this.")})
    claim.state, claim.decided_at = to, now
    claim.reason = "" if accepted else reason.strip()[:300]
    claim.ended_at = None if accepted else now
    claim.due_on = due_of(claim, now) if accepted else None
    claim.save()
    subject, card = ("exchange.claim", claim.pk), claim.card
    record("exchange.claim.decided", subject=subject, actor=acting, at=now, card=card.pk, state=to)
    if not accepted:
        move_up(card, claim.slot, now=now)
