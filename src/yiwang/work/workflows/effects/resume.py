"""Taken up again before its day, by the task on which the pause was asked for."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.models import Pause
from yiwang.work.workflows.pausing import pauses_of_run, wake
from yiwang.work.workflows.shifting import board_of


class NothingPaused(Refusal):
    """No pause that was asked for here holds now."""

    code = "nothing_paused"


def resume(deed: Deed) -> dict[str, Any]:
    """End what was asked for on this task. Refuses where nothing stands still on its account."""
    pauses = pauses_of_run(deed.run.pk)
    mine = [each for each in pauses if each.ended_at is None and _is_asked_on(deed, each)]
    if not mine:
        raise NothingPaused(_("Nothing stands still on account of this task."))
    deed.past = f"{mine[-1].kind}_ended"
    moved = wake(board_of(deed), mine, pauses)
    return {"pauses": [pause.pk for pause in mine], "clocks": [clock.pk for clock in moved]}


def _is_asked_on(deed: Deed, pause: Pause) -> bool:
    return pause.request is not None and pause.request.task_id == deed.task.pk
