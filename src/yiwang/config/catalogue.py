"""The Chinese catalogue: `locale/<language>/parts/*.po`, compiled into the installation at start.

Words live beside each other in parts, one per area of work, so that people do not meet in one file.
Nothing binary is kept in the repository and no gettext programs are needed.
"""

import hashlib
import os
from pathlib import Path

import polib


def compiled(source: Path, target: Path) -> Path:
    """Compile every language below `source` whose parts changed; return `target` for Django."""
    for folder in sorted(source.glob("*/parts")):
        parts = sorted(folder.glob("*.po"))
        messages = target / folder.parent.name / "LC_MESSAGES"
        stamp, digest = messages / "stamp", _digest(parts)
        if stamp.exists() and stamp.read_text() == digest:
            continue
        messages.mkdir(parents=True, exist_ok=True)
        _replace(messages / "django.mo", merged(parts).to_binary())
        _replace(stamp, digest.encode())
    return target


def merged(parts: list[Path]) -> polib.POFile:
    """All entries of the parts in one catalogue; the first translation of a message counts."""
    whole = polib.POFile()
    whole.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    seen: set[tuple[str, str | None]] = set()
    for part in parts:
        for entry in polib.pofile(str(part)):
            if (entry.msgid, entry.msgctxt) not in seen and entry.translated():
                seen.add((entry.msgid, entry.msgctxt))
                whole.append(entry)
    return whole


def _digest(parts: list[Path]) -> str:
    contents = b"".join(part.name.encode() + part.read_bytes() for part in parts)
    return hashlib.sha256(contents).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    """Write whole or not at all: several processes may start at once."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)
