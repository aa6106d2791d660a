"""Confirm that one has been called out and is there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.models import Appointment


@transaction.atomic
def confirm_call(activation_id: int, *, actor: Actor, now: datetime) -> None:
    """Confirm for all one's posts of this emergency. Refuses who was not called (NotFound)."""
    mine = Appointment.objects.select_for_update().filter(
        activation=activation_id,
        account=actor.account_id,
        confirmed_at=None,
        ends_on__gt=timezone.localdate(now),
    )
    if not mine.update(confirmed_at=now):
        raise NotFound(_("You are not called out here, or have confirmed already."))
    record(
        "posts.emergency.confirmed",
        subject=("posts.activation", activation_id),
        actor=actor,
        at=now,
    )
