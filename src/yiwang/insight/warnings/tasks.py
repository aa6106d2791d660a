"""Watching by itself: every hour what changes by the hour, at night what is counted by days."""

from collections.abc import Iterable
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.warnings.actions.keep_watch import keep_watch
from yiwang.work.workflows.turns import present_time

BY_THE_HOUR = ("near_due", "unfilled", "recurrence")
BY_THE_DAY = ("surge", "reveals")


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="warnings.hour", pass_context=False)
def watch_by_the_hour(timestamp: int) -> None:
    """What is about to be late, left without anybody, or coming back."""
    watch_the_present(BY_THE_HOUR, timezone.now())
    close_old_connections()


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="warnings.day", pass_context=False)
def watch_by_the_day(timestamp: int) -> None:
    """What stands out from the past, of the days up to yesterday."""
    watch_the_present(BY_THE_DAY, timezone.now())
    close_old_connections()


def watch_the_present(kinds: Iterable[str], now: datetime) -> None:
    """Each kind by itself; not at all while somebody plays the past."""
    with present_time() as is_ours:
        for kind in kinds if is_ours else ():
            keep_watch(kind, actor=SYSTEM, now=now)
