"""Not scored in time: counted as just that, and what the other side said may be seen."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.models import Score


def leave_unscored(deed: Deed) -> dict[str, Any]:
    """End the wait for this score."""
    missing = Score.objects.get(task=deed.task)
    missing.state, missing.at = "not_given", deed.now
    deed.pending.change(missing, "state", "at")
    end_task(deed)
    return {"whistle": missing.whistle_id, "about": missing.about_id}
