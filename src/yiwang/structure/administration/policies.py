"""Who keeps master data: whoever has the power to install packs, over the areas it reaches; what
belongs to no area, or to all, by whoever has it over the whole territory."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import INSTALL_PACKS
from yiwang.structure.posts.queries import capacity_anywhere, in_capacity
from yiwang.structure.posts.queries.reach import areas_beyond

NOT_YOURS = _("You do not keep the master data here. Ask who does for your area.")
NOT_THE_WHOLE = _("This holds for the whole territory. Ask who keeps its master data.")
NOT_THIS_AREA = _("It belongs to an area that you do not keep. Ask who does, or leave it out.")


def keeping(actor: Actor, on: date, power: str = INSTALL_PACKS) -> Actor:
    """The actor in a capacity that keeps master data anywhere; refuses the others."""
    if actor.kind is ActorKind.SYSTEM:
        return actor
    capacity = actor.account_id and capacity_anywhere(actor.account_id, power, on)
    if not capacity:
        raise Forbidden(NOT_YOURS)
    return in_capacity(actor, capacity)


def keeping_the_whole(actor: Actor, on: date, power: str = INSTALL_PACKS) -> Actor:
    """The actor in the capacity that keeps it over the whole territory; refuses the others."""
    return acting_with(power, over=None, actor=actor, on=on, refusal=NOT_THE_WHOLE)


def keeps_the_whole(actor: Actor, on: date, power: str = INSTALL_PACKS) -> bool:
    """The same as a question."""
    try:
        keeping_the_whole(actor, on, power)
    except Forbidden:
        return False
    return True


def beyond(
    area_ids: Collection[int], actor: Actor, on: date, power: str = INSTALL_PACKS
) -> set[int]:
    """Those of these areas that the actor does not keep."""
    if actor.kind is ActorKind.SYSTEM or not area_ids:
        return set()
    return areas_beyond(actor.account_id or 0, power, area_ids, on)
