"""Try again to deliver what was given up: it waits anew, with all its tries before it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.messages.policies import delivery_to_try_again


@transaction.atomic
def try_again(delivery_id: int, *, actor: Actor, now: datetime) -> None:
    """Put it back into the outbox. Refuses what has not failed (NotFound)."""
    found, acting = delivery_to_try_again(delivery_id, actor, timezone.localdate(now))
    before, found.tries = found.tries, 0
    found.state, found.next_at, found.ended_at = "waiting", now, None
    found.save(update_fields=["state", "next_at", "tries", "ended_at"])
    record(
        "messaging.delivery.tried_again",
        subject=("messaging.delivery", found.pk),
        actor=acting,
        at=now,
        channel=found.channel,
        tries_before=before,
    )
