"""What workflows do by themselves: every minute, and every night."""

from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.work.workflows.actions.recount_clocks import recount_clocks
from yiwang.work.workflows.once import forget_keys
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.turns import present_time


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="workflows.sweep", pass_context=False)
def sweep_clocks(timestamp: int) -> None:
    """Remind, escalate and expire."""
    sweep_the_present(timezone.now())
    close_old_connections()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="workflows.recount", pass_context=False)
def recount_what_has_changed(timestamp: int) -> None:
    """Draw the consequences of other working days and limits."""
    with present_time() as is_ours:
        if is_ours:
            recount_clocks(actor=SYSTEM, now=timezone.now())
    close_old_connections()


@app.periodic(cron="25 2 * * *")
@app.task(queueing_lock="workflows.forget", pass_context=False)
def forget_what_is_over(timestamp: int) -> None:
    """Drop what was kept for retries."""
    forget_keys(timezone.now())
    close_old_connections()


def sweep_the_present(now: datetime) -> None:
    """Go on until nothing is due any more; not at all while somebody plays the past."""
    with present_time() as is_ours:
        while is_ours and sweep(now) != Swept():
            pass
