"""Files below `MEDIA_ROOT`, named by the hash of their content, in folders of two digits.

A name never changes its content, so writing twice is harmless, and so is a file that no row names.
"""

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


def keep(content: bytes, suffix: str) -> str:
    """Write the content durably, unless it is there already, and return its path."""
    digest = sha256(content).hexdigest()
    path = f"{digest[:2]}/{digest[2:4]}/{digest}{suffix}"
    target = _root() / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    return path


def open_kept(path: str) -> BinaryIO:
    """Open a kept file. Raises FileNotFoundError when it is gone."""
    return (_root() / path).open("rb")


def _write(target: Path, content: bytes) -> None:
    """Write beside and rename, so that nobody ever sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)
