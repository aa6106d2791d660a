"""Erase the contact for good, by the reporter's own code: its key is destroyed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.contact_keeping import destroy_key


@transaction.atomic
def erase_contact(code: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """Destroy the key. The case goes on without; a right at any time, whatever its type needs."""
    case = case_of_reporter(code)
    if not destroy_key(case.pk, now):
        raise AlreadyDone(_("No contact is kept for this case."))
    record("cases.contact.erased", subject=(SUBJECT, case.pk), actor=actor, at=now)
