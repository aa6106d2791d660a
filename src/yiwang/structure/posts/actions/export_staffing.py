"""Take a report of staffing out of the house: numbers of posts and people, nobody's name."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.posts.queries.staffing import Staffing, staffing_of


@transaction.atomic
def export_staffing(
    within: list[int], parts: list[int], *, actor: Actor, now: datetime
) -> list[Staffing]:
    """The rows of the report over these areas; who took it is recorded."""
    if actor.account_id is None:
        raise Forbidden(_("Only staff take lists out of the house. Sign in first."))
    rows = staffing_of(within, parts, timezone.localdate(now))
    record(
        "posts.staffing.exported",
        subject=("accounts.account", actor.account_id),
        actor=actor,
        at=now,
        areas=within,
        rows=len(rows),
    )
    return rows
