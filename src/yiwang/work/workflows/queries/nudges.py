"""Who has nudged whom: for the inbox of those at work, and for the page of what is nudged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from yiwang.work.workflows.lateness import is_late
from yiwang.work.workflows.models import Nudge


@dataclass(frozen=True, slots=True)
class NudgeLine:
    """One nudge. `by` is empty for the reporter."""

    run_id: int
    by: str
    words: str
    at: datetime


def nudges_of(run_ids: Collection[int]) -> list[NudgeLine]:
    """The nudges about these runs, the latest first. One query."""
    rows = Nudge.objects.filter(run__in=run_ids).order_by("-at", "-id")
    return [NudgeLine(row.run_id, row.by, row.words, row.at) for row in rows]


def reporter_may_nudge(run_id: int, now: datetime) -> bool:
    """Whether it is late and its reporter has not nudged today."""
    since = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    nudged = Nudge.objects.filter(run=run_id, post=None, at__gte=since).exists()
    return not nudged and is_late(run_id, now)
