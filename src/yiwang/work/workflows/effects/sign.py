"""Signed for: the department has taken it on, and answers for it from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.closing import stop_clocks
from yiwang.work.workflows.deed import Deed, handlers, last_round
from yiwang.work.workflows.joint import SIGNED_STATES, show_stage


def sign(deed: Deed) -> dict[str, Any]:
    """Stop the clock for signing. Refuses a second signature."""
    if deed.task.state == "acknowledged":
        raise AlreadyDone(_("Your office has signed for this already. You can go on handling it."))
    take_on(deed)
    stop_clocks(deed, only="acknowledge")
    task = deed.task
    task.state, task.escalated_to, task.escalation = "acknowledged", None, 0
    deed.pending.change(task, "state", "acknowledged_at", "escalated_to_id", "escalation")
    show_stage(deed)
    return {}


def take_on(deed: Deed) -> None:
    """Whoever received the case first stays its owner until another has accepted it. The lead
    becomes the owner; another department does while no department is."""
    task = deed.task
    task.acknowledged_at = task.acknowledged_at or deed.now
    owners = {
        each.post_id
        for each in handlers(last_round(deed.tasks, task.step))
        if each.state in SIGNED_STATES and each.pk != task.pk
    }
    if task.post_id and (task.is_lead or deed.run.owner_post_id not in owners):
        deed.run.owner_post_id = task.post_id
