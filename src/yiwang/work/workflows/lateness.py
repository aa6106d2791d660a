"""Whether somebody at work on a run is over their limit."""

from datetime import datetime

from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.sides import SIDES


def is_late(run_id: int, now: datetime) -> bool:
    """Tasks beside the steps, those of the reporter and what is published do not make it late."""
    running = Clock.objects.filter(task__run=run_id, state="running", due_at__lt=now)
    return running.exclude(task__role__in=["reporter", "publisher", *SIDES]).exists()
