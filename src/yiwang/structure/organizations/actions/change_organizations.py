"""Change organizations that an administrator named in a table or a form, and no others.

One that is dissolved takes its links along. A few statements for any number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.organizations.rows import OrganizationRow

_APART = {"followed_by", "remits"}  # said on the card of a body
SUBJECT = "organizations.organization"
_FIELDS = ["name", "name_en", "kind", "function", "area_id", "place", "state", "lng", "lat"]
_OPEN = ["whereabouts", "hours", "service_line", "services"]
_DAYS = ["valid_from", "valid_to"]
_AT_ONCE = 2000


@transaction.atomic
def change_organizations(
    rows: Sequence[OrganizationRow], told: Mapping[str, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the rows, by code; `told` is what the record says of each. Called by `administration`,
    which has asked who may and checked the rows."""
    today = timezone.localdate(now)
    list(Organization.objects.select_for_update().filter(code__in=[row.code for row in rows]))
    Organization.objects.bulk_create(
        (_by_hand(row, today) for row in rows),
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*_FIELDS, *_OPEN, *_DAYS, "by_hand"],
    )
    gone = [row.code for row in rows if row.state == "dissolved"]
    ends = Q(source__code__in=gone) | Q(target__code__in=gone)
    OrganizationLink.objects.filter(ends, valid_to=None).update(
        valid_to=Greatest(F("valid_from"), Value(today))
    )
    named = Organization.objects.filter(code__in=list(told))
    ids = dict(named.values_list("code", "pk"))
    record_changes(SUBJECT, {ids[code]: each for code, each in told.items()}, actor=actor, at=now)


def _by_hand(row: OrganizationRow, today: date) -> Organization:
    """The row as people decided it: a pack that is loaded again leaves it."""
    values = {name: value for name, value in asdict(row).items() if name not in _APART}
    return Organization(**values | {"valid_from": row.valid_from or today, "by_hand": True})
