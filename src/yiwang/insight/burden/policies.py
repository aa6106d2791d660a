"""Who reads the ledger of burden and who writes into it: whoever sees the figures over the area;
and everybody who holds a post at the body, for that body."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import organization
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import (
    appointments_of,
    capacity_with,
    in_capacity,
    organizations_of,
)
from yiwang.structure.registers.gate import GUARDED_KINDS

NOT_A_COMMUNITY = _("The ledger is about communities and villages. Choose one of their bodies.")
NOT_YOURS = _("You hold no post at this body and do not see its figures. Ask who does.")


def body_to_enter(body_id: int, actor: Actor, on: date) -> tuple[Organization, Actor]:
    """The body, and the actor in the capacity in which they enter what it was asked for."""
    body = organization(body_id)
    if not is_community(body):
        raise NotFound(NOT_A_COMMUNITY)
    account_id = actor.account_id or 0
    held = appointments_of(account_id, on)
    here = next((each for each in held if each.post.organization_id == body_id), None)
    capacity = here or capacity_with(account_id, VIEW_FIGURES, body.area_id, on)
    if capacity is None:
        raise Forbidden(NOT_YOURS)
    return body, in_capacity(actor, capacity)


def own_bodies(account_id: int, on: date) -> list[Organization]:
    """The community bodies at which the account holds a post."""
    found = (organization(each) for each in sorted(organizations_of(account_id, on)))
    return [each for each in found if is_community(each)]


def is_community(body: Organization | None) -> bool:
    """Whether the ledger is kept for this body: those of communities and villages."""
    return body is not None and body.kind in GUARDED_KINDS
