"""Erase the contacts of cases closed long enough ago (`CONTACT_KEPT_DAYS`, 365 at most)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.contact_keeping import destroy_key
from yiwang.work.cases.models import Contact

LONGEST_KEPT_DAYS = 365


def erase_due_contacts(*, actor: Actor, now: datetime, limit: int = 500) -> int:
    """Destroy the keys that are due, oldest first, each with its record; how many. Run daily."""
    kept = timedelta(days=min(settings.CONTACT_KEPT_DAYS, LONGEST_KEPT_DAYS))
    due = Contact.objects.filter(erased_at=None, case__closed_at__lte=now - kept)
    cases = list(due.order_by("case__closed_at").values_list("case_id", flat=True)[:limit])
    return sum(_erased(case_id, actor, now) for case_id in cases)


@transaction.atomic
def _erased(case_id: int, actor: Actor, now: datetime) -> bool:
    if not destroy_key(case_id, now):
        return False
    record("cases.contact.erased", subject=(SUBJECT, case_id), actor=actor, at=now)
    return True
