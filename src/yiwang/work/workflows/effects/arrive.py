"""Arrived: the department is on the spot. Whoever arrives unsigned has signed with it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.closing import stop_clocks
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.effects.sign import take_on
from yiwang.work.workflows.joint import show_stage


def arrive(deed: Deed) -> dict[str, Any]:
    """Note the arrival and stop its clock. Refuses a second arrival."""
    task = deed.task
    if task.arrived_at is not None:
        raise AlreadyDone(_("Your office has arrived already. You can go on handling it."))
    take_on(deed)
    stop_clocks(deed, only="acknowledge")
    stop_clocks(deed, only="arrive")
    task.state, task.arrived_at, task.escalated_to, task.escalation = (
        "acknowledged",
        deed.now,
        None,
        0,
    )
    deed.pending.change(
        task, "state", "acknowledged_at", "arrived_at", "escalated_to_id", "escalation"
    )
    show_stage(deed)
    return {"whistle": task.whistle_id}
