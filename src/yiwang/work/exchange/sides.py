"""The sides on which cards stand and who may take them on, for pages: `side` and `claimed_by` of a
list hold one of these."""

from yiwang.work.exchange.models.kind import (
    EVERYBODY,
    NEED,
    OFFER,
    ORGANIZATIONS,
    POST,
    PROJECT,
    SIDES,
    VOLUNTEERS,
)

__all__ = [
    "EVERYBODY",
    "NEED",
    "OFFER",
    "ORGANIZATIONS",
    "POST",
    "PROJECT",
    "SIDES",
    "VOLUNTEERS",
]
