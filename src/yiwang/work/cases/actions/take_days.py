"""Take what is due in an area out of the house, for a calendar of one's own: recorded."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden


@transaction.atomic
def take_days(case_ids: Collection[int], area_id: int, *, actor: Actor, now: datetime) -> None:
    """Note that somebody took these cases along. Whoever makes the file leaves out what is
    confidential, and every word of a report."""
    if actor.account_id is None:
        raise Forbidden(_("Only staff take lists out of the house. Sign in first."))
    record(
        "cases.days.exported",
        subject=("accounts.account", actor.account_id),
        actor=actor,
        at=now,
        cases=len(case_ids),
        area=area_id,
    )
