"""Dispatched: the step ends, every department named gets a task of its own, the lead first. Who
finished it before gets it as rework: the new task is linked to the old one."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.joint import Call, call_departments
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.overflow import send_on
from yiwang.work.workflows.whistles import blow


def assign(deed: Deed) -> dict[str, Any]:
    """Call the departments into the joint step; their clocks start now."""
    assert deed.action.to  # proved before a definition is published
    full = send_on(deed)
    organizations = deed.inputs.organizations
    end_task(deed)
    whistle = blow(deed)
    call = Call(
        organizations,
        demand=deed.inputs.text,
        lead=organizations[0],
        again=_finished_before(deed),
        asks=deed.inputs.asks,
        teams=deed.inputs.teams,
        whistle=whistle,
    )
    call_departments(deed, deed.action.to, call)
    told = {"whistle": whistle.pk, "whistle_kind": whistle.kind} if whistle else {}
    return {"to": deed.action.to, "one_thing": deed.inputs.one_thing, "full": full, **told}


def _finished_before(deed: Deed) -> dict[int, Task]:
    """The latest task that each office has finished, by the office."""
    return {
        task.organization_id: task
        for task in deed.tasks
        if task.role == "handler" and task.state == "done" and task.organization_id
    }
