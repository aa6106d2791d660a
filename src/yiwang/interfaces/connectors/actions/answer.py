"""Tell a system in return what came of the bodies that it sent: by itself once a night, by hand at
any time; numbers alone."""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.calling import Call, NotReached, call
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.interfaces.connectors.handing_back import document_of
from yiwang.interfaces.connectors.models import Connector, Run
from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.interfaces.connectors.queries import connector_named
from yiwang.interfaces.connectors.runs import end, locked, record_run
from yiwang.interfaces.connectors.secret import headers_of, signature_of
from yiwang.interfaces.connectors.states import ANSWERED, FAILED, TOLD

EVERY = timedelta(days=1)
AGAIN = timedelta(hours=1)


def answer(connector_key: str, *, actor: Actor, now: datetime) -> Run:
    """This year so far, to the address that the keeper entered, signed with the secret. Refuses who
    keeps no connectors (Forbidden), one that hands nothing back (NotFound), one without an address
    (Invalid)."""
    connector, today = connector_named(connector_key), timezone.localdate(now)
    if actor.account_id is not None:
        actor = keeping_connectors(actor, today)
    if not connector.answered_at:
        said = _("Enter the address first to which it is handed back.")
        raise Invalid({"answered_at": said})
    document = document_of(connector, today.replace(month=1, day=1), today)
    try:
        call(_call(connector, json.dumps(document, ensure_ascii=False)))
    except NotReached as problem:
        return _noted(connector_key, 0, str(problem), actor, now)
    return _noted(connector_key, len(document["units"]), "", actor, now)


def _call(connector: Connector, body: str) -> Call:
    kind = {"Content-Type": "application/json; charset=utf-8"}
    headers = kind | headers_of(connector) | signature_of(connector, body)
    return Call(connector.answered_at, "POST", body, headers)


@transaction.atomic
def _noted(connector_key: str, rows: int, why: str, actor: Actor, now: datetime) -> Run:
    connector = locked(connector_key)
    if connector.next_answer_at is not None:
        connector.next_answer_at = now + (AGAIN if why else EVERY)
        connector.save(update_fields=["next_answer_at"])
    run = Run(connector=connector, way=ANSWERED, name=connector.answered_at[:200])
    run.at = run.last_at = now
    run.account_id, run.rows = actor.account_id, rows
    end(run, FAILED if why else TOLD, now, why=why)
    run.save()
    record_run(run, connector, actor, now)
    return run
