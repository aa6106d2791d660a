"""The rows of one run, as every act on it reads them."""

from django.db.models import QuerySet

from yiwang.foundation.compiled import compiled
from yiwang.work.workflows.models import Clock, Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES


@compiled
def run_under_lock(task_id: int) -> QuerySet[Run]:
    """The run of a task, locked for an act."""
    return Run.objects.select_for_update(of=("self",)).filter(tasks=task_id)


@compiled
def tasks_of_run(run_id: int) -> QuerySet[Task]:
    """All its tasks with their posts, oldest first."""
    return Task.objects.filter(run=run_id).select_related("post").order_by("id")


@compiled
def open_tasks_of_run(run_id: int) -> QuerySet[Task]:
    """Those that somebody still has to do something about, oldest first."""
    return Task.objects.filter(run=run_id, state__in=OPEN_TASK_STATES).order_by("id")


@compiled
def clocks_of_run(run_id: int) -> QuerySet[Clock]:
    """Its own clock and those of all its tasks, oldest first."""
    return Clock.objects.filter(run=run_id).order_by("id")
