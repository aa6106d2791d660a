"""Groups of colleagues: which of them hear what a post is told.

A post of a body is heard by the groups of that body. A post without a body is heard where a group
names its type: by those of the nearest bodies, from its own area upward.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from yiwang.insight.messages.models import Group
from yiwang.structure.posts.queries.told import areas_of_posts, bodies_of_posts
from yiwang.structure.territory.queries import depths_above


def groups_of_posts(post_ids: Collection[int]) -> dict[int, list[Group]]:
    """Post -> the groups that hear it and are switched on."""
    bodies = bodies_of_posts(post_ids)
    there: dict[int, list[Group]] = defaultdict(list)
    named = {body for body, _type in bodies.values()}
    for group in Group.objects.filter(organization__in=named, is_on=True).order_by("pk"):
        there[group.organization_id].append(group)
    of_bodies = {
        post_id: [each for each in there[body] if each.post_type_id in (None, kind)]
        for post_id, (body, kind) in bodies.items()
    }
    return of_bodies | _without_body(set(post_ids) - bodies.keys())


def _without_body(post_ids: Collection[int]) -> dict[int, list[Group]]:
    posts = areas_of_posts(post_ids) if post_ids else {}
    named = Group.objects.filter(post_type__in={kind for _area, kind in posts.values()}, is_on=True)
    groups = list(named.select_related("organization").order_by("pk")) if posts else []
    if not groups:
        return {}
    above = depths_above({area for area, _kind in posts.values()})
    return {
        post_id: _nearest([each for each in groups if each.post_type_id == kind], above[area])
        for post_id, (area, kind) in posts.items()
    }


def _nearest(groups: Iterable[Group], above: dict[int, int]) -> list[Group]:
    """Those of the bodies that stand nearest."""
    far = [(above.get(each.organization.area_id or 0), each) for each in groups]
    least = min((levels for levels, _group in far if levels is not None), default=None)
    return [group for levels, group in far if levels is not None and levels == least]
