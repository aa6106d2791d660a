"""Groups of colleagues: which of them hear what a post is told."""

from collections import defaultdict
from collections.abc import Collection

from yiwang.insight.messages.models import Group
from yiwang.structure.posts.queries.told import bodies_of_posts


def groups_of_posts(post_ids: Collection[int]) -> dict[int, list[Group]]:
    """Post -> the groups of its body that are switched on, and mean posts of its type."""
    bodies = bodies_of_posts(post_ids)
    there: dict[int, list[Group]] = defaultdict(list)
    named = {body for body, _type in bodies.values()}
    for group in Group.objects.filter(organization__in=named, is_on=True).order_by("pk"):
        there[group.organization_id].append(group)
    return {
        post_id: [each for each in there[body] if each.post_type_id in (None, kind)]
        for post_id, (body, kind) in bodies.items()
    }
