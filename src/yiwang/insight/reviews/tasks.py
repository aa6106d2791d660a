"""What reviews do by themselves, every four hours."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.insight.reviews.sweep import sweep
from yiwang.work.workflows.turns import present_time


@app.periodic(cron="20 */4 * * *")
@app.task(queueing_lock="reviews.sweep", pass_context=False)
def sweep_reviews(timestamp: int) -> None:
    """Open, close and lock what is due; not while somebody plays the past."""
    with present_time() as is_ours:
        if is_ours:
            sweep(timezone.now())
    close_old_connections()
