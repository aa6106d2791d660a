"""Who may publish a register: whoever has the power over the territory of its owner."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.posts.powers import PUBLISH_RULES
from yiwang.structure.posts.queries import capacity_with, in_capacity
from yiwang.structure.registers.models import Register

NOT_YOURS = _("You do not publish this register. Ask who publishes the rules of its owner.")


def publishing(register: Register, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that may publish this register; refuses the others."""
    if actor.kind is ActorKind.SYSTEM:
        return actor
    area_id = register.owner.area_id if register.owner else None
    capacity = actor.account_id and capacity_with(actor.account_id, PUBLISH_RULES, area_id, on)
    if not capacity:
        raise Forbidden(NOT_YOURS)
    return in_capacity(actor, capacity)
