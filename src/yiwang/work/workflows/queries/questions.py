"""The question that a run has for its reporter just now."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.structure.posts.queries import post_names
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """What is asked, by which post, until when; `asked_on` is the task of who asks."""

    task_id: int
    asked_on: int
    subject_id: int
    text: str
    by: str
    until: datetime
    is_open: bool
    outcome: str


def open_question(run_id: int, now: datetime) -> QuestionLine | None:
    """The one that can still be answered."""
    asked = Task.objects.filter(run=run_id, role="asked", state__in=OPEN_TASK_STATES).first()
    line = question(asked.pk) if asked else None
    return line if line and now < line.until else None


def question(task_id: int) -> QuestionLine | None:
    """One question, open or over."""
    rows = Task.objects.filter(pk=task_id, role="asked").select_related("run", "follows")
    task = rows.first()
    if task is None:
        return None
    post_id = task.follows.post_id if task.follows else None
    return QuestionLine(
        task_id=task.pk,
        asked_on=task.follows_id or 0,
        subject_id=task.run.subject_id,
        text=task.demand,
        by=post_names({post_id}).get(post_id, "") if post_id else "",
        until=Clock.objects.get(task=task).due_at,
        is_open=task.state in OPEN_TASK_STATES,
        outcome=task.outcome,
    )
