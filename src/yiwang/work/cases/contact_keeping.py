"""How the contact of a case is kept, read and destroyed. Only actions write; pages read masks."""

from datetime import datetime

from yiwang.foundation.rows import new_row
from yiwang.foundation.sealing import Sealed, seal, unseal
from yiwang.work.cases.contacts import GivenContact, read_contact
from yiwang.work.cases.models import Case, Contact


def keep_contact(case: Case, contact: GivenContact) -> None:
    """Seal the contact with a new key, in place of what was kept before."""
    sealed = seal(contact.value, of=_owner(case.pk))
    Contact.objects.update_or_create(
        case=case,
        defaults={
            "sealed": sealed.content,
            "wrapped_key": sealed.wrapped_key,
            "erased_at": None,
        },
    )


def first_contact(case: Case, contact: GivenContact) -> Contact:
    """The same for a case that is being taken in, to be written with it."""
    sealed = seal(contact.value, of=_owner(case.pk))
    return new_row(Contact, case=case, sealed=sealed.content, wrapped_key=sealed.wrapped_key)


def kept_contact(contact: Contact) -> GivenContact | None:
    """What is kept, opened in memory; None once erased."""
    if contact.wrapped_key is None or contact.sealed is None:
        return None
    sealed = Sealed(bytes(contact.sealed), bytes(contact.wrapped_key))
    return read_contact(unseal(sealed, of=_owner(contact.case_id)))


def destroy_key(case_id: int, now: datetime) -> bool:
    """Erase the contact of a case, if there is one that was not erased before."""
    kept = Contact.objects.filter(case=case_id, erased_at=None)
    return bool(kept.update(wrapped_key=None, sealed=None, erased_at=now))


def _owner(case_id: int) -> str:
    return f"contact:{case_id}"
