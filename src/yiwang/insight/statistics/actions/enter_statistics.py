"""Type figures in: new ones, corrections that keep what was there before, and taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.insight.statistics.former import keep_former
from yiwang.insight.statistics.models import Statistic

SUBJECT = "statistics.statistic"


@dataclass(frozen=True, slots=True)
class Of:
    """Which figure: its kind, the area or body, and the days."""

    series: str
    area_id: int | None
    organization_id: int | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure as it shall be; `is_over`: typed in by mistake, and not there any more."""

    of: Of
    value: Decimal
    source: str
    reason: str = ""
    is_over: bool = False


@transaction.atomic
def enter_statistics(
    entered: Sequence[Entered], told: Mapping[Of, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write them, each with one record. Called by the list of figures, which has asked who may and
    checked them."""
    known = {_of(each): each for each in _present(entered)}
    rows: dict[Of, Statistic] = {}
    for each in entered:
        row = known.get(each.of)
        if row is None:
            row = Statistic(**_columns(each.of))
        elif (row.value, row.source) != (each.value, each.source):
            keep_former(row, each.reason, now)
        row.value, row.source, row.reason = each.value, each.source, each.reason
        row.entered_by_id, row.capacity, row.entered_at = actor.account_id, actor.capacity, now
        row.withdrawn_at = now if each.is_over else None
        row.save()
        rows[each.of] = row
    record_changes(
        SUBJECT,
        {rows[of].pk: each for of, each in told.items()},
        actor=actor,
        at=now,
        verbs={"added": "entered", "changed": "corrected", "ended": "withdrawn"},
    )


def _present(entered: Sequence[Entered]) -> Sequence[Statistic]:
    """Those in force of these kinds and days, locked."""
    found = Statistic.objects.select_for_update().filter(
        series__in={each.of.series for each in entered},
        first__in={each.of.first for each in entered},
        withdrawn_at=None,
    )
    return list(found)


def _of(row: Statistic) -> Of:
    return Of(row.series, row.area_id, row.organization_id, row.first, row.last)


def _columns(of: Of) -> dict[str, object]:
    return {
        "series": of.series,
        "area_id": of.area_id,
        "organization_id": of.organization_id,
        "first": of.first,
        "last": of.last,
    }
