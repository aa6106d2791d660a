"""Open tasks by the moment at which they are due, of posts and of runs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES
from yiwang.work.workflows.queries.lines import step_in_words

ROLES = [*STEP_ROLES, "supervised"]  # an order has a day too


@dataclass(frozen=True, slots=True)
class DueTask:
    """An open task with the moment by which it is to be done."""

    task_id: int
    run_id: int
    step_label: str
    post_id: int | None
    due_at: datetime


def tasks_due(
    posts: QuerySet[Any, int], runs: QuerySet[Any, Any], before: datetime, most: int
) -> list[DueTask]:
    """Those at these posts and those of these runs that are due before a moment, the earliest
    first, at most so many. One query."""
    open_ones = Task.objects.filter(state__in=OPEN_TASK_STATES, role__in=ROLES).order_by()
    there, about = open_ones.filter(post__in=posts), open_ones.filter(run__in=runs)
    clocks = Clock.objects.filter(
        task__in=there.values("pk").union(about.values("pk")),
        state="running",
        purpose="resolve",
        due_at__lt=before,
    )
    found = clocks.select_related("task__run").order_by("due_at", "id")[:most]
    return [_due(clock.task, clock.due_at) for clock in found if clock.task]


def _due(task: Task, due_at: datetime) -> DueTask:
    definition = definition_of_version(task.run.version_id)
    label = step_in_words(definition, task.step, task.role)
    return DueTask(task.pk, task.run_id, label, task.post_id, due_at)
