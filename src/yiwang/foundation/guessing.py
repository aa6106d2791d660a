"""Secrets cannot be found by trying: so many misses from one address, then a pause.

For a code of 45 bits, 30 misses in ten minutes mean a million years for one address to find one.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from yiwang.foundation.counted import count_one, counted

MISSES = 30
PAUSE_SECONDS = 600


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind a proxy of ours, what that proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    nearest = forwarded.rsplit(",", 1)[-1].strip()
    return nearest or str(request.META.get("REMOTE_ADDR", ""))


def is_paused(address: str) -> bool:
    """Whether this address has missed too often of late."""
    return counted(_name(address)) >= MISSES


def note_miss(address: str) -> None:
    """Count one secret that does not exist."""
    count_one(_name(address), PAUSE_SECONDS)


def _name(address: str) -> str:
    """The address itself is not kept, only what it hashes to under a key that no table holds:
    there are too few addresses for a plain hash to hide one."""
    return "missed-codes:" + salted_hmac(__name__, address).hexdigest()[:32]
