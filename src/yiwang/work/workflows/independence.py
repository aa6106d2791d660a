"""Who may check, call back or decide: nobody who had a part in it, nor anybody of those offices.

`not_by` names steps whose doers are barred; `not_of_handlers` bars everybody who holds a post in an
office that handled it. A call-back is independent of all who dispatched or handled.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.structure.posts.queries import organizations_of
from yiwang.work.workflows.acts import APPEALS
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Request, Task
from yiwang.work.workflows.sides import CALLED_BACK, is_beside

PART_ROLES = {"actor", "handler", "coordinator"}


class NotIndependent(Refusal):
    """Whoever dispatched or handled something may not check it."""

    code = "not_independent"

    def __init__(self) -> None:
        super().__init__(
            _("You had a part in this yourself, so somebody else has to do this step.")
        )


class OfTheHandlers(Refusal):
    """Whoever belongs to an office that handled something may not check it."""

    code = "not_independent"

    def __init__(self) -> None:
        super().__init__(
            _("Your office had a part in handling this, so somebody of another has to do this.")
        )


def why_barred(
    definition: Definition, tasks: Sequence[Task], task: Task, account_id: int | None, on: date
) -> Refusal | None:
    """Why this account may not act on the task, if it may not."""
    if account_id is None:
        return None
    if task.role == CALLED_BACK:
        return why_no_outsider(tasks, account_id, on)
    if task.role == "approver":
        return _why_not_decide(tasks, task, account_id, on)
    if is_beside(task.role):
        return None
    step = definition.steps[task.step]
    if any(each.step in step.not_by and each.ended_by_id == account_id for each in tasks):
        return NotIndependent()
    return _of_handlers(tasks, account_id, on) if step.not_of_handlers else None


def why_no_outsider(tasks: Sequence[Task], account_id: int, on: date) -> Refusal | None:
    """Why this account may not ask the reporter or speak for them: it had a part in it."""
    if account_id in accounts_with_a_part(tasks):
        return NotIndependent()
    return _of_handlers(tasks, account_id, on)


def accounts_with_a_part(tasks: Sequence[Task]) -> frozenset[int]:
    """Those who dispatched, handled or checked it."""
    parts = (each.ended_by_id for each in tasks if each.role in PART_ROLES)
    return frozenset(account_id for account_id in parts if account_id)


def handling_organizations(tasks: Sequence[Task]) -> frozenset[int]:
    """The offices that were called to handle it and have not been let go."""
    return frozenset(
        task.organization_id
        for task in tasks
        if task.role == "handler" and task.organization_id and task.state not in _LET_GO
    )


def _why_not_decide(tasks: Sequence[Task], task: Task, account_id: int, on: date) -> Refusal | None:
    """Nobody approves what they asked for themselves; of an appeal, nor anybody of that body."""
    request = Request.objects.filter(approval=task).select_related("asked_by_post").first()
    if request is None:
        return None
    if request.asked_by_id == account_id:
        return NotIndependent()
    if request.kind not in APPEALS:
        return None
    asker = request.asked_by_post.organization_id if request.asked_by_post else None
    bodies = organizations_of(account_id, on)
    return OfTheHandlers() if asker in bodies else _of_handlers(tasks, account_id, on)


def _of_handlers(tasks: Sequence[Task], account_id: int, on: date) -> Refusal | None:
    handled = handling_organizations(tasks)
    return OfTheHandlers() if handled and organizations_of(account_id, on) & handled else None


_LET_GO = {"returned", "released"}
