"""The sweep over clocks whose moment has come.

Each clock is done in a savepoint of its own: one that fails is counted, logged and put off, longer
each time, so that it neither stops nor starves the others. Clocks are taken in order of their
moment with SKIP LOCKED, so that sweepers run side by side and nobody waits for somebody's act.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from yiwang.work.workflows.firing import fire
from yiwang.work.workflows.models import Clock

BATCH = 20  # clocks in one transaction: their runs cannot be acted on meanwhile
LONGEST_DELAY = timedelta(days=1)
logger = logging.getLogger(__name__)
Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Swept:
    """How many clocks were done, by what was done; `assigned`: a post was found for the task."""

    reminded: int = 0
    escalated: int = 0
    expired: int = 0
    assigned: int = 0
    failed: int = 0


def sweep(now: datetime, limit: int = 500) -> Swept:
    """Do what is due on at most `limit` clocks, oldest first. Called by the worker every minute."""
    done: Counter[str] = Counter()
    place, seen = None, 0
    while seen < limit:
        with transaction.atomic():
            clocks = _due(now, place, min(BATCH, limit - seen))
            places = [(clock.next_action_at or now, clock.pk) for clock in clocks]
            words = [_fire_alone(clock, now) for clock in clocks]
        if not clocks:
            break
        done.update(word for word in words if word)
        seen += len(clocks)
        place = places[-1]
    return Swept(**done)


def _due(now: datetime, after: Place | None, size: int) -> list[Clock]:
    """The next clocks that nobody holds, locked with their runs.

    The lock of the run is what acts take first, so that the sweep and an act exclude each other.
    """
    rows = Clock.objects.select_for_update(of=("self", "task__run"), skip_locked=True)
    rows = rows.select_related("task__run").filter(next_action_at__lte=now)
    if after:
        moment, clock_id = after
        rows = rows.filter(Q(next_action_at__gt=moment) | Q(next_action_at=moment, id__gt=clock_id))
    return list(rows.order_by("next_action_at", "id")[:size])


def _fire_alone(due: Clock, now: datetime) -> str:
    """Fire one clock so that its failure stays its own. It is read anew, because another clock of
    the same run may just have stopped it."""
    rows = Clock.objects.select_related("task__run", "calendar")
    try:
        with transaction.atomic():
            clock = rows.filter(pk=due.pk, next_action_at__lte=now).first()
            return fire(clock, now) if clock else ""
    except Exception:
        logger.exception("The sweep could not do clock %s", due.pk)
        _put_off(due.pk, due.failures + 1, now)
        return "failed"


def _put_off(clock_id: int, failures: int, now: datetime) -> None:
    """Try again after 2, 4, 8 … minutes, at last once a day."""
    delay = min(timedelta(minutes=2 ** min(failures, 11)), LONGEST_DELAY)
    Clock.objects.filter(id=clock_id).update(failures=failures, next_action_at=now + delay)
