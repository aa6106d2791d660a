"""What is published by itself, every night: the months and quarters that are over for long
enough."""

from datetime import date, datetime

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Invalid
from yiwang.insight.disclosure.actions.release_channel import release_channel
from yiwang.insight.disclosure.actions.release_span import release_span
from yiwang.insight.disclosure.models import QUARTER
from yiwang.insight.disclosure.queries import latest
from yiwang.insight.disclosure.spans import due
from yiwang.work.cases.queries.kinds import first_reported_on, has_come_by
from yiwang.work.workflows.turns import present_time

HOTLINE = "hotline"  # a channel


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="disclosure.release", pass_context=False)
def release_what_is_due(timestamp: int) -> None:
    """Publish the tables that are due."""
    release_due(timezone.now())
    close_old_connections()


def release_due(now: datetime) -> int:
    """How many were published; none while somebody plays the past. A quarter whose areas changed
    has no table of its own."""
    made, since = 0, first_reported_on()
    with present_time() as is_ours:
        if not is_ours or since is None:
            return 0
        for span, first in due(since, timezone.localdate(now), settings.FIGURES_DELAY_DAYS):
            if latest(span, first) is None:
                try:
                    release_span(span, first, actor=SYSTEM, now=now)
                except Invalid:
                    continue
                made += 1
                if span == QUARTER:
                    made += _by_hotline(first, now)
    return made


def _by_hotline(first: date, now: datetime) -> int:
    """What the hotline passed on, beside the table of the quarter; none where it never did."""
    if not has_come_by(HOTLINE):
        return 0
    try:
        release_channel(HOTLINE, first, actor=SYSTEM, now=now)
    except Invalid:
        return 0
    return 1
