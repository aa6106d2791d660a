"""Tracking codes: 9 characters of Crockford's base 32 (45 bits), said as XXX-XXX-XXX.

The database holds only their keyed SHA-256. What people mistype is read kindly: O as 0, I and L as
1, small letters, spaces and hyphens anywhere.
"""

import secrets
from dataclasses import dataclass

from yiwang.foundation.sealing import keyed_digest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 9
_OF_BYTES = (ALPHABET * (256 // len(ALPHABET))).encode()  # every sign for as many bytes
_KINDLY = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "－": None})


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is shown, and what the database knows it by."""

    shown: str
    digest: str


def new_code() -> Code:
    """A code nobody can guess."""
    plain = secrets.token_bytes(LENGTH).translate(_OF_BYTES).decode()
    return Code(_grouped(plain), _digest(plain))


def digest_of(code: str) -> str | None:
    """What the database knows a code by; None when it cannot be a code at all."""
    plain = _read_kindly(code)
    return _digest(plain) if plain else None


def as_shown(code: str) -> str:
    """A code as people typed it, written as it is shown; unchanged when it is none."""
    plain = _read_kindly(code)
    return _grouped(plain) if plain else code


def _read_kindly(code: str) -> str | None:
    if len(code) > 4 * LENGTH:
        return None
    plain = code.strip().upper().translate(_KINDLY)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + 3] for start in range(0, LENGTH, 3))


def _digest(plain: str) -> str:
    return keyed_digest("tracking", plain)
