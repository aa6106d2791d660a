"""Another one leads: the task with the lead passes it on; nobody's clocks move."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.work.workflows.deed import Deed, handlers, last_round
from yiwang.work.workflows.effects.let_go import tasks_named
from yiwang.work.workflows.joint import SIGNED_STATES


def change_lead(deed: Deed) -> dict[str, Any]:
    """Have one of the departments at work lead. If it has signed, it answers for the case too."""
    called = handlers(last_round(deed.tasks, deed.task.step))
    named = tasks_named(deed, called)
    if len(named) != 1:
        raise Invalid({"organizations": _("Choose one office: only one can lead.")})
    [lead] = named
    if lead.is_lead:
        raise AlreadyDone(_("This office leads already."))
    before = [task.organization_id for task in called if task.is_lead]
    for task in called:
        task.is_lead = task is lead
        deed.pending.change(task, "is_lead")
    if lead.state in SIGNED_STATES and lead.post_id:
        deed.run.owner_post_id = lead.post_id
    return {"whistle": deed.task.whistle_id, "led_before": before}
