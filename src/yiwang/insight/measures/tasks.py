"""Facts and cells follow the record by themselves, every second."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up


@app.periodic(cron="* * * * * *")
@app.task(queueing_lock="measures.keep_up", pass_context=False)
def keep_up_with_the_record(timestamp: int) -> None:
    """Take in what happened since; sealed first, so that a figure is a second behind, not three."""
    now = timezone.now()
    seal_pending(now)
    keep_up(now)
    close_old_connections()
