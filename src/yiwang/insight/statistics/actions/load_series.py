"""Take over the kinds of figures that a pack adds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.statistics.models import LocalSeries

Listed = Mapping[str, Mapping[str, Any]]  # key -> what `Series` takes beside it


@transaction.atomic
def load_series(listed: Listed, *, actor: Actor, now: datetime) -> Change:
    """Those that are not listed any more go; figures typed in stay."""
    before = {each.key: each for each in LocalSeries.objects.select_for_update()}
    added: list[str] = []
    changed: list[str] = []
    for key, data in listed.items():
        known = before.pop(key, None)
        if known is not None and known.data == dict(data):
            continue
        (added if known is None else changed).append(data["name"])
        row, _made = LocalSeries.objects.update_or_create(key=key, defaults={"data": dict(data)})
        _say(row, actor, now)
    ended = [each.data["name"] for each in before.values()]
    for row in before.values():
        _say(row, actor, now, is_over=True)
        row.delete()
    return change_of("statistics", added, changed, ended)


def _say(row: LocalSeries, actor: Actor, now: datetime, *, is_over: bool = False) -> None:
    record(
        "statistics.series.loaded",
        subject=("statistics.series", row.pk),
        actor=actor,
        at=now,
        key=row.key,
        is_over=is_over,
    )
