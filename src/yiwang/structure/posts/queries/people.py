"""One person with everything they hold, and the terms that end soon."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.modes import CALLED_OUT
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries.held import NAMED, SHAPE
from yiwang.structure.posts.queries.reach import areas_in_reach
from yiwang.structure.territory.queries import ids_below

ANNOUNCED = timedelta(days=60)  # before a term ends, so that somebody can be found in time


def held_by(account_id: int, on: date) -> list[Appointment]:
    """All that somebody holds or will hold, on standby too, with home and mentor, in one query."""
    return list(_not_ended(on).filter(account=account_id).order_by("starts_on", "id"))


def mentored_by(account_id: int, on: date) -> list[Appointment]:
    """The appointments in which this person shows somebody the work."""
    return list(_not_ended(on).filter(mentor=account_id).order_by("account__name", "id"))


@kept
def ending_in_reach(account_id: int, on: date) -> list[Appointment]:
    """The appointments that end soon where the account appoints, the next first."""
    return list(_ending(on).filter(in_reach(account_id, on)).order_by("ends_on", "id"))


def ending_below(area_id: int, on: date) -> list[Appointment]:
    """The same of an area and everything below it, for boards: whose posts they are is not said."""
    there = _ending(on).filter(post__in=posts_below(area_id))
    return list(there.order_by("ends_on", "id"))


def ending_between(area_id: int, first: date, last: date) -> list[Appointment]:
    """The appointments there whose first day without them lies between two days."""
    held = Appointment.objects.filter(ends_on__range=(first, last)).exclude(mode=CALLED_OUT)
    there = held.filter(post__in=posts_below(area_id))
    return list(there.order_by("ends_on", "id"))


def posts_below(area_id: int) -> QuerySet[Post, int]:
    """The ids of the posts in an area and below it, and of the bodies there: for `__in`."""
    areas = ids_below([area_id])
    here = Q(area__in=areas) | Q(area=None, organization__area__in=areas)
    return Post.objects.filter(here).values_list("pk", flat=True)


def _ending(on: date) -> QuerySet[Appointment]:
    return _not_ended(on).filter(ends_on__lte=on + ANNOUNCED, starts_on__lte=on)


def in_reach(account_id: int, on: date, *, post: str = "post") -> Q:
    """The condition on rows with a post that this account appoints over its area."""
    areas = areas_in_reach(account_id, APPOINT, on)
    own, body = f"{post}__area__in", f"{post}__organization__area__in"
    return Q(**{own: areas}) | Q(**{f"{post}__area": None, body: areas})


def appointments_named(ids: Collection[int]) -> dict[int, Appointment]:
    """Appointments by id, ready to be named, ended ones too."""
    named = Appointment.objects.select_related("account", *NAMED).defer(SHAPE)
    return named.in_bulk(list(ids)) if ids else {}


def _not_ended(on: date) -> QuerySet[Appointment]:
    held = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    return held.select_related("account", "home", "mentor", *NAMED).defer(SHAPE)


def all_appointments() -> QuerySet[Appointment]:
    """Every appointment that has not ended today, those to come too: for lists that are kept."""
    on = localdate()
    held = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    by_people = held.exclude(mode=CALLED_OUT)  # those called out go with their emergency
    return by_people.order_by("account__username", "starts_on", "id")


def primary_holders(
    post_ids: Collection[int], on: date
) -> list[tuple[int, str, date, date | None]]:
    """Who answers first for these posts now or later: post, username, first day, end."""
    held = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), is_primary=True)
    found = held.filter(post__in=post_ids)
    return list(found.values_list("post_id", "account__username", "starts_on", "ends_on"))
