"""Enter the grade of an appointment: an entry of the register that is the ladder of its post."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.policies import appointment_to_change
from yiwang.structure.posts.queries.qualifications import keep_grade
from yiwang.structure.registers.queries import entry as entry_in_force


@transaction.atomic
def enter_grade(
    appointment_id: int, entry: str, since: date, *, actor: Actor, now: datetime
) -> None:
    """Since that day the appointment is of this grade; earlier grades stay in its history.

    Refuses who does not appoint there, the holder (Forbidden), a post without a ladder, and an
    entry that the ladder did not have on that day.
    """
    appointment, actor = appointment_to_change(appointment_id, actor, timezone.localdate(now))
    ladder = appointment.post.type.ladder
    found = entry_in_force(ladder, entry, since) if ladder else None
    if found is None:
        raise Invalid({"entry": _("Choose a grade that the ladder of this post has on that day.")})
    if since < appointment.starts_on:
        raise Invalid({"since": _("The post was not held then: choose a later day.")})
    keep_grade(appointment.pk, entry, found.title, since)
    record(
        "posts.grade.entered",
        subject=("posts.appointment", appointment.pk),
        actor=actor,
        at=now,
        register=ladder,
        entry=entry,
        since=since.isoformat(),
    )
