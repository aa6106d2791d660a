"""Until when a claim is to be reported on, and what happens when it is given back."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.exchange.models import Claim
from yiwang.work.exchange.room import move_up
from yiwang.work.exchange.states import ClaimState


def due_of(claim: Claim, now: datetime) -> date | None:
    """The last day to report, counted from the time it takes place, else from now; none where the
    kind gives no days."""
    days = claim.card.kind.hold_days
    if days is None:
        return None
    start = max(claim.slot.ends_at, now) if claim.slot else now
    return timezone.localdate(start) + timedelta(days=days)


def give_back(claim: Claim, reason: str, *, to: ClaimState, actor: Actor, now: datetime) -> None:
    """The claim, locked with its card, is over: released or lapsed; others move up. The record says
    in which state it was."""
    before = claim.state
    claim.state, claim.reason, claim.ended_at = to, reason[:300], now
    claim.save(update_fields=["state", "reason", "ended_at"])
    record(
        f"exchange.claim.{to}",
        subject=("exchange.claim", claim.pk),
        actor=actor,
        at=now,
        card=claim.card_id,
        state=before,
    )
    move_up(claim.card, claim.slot, now=now)
