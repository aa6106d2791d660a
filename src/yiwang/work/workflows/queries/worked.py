"""On which runs the holders of posts work or ever worked: subqueries for policies of subjects."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from yiwang.work.workflows.models import Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES
from yiwang.work.workflows.sides import CALLED_BACK


def runs_at(posts: QuerySet[Any, int]) -> QuerySet[Task, Any]:
    """The ids of runs with a task, open or ended, at one of these posts."""
    return Task.objects.filter(post__in=posts).values_list("run", flat=True)


def runs_told(posts: QuerySet[Any, int]) -> QuerySet[Task, Any]:
    """The ids of runs with a late task that one of these posts was told of."""
    return Task.objects.filter(escalated_to__in=posts).values_list("run", flat=True)


def roles_of_steps() -> list[str]:
    """The roles of tasks that move a run; all others stand beside its steps."""
    return list(STEP_ROLES)


def posts_at_work(run_id: int) -> QuerySet[Task, Any]:
    """The ids of the posts with an open task of a step of the run; those beside it do not count."""
    return _posts_with(run_id, STEP_ROLES)


def posts_asking(run_id: int) -> QuerySet[Task, Any]:
    """The same with those that call the reporter back: who has to ask the reporter something."""
    return _posts_with(run_id, [*STEP_ROLES, CALLED_BACK])


def _posts_with(run_id: int, roles: Sequence[str]) -> QuerySet[Task, Any]:
    tasks = Task.objects.filter(run=run_id, state__in=OPEN_TASK_STATES, role__in=roles)
    return tasks.values_list("post", flat=True)
