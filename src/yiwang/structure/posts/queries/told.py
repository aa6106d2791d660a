"""People at posts, for whoever tells them of something: many posts at once, of accounts that
still sign in."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.queries.active import active_appointments, somebody_with_power_at_it
from yiwang.structure.posts.queries.duty import present_shifts


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a post, and since when."""

    post_id: int
    account_id: int
    since: date


def holders_at(post_ids: Collection[int], on: date) -> list[Holder]:
    """Everybody who holds one of these posts on this day, in one query."""
    held = active_appointments(on).filter(post__in=post_ids, account__is_active=True)
    rows = held.order_by("post", "account").values_list("post_id", "account_id", "starts_on")
    return [Holder(*row) for row in rows]


def accounts_on_duty(post_ids: Collection[int], at: datetime) -> dict[int, set[int]]:
    """Post -> who is on duty there just then; a post where nobody is has no entry."""
    found: dict[int, set[int]] = defaultdict(set)
    for shift in present_shifts(post_ids, at):
        found[shift.post_id].add(shift.appointment.account_id)
    return dict(found)


def accounts_called_out(activation_ids: Collection[int]) -> dict[int, set[int]]:
    """Emergency -> everybody it has called out."""
    called = Appointment.objects.filter(activation__in=activation_ids, account__is_active=True)
    found: dict[int, set[int]] = defaultdict(set)
    for activation_id, account_id in called.values_list("activation_id", "account_id"):
        if activation_id is not None:
            found[activation_id].add(account_id)
    return dict(found)


def accounts_of(appointment_ids: Collection[int]) -> dict[int, int]:
    """Appointment -> whose it is, of those who still sign in."""
    found = Appointment.objects.filter(pk__in=appointment_ids, account__is_active=True)
    return dict(found.values_list("pk", "account_id"))


def bodies_of_posts(post_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Post -> its body and its type, where it is of a body."""
    posts = Post.objects.filter(pk__in=post_ids, organization__isnull=False)
    rows = posts.values_list("pk", "organization_id", "type_id")
    return {post: (body, kind) for post, body, kind in rows if body}


def areas_of_posts(post_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Post -> its area and its type, where it is of an area and of no body."""
    posts = Post.objects.filter(pk__in=post_ids, organization=None, area__isnull=False)
    rows = posts.values_list("pk", "area_id", "type_id")
    return {post: (area, kind) for post, area, kind in rows if area}


def posts_of_bodies(body_ids: Collection[int]) -> dict[int, list[int]]:
    """Body -> its posts, the earliest first."""
    found: dict[int, list[int]] = defaultdict(list)
    posts = Post.objects.filter(organization__in=body_ids).order_by("pk")
    for body, post_id in posts.values_list("organization_id", "pk"):
        found[body or 0].append(post_id)
    return dict(found)


def posts_standing_at(
    powers: Collection[str], body_ids: Collection[int], area_ids: Collection[int], on: date
) -> dict[tuple[bool, int], set[int]]:
    """The held posts with one of these powers of each of these bodies (True), and in each of these
    areas (False)."""
    able = Post.objects.filter(somebody_with_power_at_it(on), type__powers__overlap=list(powers))
    there = able.filter(Q(organization__in=body_ids) | Q(area__in=area_ids)).order_by()
    found: dict[tuple[bool, int], set[int]] = defaultdict(set)
    for pk, body, area in there.values_list("pk", "organization_id", "area_id"):
        if body in body_ids:
            found[True, body].add(pk)
        if area in area_ids:
            found[False, area].add(pk)
    return dict(found)


def posts_nearest_with(
    powers: Collection[str], area_ids: Collection[int | None], on: date
) -> dict[int | None, set[int]]:
    """Area -> the nearest held posts, from it upward, whose type has one of these powers. What is
    of no area is for those over the whole primary net."""
    able = Post.objects.filter(
        somebody_with_power_at_it(on), type__powers__overlap=list(powers)
    ).order_by()
    rows = able.filter(area__descent__area__in=[each for each in area_ids if each is not None])
    found: dict[int | None, set[int]] = {}
    depths: dict[int, int] = {}
    named = rows.values_list("area__descent__area", "area__descent__depth", "pk")
    for area_id, depth, post_id in sorted(named):
        if depths.setdefault(area_id, depth) == depth:
            found.setdefault(area_id, set()).add(post_id)
    if None in area_ids:
        top = able.filter(area__parent=None, area__net__is_primary=True)
        found[None] = set(top.values_list("pk", flat=True))
    return found
