"""Bring a scheduled version of a net into force: its file is read into the net as it is now."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Refusal
from yiwang.structure.territory.enforcing import put_in_force
from yiwang.structure.territory.importing.plan import Plan
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.queries import draft_to_change, net_to_change


@transaction.atomic
def bring_into_force(draft_id: int, *, actor: Actor, now: datetime) -> Plan | None:
    """None when the net has changed so that the file is at fault now: then the draft is discarded,
    and the record says why. A draft that is none any more is refused (NotFound)."""
    draft = draft_to_change(draft_id)
    draft.net = net_to_change(draft.net.key)
    subject = ("territory.net", draft.net_id)
    try:
        plan = plan_of(draft, timezone.localdate(now))
    except Refusal as problem:
        draft.state = "discarded"
        draft.save(update_fields=["state"])
        said: dict[str, Any] = {"version": draft.pk, "why": str(problem)}
        record("territory.version.refused", subject=subject, actor=actor, at=now, **said)
        return None
    done = put_in_force(draft, plan)
    record("territory.version.brought_into_force", subject=subject, actor=actor, at=now, **done)
    return plan
