"""What nets do by themselves: versions take effect on their day."""

from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.bring_into_force import bring_into_force
from yiwang.structure.territory.queries import due_drafts


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="territory.versions", pass_context=False)
def bring_due_versions_into_force(timestamp: int) -> None:
    """Within a minute after midnight."""
    bring_all_due_into_force(timezone.now())
    close_old_connections()


def bring_all_due_into_force(now: datetime) -> None:
    """In the order in which they were drafted."""
    for draft_id in due_drafts(timezone.localdate(now)):
        bring_into_force(draft_id, actor=SYSTEM, now=now)
