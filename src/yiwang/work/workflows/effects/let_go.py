"""Let go: whoever coordinates a whistle releases departments that are at work, with a reason."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.workflows.closing import release_task
from yiwang.work.workflows.deed import Deed, handlers, is_open, last_round
from yiwang.work.workflows.effects.release import NobodyLeft
from yiwang.work.workflows.joint import leave_when_done
from yiwang.work.workflows.models import Task


class LeadIsNeeded(Refusal):
    """The others would have nobody to lead them."""

    code = "lead_is_needed"


def let_go(deed: Deed) -> dict[str, Any]:
    """Release the departments named. Refuses the lead while others go on, and everybody at once."""
    called = handlers(last_round(deed.tasks, deed.task.step))
    named = tasks_named(deed, called)
    staying = [task for task in called if task not in named]
    if not staying:
        raise NobodyLeft(_("Then nobody would be left at it. Call another office first."))
    if any(task.is_lead for task in named) and any(map(is_open, staying)):
        raise LeadIsNeeded(_("This office leads. Have another one lead first, then let it go."))
    for task in named:
        release_task(deed, task)
    return {"whistle": deed.task.whistle_id, "to": leave_when_done(deed)}


def tasks_named(deed: Deed, called: list[Task]) -> list[Task]:
    """The open tasks of the organizations named. Refuses (Invalid) those that are not at work."""
    at_work = {task.organization_id: task for task in called if is_open(task)}
    if set(deed.inputs.organizations) - at_work.keys():
        raise Invalid({"organizations": _("Choose only offices that are at work on this.")})
    return [at_work[each] for each in deed.inputs.organizations]
