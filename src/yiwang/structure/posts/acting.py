"""In which capacity somebody acts: the one rule behind every policy that asks for a power."""

from datetime import date

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden, Sentence
from yiwang.structure.posts.queries import capacity_with, in_capacity


def acting_with(*powers: str, over: int | None, actor: Actor, on: date, refusal: Sentence) -> Actor:
    """The actor in the capacity that holds the first of these powers they have over the area;
    `over` none: over the whole territory. Raises Forbidden with the refusal for the others."""
    if actor.kind is ActorKind.SYSTEM:
        return actor
    if actor.account_id is not None:
        for power in powers:
            if held := capacity_with(actor.account_id, power, over, on):
                return in_capacity(actor, held)
    raise Forbidden(refusal)
