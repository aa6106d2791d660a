"""Store checked photos with what they show: files first, then the rows that make them visible."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.db import transaction

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.files.photos import CheckedPhoto
from yiwang.foundation.files.storage import keep
from yiwang.foundation.writing import insert


@transaction.atomic(savepoint=False)
def store_photos(
    photos: Sequence[CheckedPhoto], *, subject: tuple[str, int], purpose: str, now: datetime
) -> list[StoredFile]:
    """Hang photos on a subject. Called inside the action whose record tells of them.

    When that action is rolled back no row remains, and the files left over are seen by nobody.
    """
    ids = sorted(uuid4() for _ in photos)  # in the order given, where one moment is stored for all
    stored = [
        StoredFile(
            id=photo_id,
            subject=subject[0],
            subject_id=subject[1],
            purpose=purpose,
            media_type=photo.media_type,
            size=len(photo.content),
            width=photo.width,
            height=photo.height,
            sha256=sha256(photo.content).hexdigest(),
            path=keep(photo.content, ".jpg"),
            thumbnail=keep(photo.thumbnail, ".jpg"),
            stored_at=now,
        )
        for photo_id, photo in zip(ids, photos, strict=True)
    ]
    insert(stored)
    return stored
