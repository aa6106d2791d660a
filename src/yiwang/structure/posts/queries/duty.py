"""Who is on duty now, and the roster of a post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.models import OPEN_SWAPS, DutyPattern, Shift, ShiftSwap
from yiwang.structure.posts.queries.active import active_appointments
from yiwang.structure.territory.queries import ids_below

SHOWN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DutyCount:
    """How many people are on duty at posts of a type, and when the first of their shifts ends."""

    type_id: int
    people: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Roster:
    """The coming shifts of a post, its patterns, and the swaps that wait for somebody."""

    shifts: list[Shift]
    patterns: list[DutyPattern]
    swaps: list[ShiftSwap]


def on_duty(post_ids: Collection[int], at: datetime) -> dict[int, Shift]:
    """Appointment -> its present shift, at these posts; one query."""
    now_there = Shift.objects.filter(post__in=post_ids, starts_at__lte=at, ends_at__gt=at)
    return {shift.appointment_id: shift for shift in now_there}


def somebody_on_duty(post_id: int, at: datetime) -> bool:
    """Whether anybody is on duty at the post just then."""
    return _present(at).filter(post=post_id).exists()


def on_duty_instead_of(account_id: int, post_id: int, at: datetime) -> Shift | None:
    """Whose turn it is at the post just then, unless it is this account's or nobody's."""
    shifts = list(_present(at).filter(post=post_id).select_related("appointment__account"))
    if any(each.appointment.account_id == account_id for each in shifts):
        return None
    return shifts[0] if shifts else None


def reached_on_duty(account_id: int, post: str, at: datetime) -> Q:
    """The condition on rows with such a `post` that the account is on duty there just then, or
    that nobody is: what waits changes hands with the shift, and nothing has to be moved."""
    there = _present(at).filter(post=OuterRef(post))
    mine = there.filter(appointment__account=account_id)
    return Q(Exists(mine)) | ~Q(Exists(there))


def present_shifts(post_ids: Collection[int], at: datetime) -> list[Shift]:
    """Who is on duty at these posts just then, ready to be named; one query."""
    there = _present(at).filter(post__in=post_ids).select_related("appointment__account")
    return list(there.order_by("post", "id"))


def on_duty_below(area_id: int, at: datetime) -> list[DutyCount]:
    """Who is on duty in the area and below just then, counted by type of post. One statement."""
    below = ids_below([area_id])
    there = Q(post__area__in=below) | Q(post__area=None, post__organization__area__in=below)
    counted = _present(at).filter(there).order_by().values(type=F("post__type"))
    rows = counted.annotate(
        people=Count("appointment__account", distinct=True), until=Min("ends_at")
    )
    return [DutyCount(row["type"], row["people"], row["until"]) for row in rows.order_by("type")]


def _present(at: datetime) -> QuerySet[Shift]:
    """The present shifts of those who still hold their post."""
    held = active_appointments(timezone.localdate(at))
    return Shift.objects.filter(starts_at__lte=at, ends_at__gt=at, appointment__in=held)


def posts_with_duty(type_ids: Collection[int]) -> set[int]:
    """Those of these types of post that have shifts."""
    found = DutyPattern.objects.filter(type__in=type_ids)
    return set(found.values_list("type_id", flat=True))


def roster_of_post(post_id: int, type_id: int, at: datetime) -> Roster:
    """What is planned from now on for two weeks, in three queries."""
    coming = Shift.objects.filter(post=post_id, ends_at__gt=at, starts_at__lt=at + SHOWN)
    swaps = ShiftSwap.objects.filter(
        shift__post=post_id, shift__starts_at__gt=at, state__in=OPEN_SWAPS
    )
    related = ("shift__appointment__account", "shift__post", "shift__pattern", "other__account")
    return Roster(
        list(coming.select_related("appointment__account").order_by("starts_at", "id")),
        list(DutyPattern.objects.filter(type=type_id).order_by("pk")),
        list(swaps.select_related(*related, "in_return").order_by("asked_at")),
    )


def shift_shown(shift_id: int) -> Shift:
    """One shift."""
    found = Shift.objects.filter(pk=shift_id).first()
    if found is None:
        raise NotFound(_("There is no such shift. Look at the roster."))
    return found
