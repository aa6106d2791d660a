"""Reading stored photos. Who may see one is decided by the app whose subject it hangs on."""

from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.files.storage import open_kept
from yiwang.foundation.refusals import NotFound


def photos_of(subject: tuple[str, int], purpose: str | None = None) -> list[StoredFile]:
    """The photos that hang on a subject, in the order they were stored."""
    found = StoredFile.objects.filter(subject=subject[0], subject_id=subject[1])
    if purpose is not None:
        found = found.filter(purpose=purpose)
    return list(found.order_by("stored_at", "id"))


def photo(photo_id: UUID) -> StoredFile:
    """The photo with that id. Check its `subject` before showing it to anybody."""
    found = StoredFile.objects.filter(pk=photo_id).first()
    if found is None:
        raise _gone()
    return found


def open_photo(photo_id: UUID, *, thumbnail: bool) -> BinaryIO:
    """The bytes of a photo or its thumbnail, for a door that has checked who asks."""
    stored = photo(photo_id)
    try:
        return open_kept(stored.thumbnail if thumbnail else stored.path)
    except FileNotFoundError as fault:
        raise _gone() from fault


def _gone() -> NotFound:
    return NotFound(_("There is no such photo. Go back to the page it was on and open it again."))
