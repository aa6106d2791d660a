"""Have the practice start over. The process that serves it throws everything away, this record too,
and sets the beginning up again."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.practice.policies import practice_to_start_over
from yiwang.insight.practice.wanted import want_to_start_over


@transaction.atomic
def start_over(*, actor: Actor, now: datetime) -> None:
    """Needs a supervisor or an administrator, and an installation for practice."""
    begun, acting = practice_to_start_over(actor, timezone.localdate(now))
    record(
        "practice.practice.started_over",
        subject=("practice.practice", begun.pk),
        actor=acting,
        at=now,
    )
    transaction.on_commit(lambda: want_to_start_over(settings.HOME))
