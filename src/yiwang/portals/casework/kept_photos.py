"""Photos of a form that was not accepted yet: kept, so that nobody chooses them twice.

They lie where the drafts of residents lie, under a name only this account and this form give, and
are gone after a day. What is kept was checked and stripped already.
"""

import uuid
from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from yiwang.foundation.files.photos import CheckedPhoto
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.portals.resident import draft_photos

MOST = 6


def folder_of(account_id: int, form: str) -> str:
    """The name of the folder for a form of this account."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{account_id}:{form}").hex


def keep(folder: str, uploads: Sequence[BinaryIO], kept: list[str]) -> dict[str, Sentence]:
    """Add what was chosen to `kept`; the fault of the first that is no photo or one too many."""
    for upload in uploads:
        if len(kept) >= MOST:
            return {"photos": _("Six photos at most. The others were left out.")}
        try:
            kept.append(draft_photos.add_photo(folder, upload))
        except Invalid as refusal:
            return refusal.fields
    return {}


def named(names: list[str]) -> list[str]:
    """Those of the names that can be names of kept photos."""
    found = []
    for name in names[:MOST]:
        try:
            found.append(str(uuid.UUID(name)))
        except ValueError:
            continue
    return found


def checked(folder: str, names: list[str]) -> tuple[CheckedPhoto, ...]:
    """The kept photos as an action takes them."""
    return tuple(draft_photos.checked_photos(folder, names))


def forget(folder: str) -> None:
    """The form was accepted: its photos are stored with the case now."""
    draft_photos.remove(folder)
    draft_photos.remove_expired()


def thumbnail(folder: str, name: str) -> bytes | None:
    """The small picture of a kept photo."""
    return draft_photos.thumbnail(folder, name)
