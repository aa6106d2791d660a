"""Sealing by itself, every two seconds."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.seal import seal_pending


@app.periodic(cron="*/2 * * * * *")
@app.task(queueing_lock="records.seal", pass_context=False)
def seal_records(timestamp: int) -> None:
    """Give every waiting record its place in the chain."""
    seal_pending(timezone.now())
    close_old_connections()
