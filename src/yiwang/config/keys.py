"""Secrets of an installation: made once, kept as files beside the data, never in the database."""

import os
import secrets
from pathlib import Path


def secret(home: Path, name: str) -> str:
    """The named secret: from `YIWANG_SECRET_<NAME>`, else from its file, made when missing.

    64 hexadecimal digits (256 bits). Losing the `contacts` secret makes sealed contacts unreadable.
    """
    given = os.environ.get(f"YIWANG_SECRET_{name.upper()}")
    if given:
        return given
    folder = home / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{name}.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        value = secrets.token_hex(32)
        file.write(value)
    return value
