"""Released: the department that gave it back is let go, the others carry on."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, handlers, last_round, open_coordinators
from yiwang.work.workflows.effects.redirect import returned_task
from yiwang.work.workflows.joint import leave_when_done


class NobodyLeft(Refusal):
    """Releasing the last department would leave the case with nobody."""

    code = "nobody_left"


def release(deed: Deed) -> dict[str, Any]:
    """Let the department go. Refuses when nobody else is at it."""
    called = last_round(deed.tasks, deed.task.step)
    if not handlers(called) and open_coordinators(called) == [deed.task]:
        raise NobodyLeft(
            _("No other office is working on this. Redirect it to another one instead.")
        )
    returned = returned_task(deed)
    end_task(deed)
    returned.state = "released"
    deed.pending.change(returned, "state")
    return {"returned": returned.pk, "to": leave_when_done(deed)}
