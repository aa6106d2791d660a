"""Tell beforehand that terms end, so that somebody is found in time."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.queries import records_named
from yiwang.foundation.records.write import record
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.modes import CALLED_OUT
from yiwang.structure.posts.policies import area_of_post
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries.told import posts_nearest_with

FORETOLD, SUBJECT = "posts.appointment.end_foretold", "posts.appointment"


@transaction.atomic
def foretell_ends(days: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Record of each appointment that ends within so many days, once for each of these numbers,
    with the nearest posts that appoint there. How many were recorded.

    Those called out are left out: they end with their emergency. An end that was moved is foretold
    anew.
    """
    today = timezone.localdate(now)
    ending = _ending(max(days, default=0), today)
    posts = posts_nearest_with([APPOINT], {area_of_post(each.post) for each in ending}, today)
    known = _foretold(ending)
    told = 0
    for each, left in ((each, _left(each, days, today)) for each in ending):
        if (each.pk, str(each.ends_on), left) in known:
            continue
        record(
            FORETOLD,
            subject=(SUBJECT, each.pk),
            actor=actor,
            at=now,
            post=each.post_id,
            holder=each.account_id,
            ends_on=str(each.ends_on),
            days=left,
            posts=sorted(posts.get(area_of_post(each.post), ())),
        )
        told += 1
    return told


def _ending(most: int, today: date) -> list[Appointment]:
    """Those that end within so many days, locked: two who look at once tell once."""
    held = Appointment.objects.select_for_update(of=("self",)).exclude(mode=CALLED_OUT)
    found = held.filter(starts_on__lte=today, ends_on__gt=today)
    soon = found.filter(ends_on__lte=today + timedelta(days=most))
    return list(soon.select_related("post__organization").order_by("ends_on", "id"))


def _left(each: Appointment, days: Collection[int], today: date) -> int:
    """The smallest of these numbers of days within which it ends."""
    ends_on = each.ends_on or today
    return min(number for number in days if ends_on <= today + timedelta(days=number))


def _foretold(ending: Collection[Appointment]) -> set[tuple[int, str, int]]:
    rows = records_named(FORETOLD, SUBJECT).filter(subject_id__in=[each.pk for each in ending])
    found = rows.values_list("subject_id", "data__ends_on", "data__days")
    return {(subject_id, ends_on, days) for subject_id, ends_on, days in found}
