"""Tasks, for whoever tells people of them: at which post, until when, and whether they still wait.
All in a few statements for any number of runs; nothing here has a word of a subject."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min, Q, QuerySet

from yiwang.work.workflows.models import Request, Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.sides import CALLED_BACK

AT_WORK = ["actor", "publisher", "handler", "coordinator", "arbiter", "coordinating", CALLED_BACK]


@dataclass(frozen=True, slots=True)
class ToldTask:
    """A task at a post. `due_at`: the next of its limits that runs; none: no limit does."""

    id: int
    subject_id: int
    role: str
    post_id: int | None
    by_shift: bool
    is_of_whistle: bool
    is_open: bool
    ended_at: datetime | None
    due_at: datetime | None


def tasks_told(task_ids: Collection[int]) -> dict[int, ToldTask]:
    """These tasks by id."""
    return {task.id: task for task in _told(Task.objects.filter(pk__in=task_ids))}


def tasks_at_work(subject: str, ids: Collection[int]) -> list[ToldTask]:
    """The open tasks of those who work on these subjects."""
    return list(_told(_of(subject, ids).filter(state__in=OPEN_TASK_STATES, role__in=AT_WORK)))


def tasks_called_off(
    subject: str, ids: Collection[int], moments: Collection[datetime]
) -> list[ToldTask]:
    """The tasks of these subjects that were ended at one of these moments for who had them."""
    ended = _of(subject, ids).filter(state__in=["cancelled", "released"], ended_at__in=moments)
    return list(_told(ended))


def posts_of_askers(request_ids: Collection[int]) -> dict[int, int]:
    """Request -> the post that asked; a reporter's has none."""
    asked = Request.objects.filter(pk__in=request_ids, asked_by_post__isnull=False)
    return dict(asked.values_list("pk", "asked_by_post_id"))


def owners_of(subject: str, ids: Collection[int]) -> dict[int, int]:
    """Subject -> the post that answers for the whole of its open run."""
    runs = Run.objects.filter(subject=subject, subject_id__in=ids, is_open=True)
    owned = runs.filter(owner_post__isnull=False)
    return dict(owned.values_list("subject_id", "owner_post_id"))


def posts_that_worked(subject: str, ids: Collection[int]) -> dict[int, set[int]]:
    """Subject -> the posts that handled it to the end, and the one that answers for the whole,
    open or not."""
    found: dict[int, set[int]] = {}
    handled = _of(subject, ids).filter(role="handler", state="done", post__isnull=False)
    owned = Run.objects.filter(subject=subject, subject_id__in=ids, owner_post__isnull=False)
    for rows in (
        handled.values_list("run__subject_id", "post_id"),
        owned.values_list("subject_id", "owner_post_id"),
    ):
        for subject_id, post_id in rows:
            found.setdefault(subject_id, set()).add(post_id or 0)
    return found


def _of(subject: str, ids: Collection[int]) -> QuerySet[Task]:
    return Task.objects.filter(run__subject=subject, run__subject_id__in=ids)


def _told(tasks: QuerySet[Task]) -> Iterable[ToldTask]:
    running = Min("clocks__due_at", filter=Q(clocks__state="running"))
    rows = tasks.annotate(next_due=running, about=F("run__subject_id")).order_by("pk")
    for row in rows.values(*_FIELDS, "about", "next_due"):
        yield ToldTask(
            id=row["pk"],
            subject_id=row["about"],
            role=row["role"],
            post_id=row["post_id"],
            by_shift=row["by_shift"],
            is_of_whistle=row["whistle_id"] is not None,
            is_open=row["state"] in OPEN_TASK_STATES,
            ended_at=row["ended_at"],
            due_at=row["next_due"],
        )


_FIELDS = ("pk", "role", "state", "post_id", "by_shift", "whistle_id", "ended_at")
