"""Tracking codes: 9 characters of Crockford's base 32 (45 bits), said as XXX-XXX-XXX.

The database holds only their keyed SHA-256. What people mistype is read kindly: O as 0, I and L as
1, small letters, spaces and hyphens anywhere.
"""

import secrets

from yiwang.work.cases.sealing import keyed_digest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 9
_KINDLY = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "－": None})


def new_code() -> str:
    """A code nobody can guess, as it is shown."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(code[start : start + 3] for start in range(0, LENGTH, 3))


def digest_of(code: str) -> str | None:
    """What the database knows a code by; None when it cannot be a code at all."""
    if len(code) > 4 * LENGTH:
        return None
    plain = code.strip().upper().translate(_KINDLY)
    if len(plain) != LENGTH or not set(plain) <= set(ALPHABET):
        return None
    return keyed_digest("tracking", plain)
