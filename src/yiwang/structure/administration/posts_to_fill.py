"""Posts of one type in an area and below it, where somebody appoints."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.structure.administration.policies import keeps_the_whole
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries import all_posts, areas_in_reach
from yiwang.structure.territory.queries import valid_areas


def posts_to_fill(type_key: str, area_id: int | None, actor: Actor, on: date) -> QuerySet[Post]:
    """Those of this type that the actor appoints to; all of them where no area is said."""
    found = all_posts().filter(type__key=type_key).order_by("area__code", "organization__code")
    if area_id is not None:
        below = valid_areas().order_by().filter(ancestry__ancestor=area_id)
        found = found.filter(_at(below.values("pk")))
    if actor.kind is ActorKind.SYSTEM or keeps_the_whole(actor, on, APPOINT):
        return found
    return found.filter(_at(areas_in_reach(actor.account_id or 0, APPOINT, on)))


def _at(areas: QuerySet[Any, Any]) -> Q:  # Any: ids of areas, by whichever rows
    return Q(area__in=areas) | Q(area=None, organization__area__in=areas)
