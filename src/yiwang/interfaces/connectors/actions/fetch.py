"""Fetch what a system has at its address; when that fails, again later and later."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.calling import Call, NotReached, call
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.foundation.sheets.reading import LARGEST
from yiwang.interfaces.connectors.actions.take_in import Sent, take_in
from yiwang.interfaces.connectors.models import Connector, Run
from yiwang.interfaces.connectors.policies import keeping_connectors, sender
from yiwang.interfaces.connectors.queries import connector_named
from yiwang.interfaces.connectors.runs import end, locked, record_run
from yiwang.interfaces.connectors.secret import headers_of
from yiwang.interfaces.connectors.states import FAILED, FETCHED

FIRST_WAIT = timedelta(minutes=5)  # doubled with every try, up to the usual distance
MOST_DOUBLED = 10


def fetch(connector_key: str, *, actor: Actor, now: datetime) -> Run:
    """The run of what came, or of what went wrong. Refuses who keeps no connectors (Forbidden) and
    one without an address (Invalid)."""
    connector = connector_named(connector_key)
    if actor.account_id is not None:
        keeping_connectors(actor, timezone.localdate(now))
    if not connector.reached_at:
        said = _("Enter the address of the other system first: nothing is fetched without one.")
        raise Invalid({"reached_at": said})
    try:
        content = call(_call(connector))
        sent = Sent(content, FETCHED, connector.reached_at)
        run = take_in(connector_key, sent, actor=sender(connector), now=now)
    except (NotReached, Refusal) as problem:
        return _failed(connector_key, str(problem), now)
    _note(connector_key, run, now)
    return run


def _call(connector: Connector) -> Call:
    headers = {"Accept": "application/json, text/csv", **headers_of(connector)}
    return Call(connector.reached_at, headers=headers, most=LARGEST, is_whole=True)


@transaction.atomic
def _failed(connector_key: str, why: str, now: datetime) -> Run:
    connector = locked(connector_key)
    _try_later(connector, now)
    run = Run(
        connector=connector, way=FETCHED, name=connector.reached_at[:200], at=now, last_at=now
    )
    end(run, FAILED, now, why=why)
    run.save()
    record_run(run, connector, sender(connector), now)
    return run


@transaction.atomic
def _note(connector_key: str, run: Run, now: datetime) -> None:
    """When it is fetched next."""
    connector = locked(connector_key)
    if run.state == FAILED:
        _try_later(connector, now)
        return
    connector.tries = 0
    if connector.is_on and connector.reached_at:
        connector.next_at = now + timedelta(hours=connector.every_hours)
    connector.save(update_fields=["tries", "next_at"])


def _try_later(connector: Connector, now: datetime) -> None:
    connector.tries += 1
    wait = FIRST_WAIT * 2 ** min(connector.tries - 1, MOST_DOUBLED)
    if connector.is_on and connector.reached_at:
        connector.next_at = now + min(wait, timedelta(hours=connector.every_hours))
    connector.save(update_fields=["tries", "next_at"])
