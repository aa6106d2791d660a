"""Something begins to move: under the version in force, its first task opened."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.writing import reserve
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.starting import STARTED, StartRun, begin

__all__ = ["StartRun", "start_run"]


@transaction.atomic(savepoint=False)
@steady()
def start_run(start: StartRun, *, actor: Actor, now: datetime, record_name: str = "") -> Run:
    """Start the run inside the caller's act, with that act's one record.

    Who may report or raise the subject is the caller's to check.
    """
    run_id, task_id = reserve(*STARTED)
    started = begin(start, run_id, task_id, actor=actor, now=now, record_name=record_name)
    started.pending.write()
    return started.run
