"""The draft of a version of a net as it is kept: of the same source there is one draft."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.territory.models import Net, NetVersion


def kept_draft(
    net: Net,
    source: dict[str, Any],
    changes: Mapping[str, int],
    *,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    reason: str = "",
) -> NetVersion:
    """Recorded once. Without a day it is there to be looked at, and waits to be given one."""
    day = {"state": "draft"} if on is None else {"state": "scheduled", "takes_effect_on": on}
    draft, is_new = NetVersion.objects.get_or_create(
        net=net,
        source=source,
        **day,
        defaults={
            "takes_effect_on": on or timezone.localdate(now),
            "reason": reason[:300],
            "made_at": now,
        },
    )
    if is_new:
        record(
            "territory.version.drafted",
            subject=("territory.net", net.pk),
            actor=actor,
            at=now,
            version=draft.pk,
            takes_effect_on=on.isoformat() if on else None,
            source=source,
            changes=changes,
        )
    return draft
