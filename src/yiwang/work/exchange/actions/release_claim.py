"""Give back what one has taken on, with the reason; the next on the waiting list moves up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.carrying import give_back
from yiwang.work.exchange.policies import claim_to_carry_on
from yiwang.work.exchange.states import ClaimState, check_claim_move


@transaction.atomic
def release_claim(claim_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Refuses to do so without a reason (Invalid)."""
    claim, acting = claim_to_carry_on(claim_id, actor, timezone.localdate(now))
    check_claim_move(claim.state, ClaimState.RELEASED)
    if not reason.strip():
        raise Invalid({"reason": _("Say why it is given back, so that others can plan.")})
    give_back(claim, reason.strip(), to=ClaimState.RELEASED, actor=acting, now=now)
