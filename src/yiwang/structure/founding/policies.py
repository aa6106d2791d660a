"""Who may found, change, link and end bodies: whoever has the power over the area they serve.

A body outside all areas, and one without an area, belongs to whoever has it over the whole.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import ORGANIZE
from yiwang.structure.posts.queries import capacity_with

NOT_YOURS = _("You do not found or change bodies here. Ask who does for this area.")


def organizing(area_id: int | None, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that founds and changes bodies of this area; refuses the others."""
    return acting_with(ORGANIZE, over=area_id, actor=actor, on=on, refusal=NOT_YOURS)


def may_organize(organization: Organization, actor: Actor, on: date) -> bool:
    """The same as a question, for buttons."""
    if actor.account_id is None:
        return actor.kind is ActorKind.SYSTEM
    return capacity_with(actor.account_id, ORGANIZE, organization.area_id, on) is not None


def organizing_one_of(ends: tuple[Organization, ...], actor: Actor, on: date) -> Actor:
    """For a link: the power over the area of either end is enough, and both ends see it."""
    for end in ends:
        if actor.kind is ActorKind.SYSTEM or may_organize(end, actor, on):
            return organizing(end.area_id, actor, on)
    raise Forbidden(NOT_YOURS)
