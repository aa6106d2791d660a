"""What workflows do by themselves, every minute."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.work.workflows.sweep import Swept, sweep


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="workflows.sweep", pass_context=False)
def sweep_clocks(timestamp: int) -> None:
    """Remind, escalate and expire until nothing is due any more."""
    now = timezone.now()
    while sweep(now) != Swept():
        pass
    close_old_connections()
