"""The sweep over clocks whose moment has come.

Where somebody is only told, many clocks are done in one savepoint and one statement. If one of
them fails, and wherever more is done than telling, each is done in a savepoint of its own: one that
fails is counted, logged and put off, longer each time, and neither stops nor starves the others.
Clocks are taken in order of their moment with SKIP LOCKED, so that sweepers run side by side and
nobody waits for somebody's act.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from yiwang.foundation.compiled import compiled
from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.writing import Pending
from yiwang.work.workflows.firing import fire, only_tells
from yiwang.work.workflows.models import Clock

BATCH = 100  # clocks in one transaction: their runs cannot be acted on meanwhile
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
    resumed: int = 0
    failed: int = 0


def sweep(now: datetime, limit: int = 500) -> Swept:
    """Do what is due on at most `limit` clocks, oldest first. Called by the worker every minute."""
    done: Counter[str] = Counter()
    place, seen = None, 0
    while seen < limit:
        with transaction.atomic():
            clocks = _due(now, place)[: limit - seen]
            places = [(clock.next_action_at or now, clock.pk) for clock in clocks]
            words = [word for stretch in _stretches(clocks) for word in _fire(stretch, now)]
        if not clocks:
            break
        done.update(word for word in words if word)
        seen += len(clocks)
        place = places[-1]
    return Swept(**done)


def _due(now: datetime, after: Place | None) -> list[Clock]:
    """The next clocks that nobody holds, locked with their runs.

    The lock of the run is what acts take first, so that the sweep and an act exclude each other.
    """
    return _next_due(now, *after) if after else _first_due(now)


@compiled
def _first_due(now: datetime) -> QuerySet[Clock]:
    return _IN_TURN.filter(next_action_at__lte=now)[:BATCH]


@compiled
def _next_due(now: datetime, moment: datetime, clock_id: int) -> QuerySet[Clock]:
    later = Q(next_action_at__gt=moment) | Q(next_action_at=moment, id__gt=clock_id)
    return _IN_TURN.filter(later, next_action_at__lte=now)[:BATCH]


def _stretches(due: Iterable[Clock]) -> Iterator[list[Clock]]:
    """In turn: clocks of different runs about which somebody is only told, or one for itself."""
    stretch: dict[int, Clock] = {}
    for clock in due:
        tells = only_tells(clock)
        if stretch and (not tells or clock.run_id in stretch):
            yield list(stretch.values())
            stretch = {}
        if tells:
            stretch[clock.run_id] = clock
        else:
            yield [clock]
    if stretch:
        yield list(stretch.values())


def _fire(due: list[Clock], now: datetime) -> list[str]:
    """Fire them at once; each alone if that fails, which will show whose fault it is."""
    if len(due) > 1:
        try:
            return _fire_together(due, now)
        except Exception:
            logger.info("One of %s clocks cannot be done; trying each", len(due))
    return [_fire_alone(clock, now) for clock in due]


def _fire_alone(due: Clock, now: datetime) -> str:
    """Fire one clock so that its failure stays its own."""
    try:
        return "".join(_fire_together([due], now))
    except Exception:
        logger.exception("The sweep could not do clock %s", due.pk)
        _put_off(due.pk, due.failures + 1, now)
        return "failed"


def _fire_together(due: Collection[Clock], now: datetime) -> list[str]:
    """All or none. They are read anew, because another clock of the same run may just have stopped
    one, and an act before that run was locked may have given its task away."""
    with transaction.atomic(), steady():
        pending = Pending()
        words = [fire(clock, now, pending) for clock in _still_due(due, now)]
        pending.write()
    return words


def _still_due(due: Collection[Clock], now: datetime) -> QuerySet[Clock]:
    rows = Clock.objects.select_related("run", "task", "calendar")
    found = rows.filter(pk__in=[clock.pk for clock in due], next_action_at__lte=now)
    return found.order_by("next_action_at", "id")


def _put_off(clock_id: int, failures: int, now: datetime) -> None:
    """Try again after 2, 4, 8 … minutes, at last once a day."""
    delay = min(timedelta(minutes=2 ** min(failures, 11)), LONGEST_DELAY)
    Clock.objects.filter(id=clock_id).update(failures=failures, next_action_at=now + delay)


_IN_TURN = (
    Clock.objects.select_for_update(of=("self", "run"), skip_locked=True)
    .select_related("run", "task")
    .order_by("next_action_at", "id")
)
