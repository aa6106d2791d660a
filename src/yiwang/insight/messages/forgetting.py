"""Messages are erased after a quarter of a year with their deliveries: what happened stands in the
record, and when somebody has read what is nobody's business."""

from datetime import datetime, timedelta

from yiwang.insight.messages.models import Message

KEPT = timedelta(days=90)
AT_ONCE = 5_000


def forget_old_messages(now: datetime) -> int:
    """Erase them, some thousands in one statement; answers how many."""
    total = 0
    while True:
        old = Message.objects.filter(happened_at__lt=now - KEPT).values_list("pk", flat=True)
        ids = list(old[:AT_ONCE])
        if not ids:
            break
        Message.objects.filter(pk__in=ids).delete()
        total += len(ids)
    return total
