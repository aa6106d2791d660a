"""A run and its tasks, as a page about the subject shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import QuerySet

from yiwang.foundation.compiled import compiled
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries import post_name
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.queries.lines import ClockLine, step_in_words
from yiwang.work.workflows.run_rows import clocks_of_run, open_tasks_of_run

_POSTS = ("post", "escalated_to")
_NAMED = [f"{post}__{part}" for post in _POSTS for part in ("type", "organization", "area")]
_SHAPES = [f"{post}__area__geometry" for post in _POSTS]  # kilobytes that no name needs
_SHOWN = (
    "id",
    "step",
    "role",
    "state",
    "is_lead",
    "by_shift",
    "post_id",
    "organization_id",
    "demand",
    "opened_at",
    "acknowledged_at",
    "arrived_at",
    "whistle_id",
    "ended_at",
    "outcome",
    "reason",
    "result",
    "follows_id",
    "escalation",
)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with everything a page shows of it, its posts and step in words."""

    id: int
    step: str
    role: str
    state: str
    is_lead: bool
    by_shift: bool
    post_id: int | None
    organization_id: int | None
    demand: str
    opened_at: datetime
    acknowledged_at: datetime | None
    arrived_at: datetime | None
    whistle_id: int | None
    ended_at: datetime | None
    outcome: str
    reason: str
    result: str
    follows_id: int | None
    escalation: int
    step_label: str
    post_label: str  # empty: nobody answers for it yet
    organization_label: str
    team_label: str  # the joint team that it was called as a member of
    escalated_to_label: str
    clocks: tuple[ClockLine, ...]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TASK_STATES

    @classmethod
    def of(cls, task: Task, definition: Definition, clocks: Iterable[Clock]) -> Self:
        shown = {name: getattr(task, name) for name in _SHOWN}
        return cls(
            **shown,
            step_label=step_in_words(definition, task.step, task.role),
            post_label=_named(task.post),
            organization_label=task.organization.name if task.organization else "",
            team_label=task.team.name if task.team else "",
            escalated_to_label=_named(task.escalated_to) if task.escalation else "",
            clocks=tuple(ClockLine.of(clock) for clock in clocks if clock.task_id == task.pk),
        )


def clock_of_run(run_id: int) -> ClockLine | None:
    """The clock of the whole run, if its workflow limits it. One query."""
    found = Clock.objects.filter(run=run_id, task=None).first()
    return ClockLine.of(found) if found else None


def run_of(subject: str, subject_id: int) -> Run | None:
    """The latest run of a subject, open or ended, with its owner's post ready to be named."""
    owner = [f"owner_post__{part}" for part in ("type", "organization", "area")]
    runs = Run.objects.filter(subject=subject, subject_id=subject_id).select_related(*owner)
    return runs.order_by("-id").first()


def definition_of(run: Run) -> Definition:
    """The version that the run keeps."""
    return definition_of_version(run.version_id)


def tasks_of(run_id: int) -> list[TaskLine]:
    """All tasks of a run, oldest first, with their clocks. Two queries."""
    clocks = clocks_of_run(run_id)
    return [
        TaskLine.of(task, definition_of_version(task.run.version_id), clocks)
        for task in _tasks_to_show(run_id)
    ]


def reporter_task(run_id: int) -> TaskLine | None:
    """What the run waits for the reporter to do, if it does."""
    tasks = tasks_of(run_id)
    return next((task for task in tasks if task.role == "reporter" and task.is_open), None)


def task_of_reporter(run_id: int) -> int | None:
    """The id of the task the run waits for the reporter to do: for who acts on it."""
    return next((task.pk for task in open_tasks_of_run(run_id) if task.role == "reporter"), None)


@compiled
def _tasks_to_show(run_id: int) -> QuerySet[Task]:
    tasks = Task.objects.select_related("run", "organization", "team", *_NAMED).defer(*_SHAPES)
    return tasks.filter(run=run_id).order_by("id")


def _named(post: Post | None) -> str:
    return post_name(post) if post else ""
