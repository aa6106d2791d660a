"""Dispatched: the step ends, every department named gets a task of its own, the lead first."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.joint import Call, call_departments


def assign(deed: Deed) -> dict[str, Any]:
    """Call the departments into the joint step; their clocks start now."""
    assert deed.action.to  # proved before a definition is published
    organizations = deed.inputs.organizations
    end_task(deed)
    call = Call(organizations, demand=deed.inputs.text, lead=organizations[0])
    call_departments(deed, deed.action.to, call)
    return {"to": deed.action.to}
