"""How often somebody has tried to call a reporter back, and from when on another attempt counts."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.clocks.queries import working_time
from yiwang.work.workflows.calling_back import MISSED, attempts_of, terms_in_force
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import CallAttempt, Task
from yiwang.work.workflows.subjects import subject_of


@dataclass(frozen=True, slots=True)
class Attempts:
    """Of one call-back: when nobody answered, how many attempts there are in all, and from when on
    the next one counts."""

    in_vain: tuple[datetime, ...]
    most: int
    again_at: datetime | None


def attempts_in_vain(task_id: int, now: datetime) -> Attempts:
    """Up to now."""
    task = Task.objects.select_related("run").get(pk=task_id)
    definition = definition_of_version(task.run.version_id)
    made = [each.at for each in attempts_of(task_id) if each.outcome == MISSED]
    terms = terms_in_force(definition, now)
    spacing, again_at = (terms.spacing if terms else None), None
    if spacing and made:
        calendar = subject_of(task.run.subject).situation(task.run.subject_id).calendar
        days = working_time(calendar or definition.calendar)
        again_at = days.due(made[-1], Limit(spacing.value, spacing.clock))
    return Attempts(tuple(made), terms.attempts if terms else 1, again_at)


def was_tried(task: OuterRef) -> Exists:
    """Whether somebody has tried the call-back of this task: for conditions of other apps."""
    return Exists(CallAttempt.objects.filter(task=task))
