"""Who of a post does what: those who hold it, and whoever says which of them it is."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.powers import PLAN_DUTY
from yiwang.structure.posts.queries.active import active_appointments
from yiwang.structure.posts.queries.held import capacity_at, capacity_with
from yiwang.structure.posts.queries.reach import areas_in_reach


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who holds a post."""

    account_id: int
    name: str


def colleagues_at(post_ids: Collection[int], on: date) -> dict[int, list[Colleague]]:
    """Post -> those who hold it on this day and still sign in, by name. One query."""
    found: dict[int, list[Colleague]] = defaultdict(list)
    held = active_appointments(on).filter(post__in=post_ids, account__is_active=True)
    rows = held.values_list("post", "account", "account__name", "account__username")
    for post_id, account_id, name, username in rows.distinct().order_by("account__name", "account"):
        found[post_id].append(Colleague(account_id, name or username))
    return dict(found)


def posts_given_out_by(account_id: int, post_ids: Collection[int], on: date) -> set[int]:
    """Those of these posts where the account says who does what: as the first in charge there, or
    as whoever plans who is on duty. One query."""
    reach = areas_in_reach(account_id, PLAN_DUTY, on)
    first = active_appointments(on).filter(account=account_id, is_primary=True)
    planned = Q(area__in=reach) | Q(area=None, organization__area__in=reach)
    posts = Post.objects.filter(planned | Q(Exists(first.filter(post=OuterRef("pk")))))
    return set(posts.filter(pk__in=post_ids).order_by().values_list("pk", flat=True))


def capacity_to_give_out(post: Post, account_id: int, on: date) -> Appointment | None:
    """The appointment by which the account has to do with the work of the post: one at it, else the
    one that plans who is on duty there."""
    over = post.area_id or (post.organization.area_id if post.organization else None)
    return capacity_at(account_id, post.pk, on) or capacity_with(account_id, PLAN_DUTY, over, on)
