"""Throw a run away: nothing is changed, and what came is forgotten."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.interfaces.connectors.models import Run
from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.interfaces.connectors.queries import run_named
from yiwang.interfaces.connectors.runs import end, locked, record_run
from yiwang.interfaces.connectors.states import DISCARDED


@transaction.atomic
def discard_run(run_id: int, *, actor: Actor, now: datetime) -> Run:
    """One that is over stays as it is. Refuses who keeps no connectors (Forbidden)."""
    acting = keeping_connectors(actor, timezone.localdate(now))
    connector = locked(run_named(run_id).connector.key)
    run = connector.runs.select_for_update().get(pk=run_id)
    if run.is_open:
        end(run, DISCARDED, now)
        run.account_id = actor.account_id
        run.save()
        record_run(run, connector, acting, now)
    return run
