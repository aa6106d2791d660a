"""Codes cannot be guessed by trying: so many misses from one address, then a pause.

45 bits against 30 misses in ten minutes: a million years for one address to find one case.
"""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

MISSES = 30
PAUSE_SECONDS = 600


def is_paused(request: HttpRequest) -> bool:
    """Whether this address has missed too often of late."""
    return int(cache.get(_name(request)) or 0) >= MISSES


def note_miss(request: HttpRequest) -> None:
    """Count one code that does not exist."""
    name = _name(request)
    if not cache.add(name, 1, PAUSE_SECONDS):
        try:
            cache.incr(name)
        except ValueError:  # expired in between
            cache.set(name, 1, PAUSE_SECONDS)


def _name(request: HttpRequest) -> str:
    """The address itself is not kept, only what it hashes to."""
    address = request.META.get("REMOTE_ADDR", "")
    return "missed-codes:" + hashlib.sha256(address.encode()).hexdigest()[:32]
