"""What cards do by themselves: every night, what nobody reported on lapses."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.work.exchange.actions.lapse import lapse


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="exchange.lapse", pass_context=False)
def lapse_what_is_late(timestamp: int) -> None:
    """Let lapse what was to be reported by yesterday."""
    lapse(actor=SYSTEM, now=timezone.now())
    close_old_connections()
