"""What a typed-in figure was before it was corrected."""

from datetime import datetime

from yiwang.insight.statistics.models import FormerValue, Statistic


def keep_former(row: Statistic, reason: str, now: datetime) -> None:
    """What a figure was until now, before it is corrected."""
    FormerValue.objects.create(
        statistic=row,
        value=row.value,
        source=row.source,
        entered_by_id=row.entered_by_id,
        capacity=row.capacity,
        entered_at=row.entered_at,
        until=now,
        reason=reason,
    )
