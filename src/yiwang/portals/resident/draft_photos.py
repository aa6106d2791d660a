"""Photos of a report being written: already checked and stripped, kept for a day at most."""

import io
import shutil
import time
import uuid
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image

from yiwang.foundation.files.photos import CheckedPhoto, check_photo

MOST = 3  # photos of one report
KEPT_SECONDS = 24 * 3600


def add_photo(key: str, upload: BinaryIO) -> str:
    """Check one photo and keep it; returns its name in the draft. Raises Invalid."""
    photo = check_photo(upload, field="photos")
    name = str(uuid.uuid4())
    folder = _folder(key)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.small.jpg").write_bytes(photo.thumbnail)
    (folder / f"{name}.jpg").write_bytes(photo.content)
    return name


def checked_photos(key: str, names: list[str]) -> list[CheckedPhoto]:
    """The photos of a draft as an action takes them. Those that have expired are left out."""
    return [_checked(key, name) for name in names if (_folder(key) / f"{name}.jpg").exists()]


def thumbnail(key: str, name: str) -> bytes | None:
    """The small picture of a photo of this draft."""
    path = _folder(key) / f"{name}.small.jpg"
    return path.read_bytes() if path.exists() else None


def remove(key: str, name: str | None = None) -> None:
    """Remove one photo of a draft, or all of them."""
    if name is None:
        shutil.rmtree(_folder(key), ignore_errors=True)
        return
    for path in _folder(key).glob(f"{uuid.UUID(name)}.*"):
        path.unlink(missing_ok=True)


def remove_expired(now: float | None = None) -> int:
    """Remove the folders of drafts that nobody sent within a day; how many there were."""
    before = (now or time.time()) - KEPT_SECONDS
    old = [folder for folder in _drafts().glob("*") if folder.stat().st_mtime < before]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _checked(key: str, name: str) -> CheckedPhoto:
    folder = _folder(key)
    content = (folder / f"{name}.jpg").read_bytes()
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
    return CheckedPhoto(content, (folder / f"{name}.small.jpg").read_bytes(), width, height)


def _drafts() -> Path:
    return Path(settings.MEDIA_ROOT) / "drafts"


def _folder(key: str) -> Path:
    return _drafts() / uuid.UUID(key).hex
