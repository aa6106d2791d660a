"""What the keeper of a connector enters: where it is fetched and answered, the secret sent along,
how often, whether it is on, and whether what is sound is applied without a look."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.calling import fault_of_address
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.foundation.sealing import seal_under_master
from yiwang.interfaces.connectors.models import Connector
from yiwang.interfaces.connectors.models.connector import FETCH
from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.interfaces.connectors.runs import locked

LONGEST = 500
MOST_HOURS = 744


@dataclass(frozen=True, slots=True)
class SetUp:
    """`secret` None: as it is; empty: none any more."""

    reached_at: str = ""
    answered_at: str = ""
    secret: str | None = None
    every_hours: int = 24
    is_on: bool = True
    is_automatic: bool = False


@transaction.atomic
def set_up(connector_key: str, wanted: SetUp, *, actor: Actor, now: datetime) -> Connector:
    """Refuses who keeps no connectors (Forbidden) and addresses that nothing may be called at
    (Invalid). The record says that there is another secret, never which."""
    acting = keeping_connectors(actor, timezone.localdate(now))
    connector = locked(connector_key)
    _check(connector, wanted)
    told = ("reached_at", "answered_at", "every_hours", "is_on", "is_automatic")
    changed = {
        name: [getattr(connector, name), getattr(wanted, name)]
        for name in told
        if getattr(connector, name) != getattr(wanted, name)
    }
    for name in told:
        setattr(connector, name, getattr(wanted, name))
    if wanted.secret is not None:
        said = wanted.secret
        connector.secret = seal_under_master(said, of=connector.seal) if said else None
        changed["secret"] = [None, None]
    is_fetched = wanted.is_on and wanted.reached_at and connector.door == FETCH
    connector.next_at = now if is_fetched else None
    connector.next_answer_at = now if wanted.is_on and wanted.answered_at else None
    connector.tries = 0
    connector.save()
    if changed:
        record(
            "connectors.connector.set_up",
            subject=("connectors.connector", connector.pk),
            actor=acting,
            at=now,
            key=connector.key,
            fields=changed,
        )
    return connector


def _check(connector: Connector, wanted: SetUp) -> None:
    faults: dict[str, Sentence] = {}
    for name in ("reached_at", "answered_at"):
        address = getattr(wanted, name)
        if address and (fault := fault_of_address(address)):
            faults[name] = fault
        elif len(address) > LONGEST:
            faults[name] = _("The address may have %(most)s characters.") % {"most": LONGEST}
    if not 1 <= wanted.every_hours <= MOST_HOURS:
        faults["every_hours"] = _("Write a whole number of hours from 1 to 744.")
    if wanted.answered_at and not connector.part.hands_back:
        faults["answered_at"] = _("This connector hands nothing back.")
    if faults:
        raise Invalid(faults)
