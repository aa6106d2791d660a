"""Discard the draft of a net's version: it will not take effect; its file stays kept."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.territory.queries import draft_to_change


@transaction.atomic
def discard_version(draft_id: int, *, actor: Actor, now: datetime) -> None:
    """Refuses what is no draft (NotFound)."""
    draft = draft_to_change(draft_id)
    draft.state = "discarded"
    draft.save(update_fields=["state"])
    record(
        "territory.version.discarded",
        subject=("territory.net", draft.net_id),
        actor=actor,
        at=now,
        version=draft.pk,
    )
