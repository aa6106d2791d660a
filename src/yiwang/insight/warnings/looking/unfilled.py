"""Nobody responsible: a role that a workflow in force needs is held by nobody for an area.

It is the daily look of `work.workflows.queries.unfilled`; areas that lie together are told as one.
"""

from datetime import datetime

from django.utils import timezone

from yiwang.insight.warnings.found import Found
from yiwang.insight.warnings.rules import Rule
from yiwang.structure.territory.covering import covering
from yiwang.work.workflows.queries.unfilled import Everywhere, unfilled_everywhere


def look_for_unfilled(rule: Rule, now: datetime) -> list[Found]:
    """Of today."""
    roles = unfilled_everywhere(timezone.localdate(now))
    return [each for role in roles for each in _of(role) if each.size >= rule["least"]]


def _of(role: Everywhere) -> list[Found]:
    return [
        Found(
            "unfilled",
            f"unfilled:{role.post_type}:{area_id}",
            float(areas),
            {"post_type": role.post_type, "areas": areas, "workflows": list(role.workflows)},
            area_id=area_id,
        )
        for area_id, areas in covering(role.area_ids).items()
    ]
