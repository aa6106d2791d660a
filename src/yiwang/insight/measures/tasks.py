"""What time alone makes late turns late by itself; and figures follow even where nobody looks."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up


@app.periodic(cron="*/2 * * * * *")
@app.task(queueing_lock="measures.keep_up", pass_context=False)
def keep_up_with_the_record(timestamp: int) -> None:
    """Take in what happened since, should the follower (`following.py`) not have, and turn late."""
    now = timezone.now()
    seal_pending(now)
    keep_up(now)
    close_old_connections()
