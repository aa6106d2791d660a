"""Appoint somebody to a post, in a mode, from a day on."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.modes import COME_FROM, FROM_ELSEWHERE, MODES
from yiwang.structure.posts.policies import post_to_fill
from yiwang.structure.posts.queries import post_name
from yiwang.structure.posts.queries.classes import keys_of
from yiwang.structure.posts.queries.conflicts import conflicts_of_appointment
from yiwang.structure.posts.queries.terms import years_after
from yiwang.structure.posts.refusals import AlreadyHeld, AtOdds, PostTaken, doubly_taken_post


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """Who shall hold which post. `ends_on` is the first day without it."""

    post_id: int
    account_id: int
    starts_on: date
    mode: str = "full_time"
    is_primary: bool = False
    ends_on: date | None = None
    home_id: int | None = None  # the organization of somebody seconded or stationed
    mentor_id: int | None = None
    employment: str = ""  # the key of a class of employment


@transaction.atomic
def appoint(new: NewAppointment, *, actor: Actor, now: datetime) -> int:
    """Appoint; returns the appointment's id. Powers and inbox begin on the first day. Where the
    type of post has a term of office and no end is said, it ends with the term.

    Refuses a second primary holder (PostTaken), the same person twice (AlreadyHeld), posts that
    the locality lets nobody hold at once (AtOdds), and those without the power to appoint over the
    area of the post (Forbidden). What a rule only points out is in the record.
    """
    post, actor = post_to_fill(new.post_id, new.account_id, actor, timezone.localdate(now))
    new = _with_term(new, post)
    _check(new, post)
    appointment = _created(new, post)
    flagged = _at_odds(appointment)
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
        home=new.home_id,
        mentor=new.mentor_id,
        employment=new.employment,
        beside=flagged,
    )
    return appointment.pk


def _with_term(new: NewAppointment, post: Post) -> NewAppointment:
    years = post.type.term_years
    if years is None or new.ends_on:
        return new
    return replace(new, ends_on=years_after(new.starts_on, years))


def _check(new: NewAppointment, post: Post) -> None:
    if faults := dict(_faults(new)):
        raise Invalid(faults)
    overlapping = post.appointments.filter(Q(ends_on=None) | Q(ends_on__gt=new.starts_on))
    if new.ends_on:
        overlapping = overlapping.filter(starts_on__lt=new.ends_on)
    if overlapping.filter(account=new.account_id).exists():
        raise AlreadyHeld(post_name(post))
    if new.is_primary and overlapping.filter(is_primary=True).exists():
        raise PostTaken(post_name(post))


def _faults(new: NewAppointment) -> Iterator[tuple[str, str]]:
    if new.mode not in MODES:
        yield "mode", _("Choose one of: %(modes)s.") % {"modes": ", ".join(MODES)}
    if new.ends_on and new.ends_on <= new.starts_on:
        yield "ends_on", _("The last day lies before the first. Correct one of them.")
    if new.mode == "seconded" and new.ends_on is None:
        yield "ends_on", _("A secondment is for a term: say until when.")
    if new.mode in FROM_ELSEWHERE and new.home_id is None:
        yield "home", _("Say which organization they come from: they stay one of its staff.")
    if new.home_id and new.mode not in COME_FROM:
        yield (
            "home",
            _("Only seconded, stationed and volunteers come from elsewhere. Leave it out."),
        )
    if new.employment and new.employment not in keys_of("employment"):
        yield "employment", _("Choose one of the kinds of employment that the pack lists.")
    if new.mentor_id == new.account_id:
        yield "mentor", _("Nobody is their own mentor. Choose a colleague.")


def _at_odds(appointment: Appointment) -> list[int]:
    """The ids of the appointments it stands beside against a rule that only points it out."""
    found = conflicts_of_appointment(appointment.pk)
    for each in found:
        if each.rule.effect == "refuse":
            raise AtOdds(each)
    return [each.other.pk if each.one == appointment else each.one.pk for each in found]


def _created(new: NewAppointment, post: Post) -> Appointment:
    """The row. The database has the last word on a second primary, whoever else writes."""
    try:
        with transaction.atomic():
            return Appointment.objects.create(**asdict(new))
    except IntegrityError as problem:
        if doubly_taken_post(problem) is None:
            raise
        raise PostTaken(post_name(post)) from problem
