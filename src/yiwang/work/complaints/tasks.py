"""What complaints do by themselves: every night they are forgotten when their time is over."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.work.complaints.actions.forget_complaints import forget_complaints


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="complaints.forget", pass_context=False)
def forget_old_complaints(timestamp: int) -> None:
    """Forget those that were answered a year ago."""
    forget_complaints(actor=SYSTEM, now=timezone.now())
    close_old_connections()
