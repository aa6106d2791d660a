"""Sent to rework: those who handled it get it again, with a full limit; what they used up before
stays in the record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, handlers, last_round
from yiwang.work.workflows.joint import Call, call_departments
from yiwang.work.workflows.models import Task


class NobodyHandledIt(Refusal):
    """There is no department to send it back to."""

    code = "nobody_handled_it"


def rework(deed: Deed) -> dict[str, Any]:
    """Open the finished tasks again: all of them, or those of the organizations named."""
    assert deed.action.to  # proved before a definition is published
    earlier = _chosen(deed, finished_tasks(deed.tasks, deed.action.to))
    end_task(deed)
    follows = {task.organization_id: task for task in earlier if task.organization_id}
    leads = [task.organization_id for task in earlier if task.is_lead]
    call = Call(
        list(follows),
        demand=deed.inputs.reason,
        lead=(leads or [earlier[0].organization_id])[0],
        follows=follows,
    )
    call_departments(deed, deed.action.to, call)
    return {"to": deed.action.to, "spent_before": _spent(deed, earlier)}


def finished_tasks(tasks: list[Task], step: str) -> list[Task]:
    """What departments finished when the run was last in this joint step."""
    return [task for task in handlers(last_round(tasks, step)) if task.state == "done"]


def _chosen(deed: Deed, finished: list[Task]) -> list[Task]:
    if not finished:
        raise NobodyHandledIt(_("No office has handled this yet. Choose another way back."))
    wanted = set(deed.inputs.organizations)
    if wanted - {task.organization_id for task in finished}:
        raise Invalid({"organizations": _("Choose only offices that have handled this.")})
    return [task for task in finished if not wanted or task.organization_id in wanted]


def _spent(deed: Deed, earlier: list[Task]) -> dict[str, int]:
    """Seconds each organization has used up, by its id."""
    return {
        str(task.organization_id): deed.spent_by(task)[ClockKind(clock.kind)]
        for task in earlier
        for clock in deed.clocks_of(task)
        if clock.purpose == "resolve"
    }
