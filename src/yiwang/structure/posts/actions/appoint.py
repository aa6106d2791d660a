"""Appoint somebody to a post, in a mode, from a day on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.models import MODES, Appointment, Post
from yiwang.structure.posts.policies import post_to_fill
from yiwang.structure.posts.queries import post_name
from yiwang.structure.posts.refusals import AlreadyHeld, PostTaken, doubly_taken_post


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """Who shall hold which post. `ends_on` is the first day without it."""

    post_id: int
    account_id: int
    starts_on: date
    mode: str = "full_time"
    is_primary: bool = False
    ends_on: date | None = None


@transaction.atomic
def appoint(new: NewAppointment, *, actor: Actor, now: datetime) -> int:
    """Appoint; returns the appointment's id. Powers and inbox begin on the first day.

    Refuses a second primary holder (PostTaken), the same person twice (AlreadyHeld), and those
    without the power to appoint over the area of the post (Forbidden).
    """
    post, actor = post_to_fill(new.post_id, new.account_id, actor, timezone.localdate(now))
    _check(new, post)
    appointment = _created(new, post)
    record(
        "posts.appointment.started",
        subject=("posts.appointment", appointment.pk),
        actor=actor,
        at=now,
        post=post.pk,
        holder=new.account_id,
        mode=new.mode,
        is_primary=new.is_primary,
        starts_on=new.starts_on.isoformat(),
        ends_on=new.ends_on.isoformat() if new.ends_on else None,
    )
    return appointment.pk


def _check(new: NewAppointment, post: Post) -> None:
    if new.mode not in MODES:
        raise Invalid({"mode": _("Choose one of: %(modes)s.") % {"modes": ", ".join(MODES)}})
    if new.ends_on and new.ends_on <= new.starts_on:
        raise Invalid({"ends_on": _("The last day lies before the first. Correct one of them.")})
    overlapping = post.appointments.filter(Q(ends_on=None) | Q(ends_on__gt=new.starts_on))
    if new.ends_on:
        overlapping = overlapping.filter(starts_on__lt=new.ends_on)
    if overlapping.filter(account=new.account_id).exists():
        raise AlreadyHeld(post_name(post))
    if new.is_primary and overlapping.filter(is_primary=True).exists():
        raise PostTaken(post_name(post))


def _created(new: NewAppointment, post: Post) -> Appointment:
    """The row. The database has the last word on a second primary, whoever else writes."""
    try:
        with transaction.atomic():
            return Appointment.objects.create(**asdict(new))
    except IntegrityError as problem:
        if doubly_taken_post(problem) is None:
            raise
        raise PostTaken(post_name(post)) from problem
