"""Handled: the department is done; the step ends with the last one."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.effects.sign import take_on
from yiwang.work.workflows.joint import leave_when_done


def finish(deed: Deed) -> dict[str, Any]:
    """End the task as done. Finishing unsigned work signs for it too, and whoever finished
    what was whistled for has been there."""
    take_on(deed)
    if deed.task.whistle_id:
        deed.task.arrived_at = deed.task.arrived_at or deed.now
        deed.pending.change(deed.task, "arrived_at")
    end_task(deed)
    return {"to": leave_when_done(deed)}
