"""Remind of obligations whose period ends soon and that nobody has written down yet."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.queries import records_named
from yiwang.foundation.records.write import record
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.obligations import obligations, reminded
from yiwang.structure.registers.standards import AREA, BODY, owed

DUE_SOON, SUBJECT = "registers.obligation.due_soon", "registers.register"


@transaction.atomic
def remind_obligations(days: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Record what is due within so many days, once for each of these numbers, together for those
    who are told of it. How many were recorded."""
    today, told = timezone.localdate(now), 0
    for register, entry in obligations(today):
        asked = owed(register.pk, entry, today)
        assert asked.period is not None  # of what comes round again
        near = [number for number in days if asked.period.days_left(today) < number]
        ends_on = asked.period.until + timedelta(days=1)
        if not near or _is_told(register, entry.key, ends_on, min(near)):
            continue
        for posts, subjects in reminded([each.subject for each in asked.short], today).items():
            record(
                DUE_SOON,
                subject=(SUBJECT, register.pk),
                actor=actor,
                at=now,
                entry=entry.key,
                ends_on=str(ends_on),
                days=min(near),
                posts=list(posts),
                organizations=[each.id for each in subjects if each.kind == BODY],
                areas=[each.id for each in subjects if each.kind == AREA],
            )
            told += 1
    return told


def _is_told(register: Register, entry: str, ends_on: date, days: int) -> bool:
    """Two who look at once tell once."""
    Register.objects.select_for_update().get(pk=register.pk)
    told = records_named(DUE_SOON, SUBJECT).filter(subject_id=register.pk)
    return told.filter(data__entry=entry, data__ends_on=str(ends_on), data__days=days).exists()
