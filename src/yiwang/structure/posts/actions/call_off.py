"""Call an emergency off before its end: those called out are on standby again at once."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, NotFound
from yiwang.structure.posts.models import Activation, Appointment
from yiwang.structure.posts.policies import calling_out


@transaction.atomic
def call_off(activation_id: int, *, actor: Actor, now: datetime) -> None:
    """End it today: powers and tasks of those called out are gone at once.

    Refuses one that has ended (AlreadyDone), and those who do not call out there (Forbidden).
    """
    on = timezone.localdate(now)
    found = Activation.objects.select_for_update().filter(pk=activation_id).first()
    if found is None:
        raise NotFound(_("There is no such emergency. Choose one from the list."))
    actor = calling_out(found.area_id, actor, on)
    if found.called_off_at or found.ends_on <= on:
        raise AlreadyDone(_("This emergency has ended already."))
    found.called_off_at = now
    found.save(update_fields=["called_off_at"])
    called = Appointment.objects.filter(activation=found, ends_on__gt=on)
    released = called.update(ends_on=Greatest("starts_on", on))
    record(
        "posts.emergency.called_off",
        subject=("posts.activation", found.pk),
        actor=actor,
        at=now,
        released=released,
    )
