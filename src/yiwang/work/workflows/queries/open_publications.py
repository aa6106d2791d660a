"""Until when what was published stands open to objections: the clock of its step says so."""

from collections.abc import Collection
from datetime import datetime

from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.reckoning import ACTIVE_STATES


def open_until(run_ids: Collection[int]) -> dict[int, datetime]:
    """The end of the time, by run, of those for which it is not over."""
    running = Clock.objects.filter(
        task__run__in=run_ids, task__role="publisher", purpose="resolve", state__in=ACTIVE_STATES
    )
    return dict(running.values_list("run_id", "due_at"))
