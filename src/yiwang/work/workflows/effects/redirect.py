"""Redirected: other departments get what one gave back, and the time it took counts on."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.joint import Call, call_departments
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.timing import spent


def redirect(deed: Deed) -> dict[str, Any]:
    """Open a task for each department named in place of the returned one."""
    returned = returned_task(deed)
    end_task(deed)
    organizations = deed.inputs.organizations
    used = _used(deed, returned)
    call = Call(
        organizations,
        demand=deed.inputs.text or returned.demand,
        lead=organizations[0] if returned.is_lead else None,
        follows=dict.fromkeys(organizations, returned),
        spent_seconds=used,
    )
    call_departments(deed, deed.task.step, call)
    return {"returned": returned.pk, "spent_seconds": used}


def returned_task(deed: Deed) -> Task:
    """The task that the coordinator decides about."""
    return next(task for task in deed.tasks if task.pk == deed.task.follows_id)


def _used(deed: Deed, returned: Task) -> int:
    clocks = [clock for clock in deed.clocks_of(returned) if clock.purpose == "resolve"]
    return sum(spent(clock, deed.setting.days, deed.now) for clock in clocks)
