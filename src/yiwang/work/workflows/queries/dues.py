"""Until when several runs are to be done, and whether somebody is late: for sums over them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from yiwang.work.workflows.models import Clock


@dataclass(frozen=True, slots=True)
class Due:
    """`latest_at`: when the last running clock of the run ends."""

    latest_at: datetime
    is_late: bool


def dues_of(run_ids: Collection[int], now: datetime) -> dict[int, Due]:
    """By run, of those with a running clock of whoever works on them. One query."""
    working = ["actor", "handler", "coordinator", "arbiter"]
    clocks = Clock.objects.filter(
        task__run__in=run_ids, task__role__in=working, state="running"
    ).values("task__run")
    rows = clocks.annotate(latest=Max("due_at"), late=Count("pk", filter=Q(due_at__lt=now)))
    return {
        row["task__run"]: Due(row["latest"], row["late"] > 0) for row in rows.order_by("task__run")
    }
