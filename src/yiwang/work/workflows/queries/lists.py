"""Runs by how they stand with time: what is late, three times over, with the reporter, set aside.

Subqueries for the lists of subjects, which add who may see what; and the clock that a line shows.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.work.workflows.models import Clock, Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES
from yiwang.work.workflows.queries.lines import ClockLine

UNTIMED = ("reporter", "publisher")  # their time ends, and nobody is late
WITH_THE_REPORTER = ("reporter", "asked")
_AT_WORK = Q(task=None) | Q(task__role__in=[role for role in STEP_ROLES if role not in UNTIMED])


class Standing(StrEnum):
    """One such list."""

    LATE = "late"  # over the limit of a task, or of the whole
    THREEFOLD = "threefold"  # over three times that
    WAITING = "waiting"  # the reporter has the word, or is asked something
    ASIDE = "aside"  # until a day


def runs_standing(standing: Standing, now: datetime) -> QuerySet[Any, Any]:
    """The ids of the open runs on that list."""
    if standing is Standing.ASIDE:
        return Run.objects.filter(deferred_until__isnull=False, is_open=True).values("pk")
    if standing is Standing.WAITING:
        waiting = Task.objects.filter(role__in=WITH_THE_REPORTER, state__in=OPEN_TASK_STATES)
        return waiting.values("run")
    return _late(standing, now).values("run")


def clocks_shown(run_ids: Collection[int], standing: Standing) -> dict[int, ClockLine]:
    """By run, the clock by which it is on the list: that which is due first. One query."""
    clocks = Clock.objects.filter(run__in=run_ids, state="running")
    with_reporter = Q(task__role__in=WITH_THE_REPORTER)
    clocks = clocks.filter(with_reporter if standing is Standing.WAITING else _AT_WORK)
    found: dict[int, ClockLine] = {}
    for clock in clocks.order_by("due_at"):
        found.setdefault(clock.run_id, ClockLine.of(clock))
    return found


def _late(standing: Standing, now: datetime) -> QuerySet[Clock]:
    over = {"due_at__lt": now} if standing is Standing.LATE else {"threefold_at__lt": now}
    return Clock.objects.filter(_AT_WORK, state="running", **over)
