"""Open tasks at one body: what somebody else has to take on when it is dissolved."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models.run import HELD, OPEN_TASK_STATES, Task


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that waits at the body, or at one of its posts. `run_id` tells whose it is."""

    run_id: int
    step: str
    step_en: str
    demand: str
    opened_at: datetime


def open_tasks_at(organization_id: int) -> list[OpenTask]:
    """The oldest first, in two queries and one for each version of a workflow not seen yet."""
    there = Q(organization=organization_id) | Q(post__organization=organization_id)
    tasks = Task.objects.filter(there, state__in=[*OPEN_TASK_STATES, HELD])
    return [_in_words(task) for task in tasks.select_related("run").order_by("opened_at", "id")]


def _in_words(task: Task) -> OpenTask:
    step = definition_of_version(task.run.version_id).steps.get(task.step)
    names = (step.name, step.name_en) if step else (task.step, task.step)
    return OpenTask(task.run_id, *names, task.demand, task.opened_at)
