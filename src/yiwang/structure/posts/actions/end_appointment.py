"""End an appointment: powers and inbox are gone from that very day."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.structure.posts.policies import appointment_to_change

ENDED = _("This appointment has ended already. There is nothing left to end.")
TOO_EARLY = _("What was done in this capacity stays done: choose today or a later day.")


@transaction.atomic
def end_appointment(
    appointment_id: int,
    *,
    actor: Actor,
    now: datetime,
    ends_on: date | None = None,
    reason: str = "",
) -> None:
    """End it today, or on `ends_on`, the first day without the power.

    Refuses a day that has passed, and those without the power to appoint. Open tasks stay at the
    post, where its other holders and the next one find them.
    """
    today = timezone.localdate(now)
    appointment, actor = appointment_to_change(appointment_id, actor, today)
    if appointment.ends_on and appointment.ends_on <= today:
        raise AlreadyDone(ENDED)
    last = ends_on or today
    if last < today:
        raise Invalid({"ends_on": TOO_EARLY})
    before, appointment.ends_on = appointment.ends_on, max(last, appointment.starts_on)
    appointment.save(update_fields=["ends_on"])
    record(
        "posts.appointment.ended",
        subject=("posts.appointment", appointment.pk),
        actor=actor,
        at=now,
        post=appointment.post_id,
        holder=appointment.account_id,
        ends_on=appointment.ends_on.isoformat(),
        before=before.isoformat() if before else None,
        reason=reason,
    )
