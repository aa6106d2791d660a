"""Load the connectors of a pack. What their keepers entered (address, secret, whether they are on)
stays; one that people wrote on pages, or changed there, stays whole."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.interfaces.connectors.checking import check_part
from yiwang.interfaces.connectors.definition import ConnectorPart
from yiwang.interfaces.connectors.models import Connector
from yiwang.interfaces.connectors.writing import put


@transaction.atomic
def load_connectors(
    parts: Sequence[ConnectorPart], *, actor: Actor, now: datetime, overwrites: bool = False
) -> Change:
    """Make them what the pack says; loading the same again changes nothing. Refuses (Invalid) what
    names lists, columns or dictionaries that there are not."""
    present = {each.key: each for each in Connector.objects.select_for_update()}
    added: list[str] = []
    changed: list[str] = []
    kept: list[str] = []
    for part in parts:
        found = present.get(part.key)
        if found is not None and found.part == part:
            continue
        if found is not None and found.is_by_hand and not overwrites:
            kept.append(part.name)
            continue
        check_part(part, timezone.localdate(now))
        put(part, found)
        (changed if found else added).append(part.name)
    change = change_of("connectors", added=added, changed=changed, kept=kept)
    if added or changed:
        record(
            "connectors.connectors.loaded",
            subject=("connectors.connector", 0),
            actor=actor,
            at=now,
            added=added,
            changed=changed,
        )
    return change
