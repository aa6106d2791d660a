"""Who sets up where messages go: whoever keeps the master data, over the areas they keep. Groups by
the area of their body; failed deliveries, which concern the channels of all, by whoever
keeps the whole."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.messages.models import Delivery, Group
from yiwang.structure.administration.policies import (
    beyond,
    keeping,
    keeping_the_whole,
    keeps_the_whole,
)
from yiwang.structure.organizations.queries import organization
from yiwang.structure.posts.powers import INSTALL_PACKS
from yiwang.structure.posts.queries import areas_in_reach

NO_GROUP = _("There is no such group, or it is not yours to look after.")
NOT_HERE = _("This body is not in an area that you look after. Choose another one.")


def groups_kept_by(actor: Actor, on: date) -> QuerySet[Group]:
    """The groups this administrator looks after; refuses who is none."""
    keeping(actor, on)
    if keeps_the_whole(actor, on):
        return Group.objects.all()
    reach = areas_in_reach(actor.account_id or 0, INSTALL_PACKS, on)
    return Group.objects.filter(organization__area__in=reach)


def group_to_change(group_id: int, actor: Actor, on: date) -> tuple[Group, Actor]:
    """The group, locked, and the actor in their capacity."""
    acting = keeping(actor, on)
    kept = groups_kept_by(actor, on).filter(pk=group_id).values("pk")
    found = Group.objects.select_for_update().filter(pk__in=kept).first()
    if found is None:
        raise NotFound(NO_GROUP)
    return found, acting


def placing_a_group(organization_id: int, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that gives this body a group. Refuses (Invalid) one beyond their
    areas."""
    acting = keeping(actor, on)
    area_id = organization(organization_id).area_id
    if beyond({area_id}, actor, on) if area_id else not keeps_the_whole(actor, on):
        raise Invalid({"body": NOT_HERE})
    return acting


def delivery_to_try_again(delivery_id: int, actor: Actor, on: date) -> tuple[Delivery, Actor]:
    """A failed delivery, locked. Refuses who does not keep the whole, and what has not failed."""
    acting = keeping_the_whole(actor, on)
    failed = Delivery.objects.select_for_update(of=("self",)).filter(state="failed")
    found = failed.filter(pk=delivery_id).first()
    if found is None:
        raise NotFound(_("This has not failed, or is being tried again already."))
    return found, acting
