"""Who answers for an area: the nearest post of a type on the way up that somebody holds."""

from datetime import date

from django.db.models import OuterRef, QuerySet

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries.active import somebody_at_it


def nearest_posts(
    type_key: str, area: int | OuterRef, on: date, *, levels_up: int = 0
) -> QuerySet[Post, int]:
    """The ids of the held posts of this type from the area upward, nearest first.

    `Subquery(nearest_posts("verifier", OuterRef("area"), on)[:1])` finds one for each row.
    `levels_up` leaves out what is nearer than so many levels.
    """
    return (
        Post.objects.filter(
            somebody_at_it(on),
            type__key=type_key,
            area__descent__area=area,
            area__descent__depth__gte=levels_up,
        )
        .order_by("area__descent__depth", "id")
        .values_list("pk", flat=True)
    )


@kept
def nearest_post(type_key: str, area_id: int, on: date) -> int | None:
    """The post of this type that answers for the area: its own, else the nearest above."""
    return nearest_posts(type_key, area_id, on).first()


@kept
def post_above(type_key: str, area_id: int, on: date) -> int | None:
    """The nearest held post of this type strictly above the area: where something is passed up."""
    return nearest_posts(type_key, area_id, on, levels_up=1).first()


@kept
def post_in(type_key: str, organization_id: int, on: date) -> int | None:
    """The held post of this type in an organization."""
    held = Post.objects.filter(somebody_at_it(on), type__key=type_key, organization=organization_id)
    return held.order_by("id").values_list("pk", flat=True).first()
