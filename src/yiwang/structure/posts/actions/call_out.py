"""Call out those on standby in an area: they hold their posts until it ends by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.models import Activation
from yiwang.structure.posts.policies import calling_out

# One appointment beside each on standby, whatever their number, ending with the emergency or with
# the standby itself.
CALLED = """
INSERT INTO posts_appointment
  (post_id, account_id, mode, is_primary, employment, starts_on, ends_on, activation_id)
SELECT ready.post_id, ready.account_id, 'called_out', false, ready.employment, %(on)s,
  LEAST(%(until)s, ready.ends_on), %(activation)s
FROM posts_appointment ready
JOIN posts_post post ON post.id = ready.post_id
JOIN territory_areaancestor inside ON inside.area_id = post.area_id
  AND inside.ancestor_id = %(area)s
WHERE ready.mode = 'standby' AND ready.starts_on <= %(on)s
  AND (ready.ends_on IS NULL OR ready.ends_on > %(on)s)
  AND NOT EXISTS (
    SELECT FROM posts_appointment held
    WHERE held.post_id = ready.post_id AND held.account_id = ready.account_id
      AND held.mode = 'called_out' AND held.ends_on > %(on)s
  )
"""


@dataclass(frozen=True, slots=True)
class Call:
    """Over which area, for what, until when (that day excluded), how many hours to confirm, and
    which share of the limits by type is left for what is reported there meanwhile."""

    area_id: int
    purpose: str
    ends_on: date
    hours: int = 3
    share: Decimal | None = None  # of the limits by type meanwhile; none: as in normal times


@transaction.atomic
def call_out(call: Call, *, actor: Actor, now: datetime) -> int:
    """Call out; returns the activation's id. From now on they have the tasks and powers of their
    posts.

    Refuses those without the power to call out over the area (Forbidden), a call without a purpose,
    longer than 30 days or without anybody on standby.
    """
    on = timezone.localdate(now)
    actor = calling_out(call.area_id, actor, on)
    _check(call, on)
    made = Activation.objects.create(
        area_id=call.area_id,
        purpose=call.purpose,
        authority=actor.capacity,
        starts_on=on,
        starts_at=now,
        ends_on=call.ends_on,
        confirm_by=now + timedelta(hours=call.hours),
        share=call.share,
    )
    with connection.cursor() as cursor:
        values: dict[str, date | int] = {
            "on": on,
            "until": call.ends_on,
            "activation": made.pk,
            "area": call.area_id,
        }
        cursor.execute(CALLED, values)
        called = cursor.rowcount
    if not called:
        raise Invalid({"area": _("Nobody is on standby there. Choose a larger area.")})
    record(
        "posts.emergency.called_out",
        subject=("posts.activation", made.pk),
        actor=actor,
        at=now,
        area=call.area_id,
        purpose=call.purpose,
        ends_on=call.ends_on.isoformat(),
        called=called,
        **_shortened(call),
    )
    return made.pk


def _shortened(call: Call) -> dict[str, Any]:
    return {} if call.share is None else {"share": str(call.share)}


def _check(call: Call, on: date) -> None:
    faults = {}
    if not call.purpose.strip():
        faults["purpose"] = _("Say what the emergency is: everybody called out reads it.")
    if not on < call.ends_on <= on + timedelta(days=30):
        faults["ends_on"] = _("It ends by itself: choose a day within 30 days from today.")
    if not 1 <= call.hours <= 72:
        faults["hours"] = _("Give them between 1 and 72 hours to confirm.")
    if call.share is not None and not 0 < call.share < 1:
        faults["share"] = _("Choose how much of the usual time is left from the list.")
    if faults:
        raise Invalid(faults)
