"""Apply a run: exactly what was seen, all of it or nothing, once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.queries import newest_record
from yiwang.foundation.refusals import AlreadyDone
from yiwang.interfaces.connectors.models import Run
from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.interfaces.connectors.queries import run_named
from yiwang.interfaces.connectors.runs import locked, look_at, record_run, write
from yiwang.interfaces.connectors.states import APPLIED

_OTHERWISE = _("The list was changed meanwhile: look at what would change now.")
_OVER = _("This run is over: newer content came, or it was thrown away.")


@transaction.atomic
def apply_run(
    run_id: int, *, seen: str, overwrites: bool = False, actor: Actor, now: datetime
) -> Run:
    """Write what the run changes; if it `overwrites`, also what people decided by hand. Refuses a
    run at fault (FaultyTable), a change that is not the one with the digest `seen`, and a run that
    is over (AlreadyDone). Applied once more it changes nothing."""
    acting = keeping_connectors(actor, timezone.localdate(now))
    connector = locked(run_named(run_id).connector.key)
    run = connector.runs.select_for_update().get(pk=run_id)
    if run.state == APPLIED:
        return run
    if not run.is_open:
        raise AlreadyDone(_OVER)
    planned = look_at(run, connector, now, overwrites=overwrites)
    if planned is not None:
        plan = planned.plan.sound()
        if plan.digest != seen:
            raise AlreadyDone(_OTHERWISE)
        if overwrites:
            connector.overwritten_at = newest_record()
            connector.save(update_fields=["overwritten_at"])
        if plan.changes:
            write(run, connector, planned, now)
    run.account_id = actor.account_id
    run.save()
    record_run(run, connector, acting, now)
    return run
