"""What of a contact may be shown without a reveal: its mask."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.sealing import Unreadable
from yiwang.work.cases.contact_keeping import kept_contact
from yiwang.work.cases.models import Contact


@dataclass(frozen=True, slots=True)
class ContactShown:
    """`mask` is empty and `erased_at` set once it is erased; `unreadable` is its kind when the
    master key it was sealed under is not there."""

    mask: str
    kind: str
    erased_at: datetime | None


def contact_shown(case_id: int) -> ContactShown | None:
    """The mask for people who see the case; None when no contact was left."""
    contact = Contact.objects.filter(case=case_id).first()
    if contact is None:
        return None
    try:
        kept = kept_contact(contact)
    except Unreadable:
        return ContactShown("", "unreadable", None)
    if kept is None:
        return ContactShown("", "", contact.erased_at)
    return ContactShown(kept.mask, kept.kind.value, None)
