"""Scored: one side of a whistle says how the other did, from 1 to 5, below 3 with the reason."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.models import Score

REASON_BELOW = 3  # of 5: whoever gives less says why


def score(deed: Deed) -> dict[str, Any]:
    """Keep the score. Neither side sees it before both have scored, or time is up."""
    grade, reason = deed.inputs.grade, deed.inputs.reason.strip()
    if grade is not None and grade < REASON_BELOW and not reason:
        raise Invalid({"reason": _("Please say what was wrong: below 3 a reason is needed.")})
    given = Score.objects.get(task=deed.task)
    given.state, given.grade, given.reason, given.at = "given", grade, reason, deed.now
    deed.pending.change(given, "state", "grade", "reason", "at")
    end_task(deed)
    return {"whistle": given.whistle_id, "about": given.about_id}
