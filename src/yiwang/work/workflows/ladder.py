"""Who is told, one after another, once something is late: the rungs of the ladder."""

from collections.abc import Sequence

from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Request, Task
from yiwang.work.workflows.sides import CALLED_BACK, is_beside


def rungs_of(task: Task) -> Sequence[str]:
    """The types of post told of a late task; of an approval, those that its terms name."""
    if task.role in {"coordinating", "scorer"}:
        return []
    definition = definition_of_version(task.run.version_id)
    if task.role == CALLED_BACK:
        return definition.call_backs.escalate if definition.call_backs else []
    if task.role != "approver":
        return [] if is_beside(task.role) else definition.steps[task.step].escalate
    kind = Request.objects.filter(approval=task).values_list("kind", flat=True).first()
    terms = definition.requests.get(kind or "")
    return terms.escalate if terms else []


def is_told(task: Task) -> bool:
    """Whether anybody hears of it; of an order, whoever gave it; for a score, time is up."""
    return task.role in {"supervised", "scorer"} or bool(rungs_of(task))
