"""Counters that forget: how often something came within a time, in the cache of all processes."""

from django.core.cache import cache


def counted(name: str) -> int:
    """How often it came since the counter began."""
    return int(cache.get(name) or 0)


def count_one(name: str, seconds: int) -> None:
    """One more; the first one begins a counter that ends after so many seconds."""
    if not cache.add(name, 1, seconds):
        try:
            cache.incr(name)
        except ValueError:  # expired in between
            cache.set(name, 1, seconds)
