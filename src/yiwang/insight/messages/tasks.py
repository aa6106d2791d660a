"""What messages do by themselves: tell every few seconds, deliver what is due, forget at night."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.messages.delivering import deliver
from yiwang.insight.messages.forgetting import forget_old_messages
from yiwang.insight.messages.rules import days_beforehand
from yiwang.insight.messages.telling import tell_what_happened
from yiwang.structure.posts.actions.foretell_ends import FORETOLD, foretell_ends
from yiwang.structure.registers.actions.remind_obligations import DUE_SOON, remind_obligations
from yiwang.work.workflows.turns import present_time


@app.periodic(cron="*/5 * * * * *")
@app.task(queueing_lock="messages.tell", pass_context=False)
def tell_people(timestamp: int) -> None:
    """Tell of what was sealed since."""
    tell_what_happened(timezone.now())
    close_old_connections()


@app.periodic(cron="*/10 * * * * *")
@app.task(queueing_lock="messages.deliver", pass_context=False)
def deliver_what_is_due(timestamp: int) -> None:
    """Send what waits, and what is to be tried again."""
    deliver(timezone.now())
    close_old_connections()


@app.periodic(cron="20 7 * * *")
@app.task(queueing_lock="messages.foretell", pass_context=False)
def foretell_what_ends(timestamp: int) -> None:
    """Terms that end and obligations that are due soon; not while somebody plays the past."""
    with present_time() as is_ours:
        if is_ours:
            now = timezone.now()
            foretell_ends(days_beforehand(FORETOLD), actor=SYSTEM, now=now)
            remind_obligations(days_beforehand(DUE_SOON), actor=SYSTEM, now=now)
    close_old_connections()


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="messages.forget", pass_context=False)
def forget_messages(timestamp: int) -> None:
    """Erase what is old."""
    forget_old_messages(timezone.now())
    close_old_connections()
