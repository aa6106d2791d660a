"""Messages are read. No record is written: it would be a track of when people look."""

from collections.abc import Collection
from datetime import datetime

from yiwang.insight.messages.models import Message


def mark_read(account_id: int, now: datetime, *, ids: Collection[int] | None = None) -> int:
    """Those of these messages that are this person's, all where none are named; how many were
    unread."""
    unread = Message.objects.filter(account=account_id, is_shown=True, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    return unread.update(read_at=now)
