"""Take over the figures that a pack brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.statistics.actions.enter_statistics import Of
from yiwang.insight.statistics.former import keep_former
from yiwang.insight.statistics.models import Statistic
from yiwang.insight.statistics.series import series_named


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A figure of an area for a time, both days included."""

    series: str
    area_id: int
    first: date
    last: date
    value: Decimal
    source: str

    @property
    def of(self) -> Of:
        return Of(self.series, self.area_id, None, self.first, self.last)


@transaction.atomic
def load_values(rows: Sequence[ValueRow], *, actor: Actor, now: datetime) -> Change:
    """What a pack brought before and does not list any more is withdrawn; what people typed in for
    the same days stays as they typed it. Nothing changed: nothing is written."""
    present = list(Statistic.objects.select_for_update().filter(withdrawn_at=None))
    known = {_of(each): each for each in present}
    listed = {row.of for row in rows}
    gone = [each for each in present if each.entered_by_id is None and _of(each) not in listed]
    Statistic.objects.filter(pk__in=[each.pk for each in gone]).update(withdrawn_at=now)
    added: list[str] = []
    changed: list[str] = []
    for row in rows:
        found = known.get(row.of)
        if found is None:
            found = Statistic(series=row.series, area_id=row.area_id, first=row.first)
            added.append(series_named(row.series).label)
        elif found.entered_by_id or (found.value, found.source) == (row.value, row.source):
            continue
        else:
            keep_former(found, "", now)
            changed.append(series_named(row.series).label)
        found.last, found.value, found.source, found.entered_at = (
            row.last,
            row.value,
            row.source,
            now,
        )
        found.save()
    change = change_of("figures from outside", added, changed, [each.series for each in gone])
    if change:
        counts = {"added": change.added, "changed": change.changed, "ended": change.ended}
        subject = ("statistics.values", 0)
        record("statistics.values.loaded", subject=subject, actor=actor, at=now, counts=counts)
    return change


def _of(row: Statistic) -> Of:
    return Of(row.series, row.area_id, row.organization_id, row.first, row.last)
