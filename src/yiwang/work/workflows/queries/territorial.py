"""Who answers for the place while offices of several lines are at it (条块结合): each office owns
its line, and one post owns the ground."""

from datetime import datetime

from django.utils import timezone

from yiwang.structure.posts.queries import nearest_post, post_names
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run


def territorial_owner(run: Run, now: datetime) -> str:
    """The coordinator of the joint step in the run's area, in words; empty where there is none."""
    steps = definition_of_version(run.version_id).steps
    present = steps.get(run.step)
    kinds = [present] if present and present.kind == "joint" else list(steps.values())
    wanted = next((step.coordinator for step in kinds if step.coordinator), None)
    if wanted is None or run.area_id is None:
        return ""
    post = nearest_post(wanted, run.area_id, timezone.localdate(now))
    return post_names([post]).get(post, "") if post else ""
