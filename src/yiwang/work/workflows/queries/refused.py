"""What gates did not admit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from yiwang.work.workflows.models import RefusedDemand


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """Of which body, by which body, about which subject; `kind` is its type by its key."""

    body_id: int
    asker_id: int | None
    subject_id: int
    kind: str
    said: str
    at: datetime


def refused_between(
    subject: str, bodies: Collection[int], start: datetime, end: datetime
) -> list[RefusedLine]:
    """Of these bodies, from `start` up to `end`, the latest first; one statement."""
    rows = RefusedDemand.objects.filter(
        organization__in=bodies, refused_at__gte=start, refused_at__lt=end, run__subject=subject
    )
    names = ("organization", "asker", "run__subject_id", "kind", "said", "refused_at")
    found = rows.order_by("-refused_at", "-pk").values_list(*names)
    return [RefusedLine(*row) for row in found]
