"""Plan who is on duty at a post, in turn, for some days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.duty.refusals import NobodyToPlan
from yiwang.structure.posts.duty.turns import Turn, shared_out, turns_of
from yiwang.structure.posts.models import Appointment, DutyPattern, Post, Shift
from yiwang.structure.posts.policies import post_to_plan
from yiwang.structure.posts.queries.active import active_appointments

MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Plan:
    """Shifts of a pattern at a post, from the first day for so many days."""

    post_id: int
    pattern_id: int
    first: date
    days: int


@transaction.atomic
def plan_duty(plan: Plan, *, actor: Actor, now: datetime) -> int:
    """Give everybody who holds the post their turn, going round; returns the number of new shifts.

    Shifts that are planned already stay. Refuses who does not plan there (Forbidden), a post that
    nobody holds (NobodyToPlan), and days that have passed.
    """
    today = timezone.localdate(now)
    post, actor = post_to_plan(plan.post_id, actor, today)
    pattern = _pattern(plan, post, today)
    holders = active_appointments(plan.first).filter(post=post).order_by("-is_primary", "pk")
    people = list(holders)
    if not people:
        raise NobodyToPlan
    made = Shift.objects.bulk_create(_shifts(plan, pattern, post, people))
    record(
        "posts.duty.planned",
        subject=("posts.post", post.pk),
        actor=actor,
        at=now,
        pattern=pattern.key,
        first=plan.first.isoformat(),
        days=plan.days,
        shifts=len(made),
    )
    return len(made)


def _pattern(plan: Plan, post: Post, today: date) -> DutyPattern:
    pattern = DutyPattern.objects.filter(pk=plan.pattern_id, type=post.type_id).first()
    if pattern is None:
        raise Invalid({"pattern": _("This post has no such shifts. Choose one from the list.")})
    if plan.first < today:
        raise Invalid({"first": _("What has passed is not planned: choose today or later.")})
    if not 1 <= plan.days <= MOST_DAYS:
        raise Invalid({"days": _("Plan between 1 and %(most)s days.") % {"most": MOST_DAYS}})
    return pattern


def _shifts(
    plan: Plan, pattern: DutyPattern, post: Post, people: Sequence[Appointment]
) -> list[Shift]:
    planned = Shift.objects.filter(post=post).order_by("starts_at")
    known = {(shift.slot, shift.starts_at) for shift in planned}
    busy: dict[int, list[Turn]] = {}
    for shift in planned:
        turn = Turn(shift.slot, "", shift.starts_at, shift.ends_at)
        busy.setdefault(shift.appointment_id, []).append(turn)
    zone = timezone.get_default_timezone()
    for held in people:
        if held.ends_on:  # whoever leaves has no turn from then on
            gone = datetime.combine(held.ends_on, time.min, zone)
            busy.setdefault(held.pk, []).append(Turn("", "", gone, gone + timedelta(days=9999)))
    turns = [
        turn
        for turn in turns_of(pattern.slots, plan.first, plan.days, zone)
        if (turn.slot, turn.starts_at) not in known
    ]
    before = planned.filter(starts_at__lt=turns[0].starts_at).last() if turns else None
    last = before.appointment_id if before else None
    return [
        Shift(
            pattern=pattern,
            post=post,
            appointment_id=one,
            slot=turn.slot,
            slot_en=turn.slot_en,
            starts_at=turn.starts_at,
            ends_at=turn.ends_at,
        )
        for turn, one in shared_out(turns, [held.pk for held in people], last, busy)
    ]
