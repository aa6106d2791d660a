"""Take in what a system sent: looked at, and applied at once where its keeper said so and nothing
is wrong with it; else it waits."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.foundation.used_keys import KeyUsedOtherwise
from yiwang.interfaces.connectors.models import Connector, Run
from yiwang.interfaces.connectors.planning import Planned
from yiwang.interfaces.connectors.policies import keeping_connectors, sender
from yiwang.interfaces.connectors.runs import (
    drop_open_ones,
    end,
    locked,
    look_at,
    record_run,
    write,
)
from yiwang.interfaces.connectors.states import BY_HAND, FAILED, UNCHANGED, WAITING


@dataclass(frozen=True, slots=True)
class Sent:
    """What came, and how. `key` is the key that a program sent along."""

    content: bytes
    way: str = BY_HAND
    name: str = ""
    key: str = ""


@transaction.atomic
def take_in(connector_key: str, sent: Sent, *, actor: Actor, now: datetime) -> Run:
    """The run; the same content again is the same run, and so is the same key. Refuses who keeps no
    connectors (Forbidden), one that is switched off, and a key used for something else.

    By hand it always waits to be looked at.
    """
    connector = locked(connector_key)
    if actor.account_id is not None:
        actor = keeping_connectors(actor, timezone.localdate(now))
    elif not connector.is_on:
        raise Invalid({"connector": _("This connector is switched off. Ask who keeps it.")})
    digest = sha256(sent.content).hexdigest()
    if (same := _repeated(connector, sent, digest)) is not None:
        return same
    latest = connector.runs.order_by("-id").first()
    if latest is not None and latest.is_open and latest.sha256 == digest:
        return _looked_at(_come_again(latest, now), connector, actor, now)
    drop_open_ones(connector, now)
    run = _looked_at(_new(connector, sent, digest, actor, now), connector, actor, now)
    if latest is not None and latest.state == run.state == UNCHANGED and latest.sha256 == digest:
        run.delete()
        run = _come_again(latest, now)
        run.save()
    return run


def _looked_at(run: Run, connector: Connector, actor: Actor, now: datetime) -> Run:
    before = run.state if run.pk else ""
    planned = look_at(run, connector, now)
    if planned is not None and run.state == WAITING and connector.is_automatic:
        if planned.ends_much:
            run.why = _("So much would end that somebody has to look at it.")
        elif run.way != BY_HAND:
            _write_or_fail(run, connector, planned, now)
    run.save()
    if run.state not in (before, UNCHANGED):
        record_run(run, connector, actor if actor.account_id else sender(connector), now)
    return run


def _write_or_fail(run: Run, connector: Connector, planned: Planned, now: datetime) -> None:
    """What the list itself refuses is a failed run, and nothing of it is written."""
    try:
        with transaction.atomic():
            write(run, connector, planned, now)
    except Refusal as refusal:
        end(run, FAILED, now, why=str(refusal))


def _repeated(connector: Connector, sent: Sent, digest: str) -> Run | None:
    """The run under the same key."""
    found = connector.runs.filter(used_key=sent.key).first() if sent.key else None
    if found is not None and found.sha256 != digest:
        raise KeyUsedOtherwise
    return found


def _come_again(run: Run, now: datetime) -> Run:
    run.times, run.last_at = run.times + 1, now
    return run


def _new(connector: Connector, sent: Sent, digest: str, actor: Actor, now: datetime) -> Run:
    return Run(
        connector=connector,
        way=sent.way,
        state=WAITING,
        name=sent.name[:200],
        sha256=digest,
        content=sent.content,
        used_key=sent.key,
        at=now,
        last_at=now,
        account_id=actor.account_id,
    )
