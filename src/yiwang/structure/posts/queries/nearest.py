"""Who answers for an area: the nearest post of a type on the way up that somebody holds."""

from datetime import date

from django.db.models import OuterRef, QuerySet

from yiwang.foundation.compiled import compiled
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
    return _held_from(type_key, area, on, levels_up).values_list("pk", flat=True)


def _held_from(type_key: str, area: int | OuterRef, on: date, levels_up: int) -> QuerySet[Post]:
    return Post.objects.filter(
        somebody_at_it(on),
        type__key=type_key,
        area__descent__area=area,
        area__descent__depth__gte=levels_up,
    ).order_by("area__descent__depth", "id")


@kept
def nearest_post(type_key: str, area_id: int, on: date) -> int | None:
    """The post of this type that answers for the area: its own, else the nearest above."""
    return _nearest(type_key, area_id, on, 0)


@kept
def nearest_post_outside(
    type_key: str, area_id: int, on: date, organizations: frozenset[int]
) -> int | None:
    """The same, passing over posts in these bodies: for who has to be independent of them."""
    held = _held_from(type_key, area_id, on, 0)
    outside = held.exclude(organization__in=organizations)
    return outside.values_list("pk", flat=True).first()


@kept
def post_above(type_key: str, area_id: int, on: date) -> int | None:
    """The nearest held post of this type strictly above the area: where something is passed up."""
    return _nearest(type_key, area_id, on, 1)


@kept
def post_at(organization_id: int, type_keys: tuple[str, ...], on: date) -> int | None:
    """The held post in an organization of the first of these types that has one there."""
    found = (post.pk for key in type_keys for post in _posts_in(key, organization_id, on))
    return next(found, None)


def _nearest(type_key: str, area_id: int, on: date, levels_up: int) -> int | None:
    found = _posts_above(type_key, area_id, on, levels_up)
    return found[0].pk if found else None


@compiled
def _posts_above(type_key: str, area: int, on: date, levels_up: int) -> QuerySet[Post]:
    return _held_from(type_key, area, on, levels_up)[:1]


@compiled
def _posts_in(type_key: str, organization_id: int, on: date) -> QuerySet[Post]:
    held = Post.objects.filter(somebody_at_it(on), type__key=type_key, organization=organization_id)
    return held.order_by("id")[:1]
