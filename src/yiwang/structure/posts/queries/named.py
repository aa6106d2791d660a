"""Posts by id, and their types by key, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.posts.queries.active import active_appointments
from yiwang.structure.posts.queries.held import NAMED, SHAPE, post_name


def post_names(post_ids: Collection[int]) -> dict[int, str]:
    """The name of each of these posts, in one query."""
    posts = Post.objects.filter(pk__in=set(post_ids)).select_related("type", "organization", "area")
    shapeless = posts.defer("area__geometry")
    return {post.pk: post_name(post) for post in shapeless}


def post_types() -> list[PostType]:
    """Every type of post, in the order the pack gives them, for choosing."""
    return list(PostType.objects.order_by("pk"))


def all_post_types() -> QuerySet[PostType]:
    """Every type: for lists that are kept."""
    return PostType.objects.order_by("key")


def all_posts() -> QuerySet[Post]:
    """Every post: for lists that are kept."""
    return Post.objects.order_by("type__key", "organization__code", "area__code", "id")


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A post with everybody who holds it on a day, those on standby too, the primary first."""

    post: Post
    holders: list[Appointment]

    @property
    def missing(self) -> int:
        """Seats that nobody fills."""
        return max(self.post.seats - len(self.holders), 0)


def roster_of(
    area_id: int | None,
    organization_ids: Collection[int],
    on: date,
    *,
    managers: Collection[int] = (),
) -> list[RosterLine]:
    """The posts of this very area or of these bodies as a whole, in two queries.

    `managers` are bodies that answer here without standing here: their posts count too.
    """
    here = Q(organization__in=organization_ids, area=None)
    if managers:
        here |= Q(organization__in=managers) & (Q(area=None) | Q(area=F("organization__area")))
    if area_id is not None:
        here |= Q(area=area_id)
    return roster_lines(Post.objects.filter(here).order_by("type", "id"), on)


def roster_lines(posts: QuerySet[Post], on: date) -> list[RosterLine]:
    """These posts with who holds them, in two queries."""
    named = posts.select_related("type", "organization", "area").defer("area__geometry")
    lines = [RosterLine(post, []) for post in named]
    by_post = {line.post.pk: line for line in lines}
    held = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on, post__in=by_post
    )
    for each in held.select_related("account", "home", "mentor").order_by("-is_primary", "id"):
        by_post[each.post_id].holders.append(each)
    return lines


def post_shown(post_id: int) -> Post:
    """One post, ready to be named."""
    posts = Post.objects.select_related("type", "organization", "area").defer("area__geometry")
    post = posts.filter(pk=post_id).first()
    if post is None:
        raise NotFound(_("There is no such post. Choose one from the list."))
    return post


def appointment_shown(appointment_id: int) -> Appointment:
    """One appointment with its person, ready to be named."""
    held = Appointment.objects.select_related("account", *NAMED).defer(SHAPE)
    found = held.filter(pk=appointment_id).first()
    if found is None:
        raise NotFound(_("There is no such appointment. Choose one from the list."))
    return found


def holders_of(post_id: int, on: date) -> list[Appointment]:
    """Who works on the tasks of a post on a day, the primary first."""
    held = active_appointments(on).filter(post=post_id).select_related("account")
    return list(held.order_by("-is_primary", "id"))
