"""What cases do by themselves: every night, and every hour."""

from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.work.cases.actions.draw_call_backs import draw_call_backs
from yiwang.work.cases.actions.erase_due_contacts import erase_due_contacts
from yiwang.work.cases.lots import month_of
from yiwang.work.cases.repeats import forget_answers
from yiwang.work.workflows.turns import present_time


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="cases.forget", pass_context=False)
def forget_what_is_over(timestamp: int) -> None:
    """Erase the contacts that are due, and what was kept for retries."""
    now = timezone.now()
    while erase_due_contacts(actor=SYSTEM, now=now):
        pass
    forget_answers(now)
    close_old_connections()


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="cases.call_backs", pass_context=False)
def draw_lots(timestamp: int) -> None:
    """Draw whom to call back of those closed last month, and this month so far."""
    draw_the_present(timezone.now())
    close_old_connections()


def draw_the_present(now: datetime) -> None:
    """Go on until nobody is left to be drawn; not at all while somebody plays the past."""
    this = month_of(timezone.localdate(now))
    with present_time() as is_ours:
        for month in (month_of(this - timedelta(days=1)), this) if is_ours else ():
            while draw_call_backs(month, actor=SYSTEM, now=now):
                pass
