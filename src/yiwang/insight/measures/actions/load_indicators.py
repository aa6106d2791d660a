"""Load the indicators of a territory: they add to the standard ones, or come instead of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.measures.models import LocalIndicator
from yiwang.insight.measures.terms import fault_of

Table: TypeAlias = Mapping[str, Any]  # as in TOML: docs/how-to/add-an-indicator.md


@transaction.atomic
def load_indicators(tables: Sequence[Table], *, actor: Actor, now: datetime) -> Change:
    """Make the indicators of the territory what `tables` say, in their order; those not listed any
    more go, and where one stood instead of a standard one, that one counts again.

    Refuses Invalid, by key, what names a unit, a period or a count that there is not. Nothing
    changed: nothing is written. Called by packs.
    """
    faults = {table["key"]: fault for table in tables if (fault := fault_of(table))}
    if faults:
        raise Invalid(faults)
    stored = {row.key: row for row in LocalIndicator.objects.select_for_update()}
    added: list[str] = []
    changed: list[str] = []
    for position, table in enumerate(tables):
        row = stored.pop(table["key"], None) or LocalIndicator(key=table["key"])
        if row.pk and (row.position, row.definition) == (position, dict(table)):
            continue
        (changed if row.pk else added).append(table["name"])
        row.position, row.definition = position, dict(table)
        row.save()
    ended = [row.definition["name"] for row in stored.values()]
    LocalIndicator.objects.filter(key__in=stored).delete()
    change = change_of("indicators", added, changed, ended)
    if change:
        record(
            "measures.indicators.loaded",
            subject=("measures.indicators", 0),
            actor=actor,
            at=now,
            added=added,
            changed=changed,
            ended=ended,
        )
    return change
