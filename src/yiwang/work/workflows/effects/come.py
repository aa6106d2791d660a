"""Somebody from outside says that they are there; nothing else changes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.deed import Deed


def come(deed: Deed) -> dict[str, Any]:
    """Keep when. Refuses a second arrival."""
    task = deed.task
    if task.state == "acknowledged":
        raise AlreadyDone(_("You have reported your arrival already."))
    task.state, task.acknowledged_at = "acknowledged", deed.now
    deed.pending.change(task, "state", "acknowledged_at")
    return {"firm": deed.actor.capacity}
