"""See a reporter's contact: with an open task, a reason, and a record that the reporter sees."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.contact_keeping import kept_contact
from yiwang.work.cases.models import Contact
from yiwang.work.cases.policies import case_to_reveal

LONGEST_REASON = 200


class NoContact(Refusal):
    """The reporter left none, or it has been erased."""

    code = "no_contact"

    def __init__(self) -> None:
        super().__init__(_("The reporter left no contact, or it has been erased."))


@transaction.atomic
def reveal_contact(case_id: int, reason: str, *, actor: Actor, now: datetime) -> str:
    """The contact in full. Refuses without an open task at a post with `cases.reveal`."""
    granted = case_to_reveal(case_id, actor, now)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(
            {"reason": _("Say in a few words why you need it. The reporter will see this.")}
        )
    contact = Contact.objects.select_for_update().filter(case=case_id).first()
    kept = kept_contact(contact) if contact else None
    if kept is None:
        raise NoContact
    record(
        "cases.contact.revealed",
        subject=(SUBJECT, case_id),
        actor=granted.actor,
        at=now,
        reason=reason,
    )
    return kept.value
