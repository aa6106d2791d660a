"""Try a group out: a message that says nothing but that messages arrive."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.messages.kinds import TRIAL
from yiwang.insight.messages.models import Delivery, Message
from yiwang.insight.messages.policies import group_to_change


@transaction.atomic
def try_out(group_id: int, *, actor: Actor, now: datetime) -> int:
    """Put a trial into the outbox, by the same way that every message takes; the delivery's id."""
    group, acting = group_to_change(group_id, actor, timezone.localdate(now))
    message = Message.objects.create(
        rule=TRIAL.key, kind=TRIAL.key, group=group, happened_at=now, is_shown=False
    )
    delivery = Delivery.objects.create(message=message, channel="group", next_at=now)
    record(
        "messaging.group.tried_out",
        subject=("messaging.group", group.pk),
        actor=acting,
        at=now,
        delivery=delivery.pk,
    )
    return int(delivery.pk)
