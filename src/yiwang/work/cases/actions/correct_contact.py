"""Put the contact right, or leave one later, by the reporter's own code."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.contact_keeping import keep_contact
from yiwang.work.cases.contacts import read_contact
from yiwang.work.cases.models import Case
from yiwang.work.cases.reports import LONGEST_CONTACT, NOT_A_CONTACT


@transaction.atomic
def correct_contact(code: str, contact: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """Seal another contact under a new key; the old one is gone. Refuses once the case is over."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_of_reporter(code).pk)
    if not case.is_open:
        raise Refusal(_("The case is closed; a contact is not needed any more."))
    given = read_contact(contact) if len(contact) <= LONGEST_CONTACT else None
    if given is None:
        raise Invalid({"contact": NOT_A_CONTACT})
    keep_contact(case, given)
    record("cases.contact.corrected", subject=(SUBJECT, case.pk), actor=actor, at=now)
