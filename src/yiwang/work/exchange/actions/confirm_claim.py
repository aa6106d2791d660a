"""Whoever put the card up confirms what was done, or sends it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.work.exchange.ending import close_card, is_all_done, use_up
from yiwang.work.exchange.policies import claim_to_decide, locked_card
from yiwang.work.exchange.states import CardState, ClaimState, check_claim_move

NOT_YOUR_OWN = _("You reported this done yourself. A colleague has to confirm it.")


@transaction.atomic
def confirm_claim(
    claim_id: int, *, confirmed: bool, reason: str = "", actor: Actor, now: datetime
) -> None:
    """With the last part the card is fulfilled, and what came of it. Refuses to send back without a
    reason (Invalid); and, for one's own service and what one reported for a body, both
    (Forbidden)."""
    claim, acting = claim_to_decide(claim_id, actor, timezone.localdate(now))
    to = ClaimState.CONFIRMED if confirmed else ClaimState.HELD
    check_claim_move(claim.state, to)
    served_by = claim.volunteer.account_id if claim.volunteer else None
    if actor.account_id is not None and actor.account_id in (claim.reported_by_id, served_by):
        raise Forbidden(NOT_YOUR_OWN)
    if not confirmed and not reason.strip():
        raise Invalid({"reason": _("Say what is missing.")})
    claim.state, claim.reason = to, "" if confirmed else reason.strip()[:300]
    claim.ended_at = now if confirmed else None
    claim.save(update_fields=["state", "reason", "ended_at"])
    subject, card = ("exchange.claim", claim.pk), claim.card
    name = "exchange.claim.confirmed" if confirmed else "exchange.claim.sent_back"
    record(name, subject=subject, actor=acting, at=now, card=card.pk)
    if confirmed and card.state == CardState.OPEN and is_all_done(card):
        close_card(card, CardState.FULFILLED, claim.report, actor=acting, now=now)
    if confirmed and claim.offer_id is not None:
        use_up(locked_card(claim.offer_id), actor=acting, now=now)
