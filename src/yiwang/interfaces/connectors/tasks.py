"""What connectors do by themselves: fetch what is due, hand back, forget what lies too long."""

import logging
from collections.abc import Callable

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Refusal
from yiwang.interfaces.connectors.actions.answer import answer
from yiwang.interfaces.connectors.actions.fetch import fetch
from yiwang.interfaces.connectors.queries import due_to_answer, due_to_fetch
from yiwang.interfaces.connectors.runs import forget_old
from yiwang.work.workflows.turns import present_time

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="connectors.fetch", pass_context=False)
def fetch_what_is_due(timestamp: int) -> None:
    """One after the other; what goes wrong with one keeps no other from its turn."""
    now = timezone.now()
    with present_time() as is_ours:  # asked, and let go: other systems take their time
        fetched, answered = (due_to_fetch(now), due_to_answer(now)) if is_ours else ([], [])
    for key in fetched:
        _alone(fetch, key)
    for key in answered:
        _alone(answer, key)
    forget_old(now)
    close_old_connections()


def _alone(do: Callable[..., object], key: str) -> None:
    try:
        do(key, actor=SYSTEM, now=timezone.now())
    except Refusal as refusal:
        logger.warning("connector %s: %s", key, refusal)
    except Exception:
        logger.exception("connector %s", key)
