"""What cases do by themselves, every night."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.work.cases.actions.erase_due_contacts import erase_due_contacts
from yiwang.work.cases.repeats import forget_answers


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="cases.forget", pass_context=False)
def forget_what_is_over(timestamp: int) -> None:
    """Erase the contacts that are due, and what was kept for retries."""
    now = timezone.now()
    while erase_due_contacts(actor=SYSTEM, now=now):
        pass
    forget_answers(now)
    close_old_connections()
