"""Draw by lot whom to call back of those closed in a month, and open a task for each."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.lots import (
    Stratum,
    Ticket,
    bound_of,
    closed_in,
    next_month,
    strata,
    wanted,
)
from yiwang.work.cases.models import CallBack, Case, Draw
from yiwang.work.cases.queries.contact import contact_shown
from yiwang.work.workflows.calling_back import open_call_back

DRAW = "cases.draw"
MOST = 100  # cases in one transaction
ON_THE_TELEPHONE = {"mobile", "landline"}


@dataclass(frozen=True, slots=True)
class _Lots:
    """One draw under its lock."""

    draw: Draw
    is_over: bool  # the month is
    actor: Actor
    now: datetime

    def drawn(self, stratum: Stratum) -> int:
        return CallBack.objects.filter(draw=self.draw, quota=stratum.key).count()

    def not_drawn(self, stratum: Stratum) -> QuerySet[Case]:
        return closed_in(self.draw.month, stratum).exclude(call_backs__draw=self.draw)

    def closed(self, stratum: Stratum) -> int:
        """Those that were drawn count even if they are handled again meanwhile."""
        return self.not_drawn(stratum).count() + self.drawn(stratum)


@transaction.atomic
def draw_call_backs(month: date, *, actor: Actor, now: datetime, most: int = MOST) -> int:
    """Draw at most so many; how many. Run again, it goes on where it was; several at once wait for
    each other. A month that is over is closed once its quotas are as full as they can be."""
    found = strata(now)
    if not found:
        return 0
    lots = _Lots(_under_lock(month, actor, now), _is_over(month, now), actor, now)
    if lots.draw.closed_at:
        return 0
    number = 0
    for stratum in found:
        number += _drawn_for(lots, stratum, most - number)
    if number == 0 and lots.is_over:
        _close(lots, found)
    return number


def _under_lock(month: date, actor: Actor, now: datetime) -> Draw:
    """The draw of a month, opened with a seed that nobody has seen."""
    new = {"seed": secrets.token_hex(32), "opened_at": now}
    opened, is_new = Draw.objects.get_or_create(month=month, defaults=new)
    if is_new:
        digest = sha256(opened.seed.encode()).hexdigest()
        subject = (DRAW, opened.pk)
        record(f"{DRAW}.opened", subject=subject, actor=actor, at=now, digest=digest)
    return Draw.objects.select_for_update().get(pk=opened.pk)


def _is_over(month: date, now: datetime) -> bool:
    return timezone.localdate(now) >= next_month(month)


def _drawn_for(lots: _Lots, stratum: Stratum, most: int) -> int:
    """Those whose ticket lies low enough; after the month also the next ones, up to the quota."""
    left = lots.not_drawn(stratum).filter(contact__wrapped_key__isnull=False)
    free = left.annotate(ticket=Ticket.under(lots.draw.seed)).order_by("ticket")
    low = free.filter(ticket__lt=bound_of(stratum.quota.percent))
    number = _called(lots, stratum, low, most)
    if number or not lots.is_over:
        return number
    missing = wanted(stratum.quota, lots.closed(stratum)) - lots.drawn(stratum)
    return _called(lots, stratum, free, min(missing, most))


def _called(lots: _Lots, stratum: Stratum, cases: QuerySet[Case], most: int) -> int:
    """The first so many who left a telephone number, where somebody independent can call."""
    number = 0
    for case in cases.iterator() if most > 0 else ():
        number += _left_a_number(case) and _opened(lots, stratum, case)
        if number == most:
            break
    return number


def _left_a_number(case: Case) -> bool:
    shown = contact_shown(case.pk)
    return shown is not None and shown.kind in ON_THE_TELEPHONE


def _opened(lots: _Lots, stratum: Stratum, case: Case) -> bool:
    opened = open_call_back(case.run_id, now=lots.now) if case.run_id else None
    if opened is None:
        return False
    task = opened.task
    opened.pending.add(
        CallBack(draw=lots.draw, case_id=case.pk, task_id=task.pk, quota=stratum.key)
    )
    record(
        f"{SUBJECT}.call_back_drawn",
        subject=(SUBJECT, case.pk),
        actor=lots.actor,
        at=lots.now,
        along=opened.pending,
        opened=[task.pk],
        post=task.post_id,
        month=lots.draw.month.isoformat(),
        quota=stratum.key,
    )
    return True


def _close(lots: _Lots, found: Sequence[Stratum]) -> None:
    """The seed is told, with what each quota asked for and what was drawn."""
    draw = lots.draw
    draw.closed_at = lots.now
    draw.save(update_fields=["closed_at"])
    counts = {
        stratum.key: {
            "closed": (closed := lots.closed(stratum)),
            "quota": wanted(stratum.quota, closed),
            "drawn": lots.drawn(stratum),
        }
        for stratum in found
    }
    subject = (DRAW, draw.pk)
    seed = draw.seed
    record(
        f"{DRAW}.closed", subject=subject, actor=lots.actor, at=lots.now, seed=seed, counts=counts
    )
