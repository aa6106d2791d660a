"""Throw the draft of a register away: what is published stays as it is."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.registers.policies import publishing
from yiwang.structure.registers.versions import draft_to_change, register_under_lock


@transaction.atomic
def discard_register_draft(register_key: str, *, seen: str, actor: Actor, now: datetime) -> None:
    """Refuses those who do not publish it, where there is no draft, and one changed since."""
    register = register_under_lock(register_key)
    actor = publishing(register, actor, timezone.localdate(now))
    draft = draft_to_change(register, seen)
    record(
        "registers.register.draft_discarded",
        subject=("registers.register", register.pk),
        actor=actor,
        at=now,
        key=register.key,
        version=draft.number,
        digest=draft.digest,
    )
    draft.delete()
