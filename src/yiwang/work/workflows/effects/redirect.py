"""Redirected: other departments get what one gave back, and the time it took counts on. What an
arbiter redirects is final."""

from typing import Any

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.joint import Call, call_departments
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.returns import ground_of, told_of
from yiwang.work.workflows.spending import Spent


def redirect(deed: Deed) -> dict[str, Any]:
    """Open a task for each department named in place of the returned one."""
    returned = returned_task(deed)
    ruled = _ruling(deed)
    end_task(deed)
    organizations = deed.inputs.organizations
    spent = deed.spent_by(returned)
    call = Call(
        organizations,
        demand=deed.inputs.text or returned.demand,
        lead=organizations[0] if returned.is_lead else None,
        follows=dict.fromkeys(organizations, returned),
        spent=spent,
        asks=deed.inputs.asks,
        teams=deed.inputs.teams,
    )
    call_departments(deed, deed.task.step, call)
    return {"returned": returned.pk, "spent_seconds": _own(deed, returned, spent), **ruled}


def returned_task(deed: Deed) -> Task:
    """The task that is decided about."""
    return next(task for task in deed.tasks if task.pk == deed.task.follows_id)


def _ruling(deed: Deed) -> dict[str, Any]:
    """The arbiter says by which entry; a coordinator need not."""
    if deed.task.role != "arbiter":
        return {}
    ground = ground_of(deed)
    deed.pending.add(ground)
    return told_of(ground)


def _own(deed: Deed, returned: Task, spent: Spent) -> int:
    """In the units of its own clock."""
    kinds = (clock.kind for clock in deed.clocks_of(returned) if clock.purpose == "resolve")
    return sum(spent[ClockKind(kind)] for kind in kinds)
