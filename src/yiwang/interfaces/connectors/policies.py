"""Who keeps connectors: whoever keeps the master data of the whole territory. What a run writes, it
writes in the name of the other system, whoever looked at it before."""

from datetime import date

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.interfaces.connectors.models import Connector
from yiwang.structure.administration.policies import keeping_the_whole, keeps_the_whole

LONGEST_CAPACITY = 200


def keeping_connectors(actor: Actor, on: date) -> Actor:
    """The actor in the capacity that keeps them; refuses the others (Forbidden)."""
    return keeping_the_whole(actor, on)


def keeps_connectors(actor: Actor, on: date) -> bool:
    """The same as a question."""
    return keeps_the_whole(actor, on)


def sender(connector: Connector) -> Actor:
    """The other system as the record names it: no account, so that what people changed differs."""
    part = connector.part
    capacity = f"{part.system_name} · {connector.name}"
    return Actor(ActorKind.SYSTEM, capacity=capacity[:LONGEST_CAPACITY])
