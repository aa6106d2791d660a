"""Who answers for an area, as residents are told: posts that the locality shows, nearest first."""

from dataclasses import dataclass, field
from datetime import date

from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.queries.active import WITHOUT_POWERS, active_appointments


@dataclass(frozen=True, slots=True)
class Answering:
    """A post that is shown, and who is at it. `holders` are those who may be named: nobody's name
    stands there whose type of post does not show it, nor that of volunteers."""

    post: Post
    is_held: bool
    holders: list[Appointment] = field(default_factory=list)


def answering_for(area_id: int, on: date) -> list[Answering]:
    """The shown posts of the area and of those above it, in two queries."""
    posts = Post.objects.filter(area__descent__area=area_id).exclude(type__shown="")
    named = posts.select_related("type", "organization", "area").defer("area__geometry")
    found = list(named.order_by("area__descent__depth", "type", "id"))
    by_post: dict[int, list[Appointment]] = {}
    held = active_appointments(on).filter(post__in=[post.pk for post in found])
    for each in held.select_related("account").order_by("-is_primary", "id"):
        by_post.setdefault(each.post_id, []).append(each)
    return [_shown(post, by_post.get(post.pk, [])) for post in found]


def _shown(post: Post, held: list[Appointment]) -> Answering:
    by_name = post.type.shown == "name"
    holders = [each for each in held if by_name and each.mode not in WITHOUT_POWERS]
    return Answering(post, bool(held), holders)
