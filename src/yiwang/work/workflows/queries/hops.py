"""The hops of what was given back: by whom, on what ground, and what was decided about it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yiwang.structure.posts.queries import post_names
from yiwang.structure.registers.models import Entry
from yiwang.work.workflows.deed import DECIDING_ROLES, act_that_ended
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Ground, Task
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class Hop:
    """One return. `given_to` are the offices that got it instead; `decision` is the act:
    redirect, release, assign_finally, release_finally, or none while it is being decided."""

    subject_id: int
    returned_by: str
    at: datetime
    reason: str  # from the list
    words: str
    entry: Entry | None  # relied on; none: no entry covers it
    against: Entry | None  # the one that had decided
    is_disputed: bool
    decision: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    why: str = ""
    given_to: tuple[str, ...] = ()
    ruling: Entry | None = None  # the entry that the arbiter went by

    @property
    def is_arbitrated(self) -> bool:
        return self.decision in {"assign_finally", "release_finally"}


def hops_of(run_id: int) -> list[Hop]:
    """The returns of one run, oldest first. Three queries."""
    return _hops(_RETURNS.filter(task__run=run_id))


def hops_between(
    subject: str, subject_ids: QuerySet[Any, int], start: datetime, end: datetime
) -> list[Hop]:
    """The returns of these subjects within a time, oldest first. Three queries."""
    of_subjects = _RETURNS.filter(task__run__subject=subject, task__run__subject_id__in=subject_ids)
    return _hops(of_subjects.filter(task__ended_at__gte=start, task__ended_at__lt=end))


def _hops(grounds: QuerySet[Ground]) -> list[Hop]:
    found = list(grounds.order_by("task__ended_at", "id"))
    related = Task.objects.filter(follows__in=[ground.task_id for ground in found])
    following: dict[int, list[Task]] = defaultdict(list)
    for task in related.select_related("run", "organization", "ground__entry").order_by("id"):
        following[task.follows_id or 0].append(task)
    posts = {task.post_id for tasks in following.values() for task in tasks if task.post_id}
    names = post_names(posts)
    return [_hop(ground, following[ground.task_id], names) for ground in found]


def _hop(ground: Ground, following: Sequence[Task], names: dict[int, str]) -> Hop:
    task, definition = ground.task, definition_of_version(ground.task.run.version_id)
    reasons = {each.key: in_words(each.name, each.name_en) for each in definition.return_reasons}
    hop = Hop(
        subject_id=task.run.subject_id,
        returned_by=task.organization.name if task.organization else "",
        at=task.ended_at or task.opened_at,
        reason=reasons.get(ground.reason_code, ""),
        words=task.reason,
        entry=ground.entry,
        against=ground.against,
        is_disputed=ground.is_disputed,
    )
    decision = next((each for each in following if each.role in DECIDING_ROLES), None)
    if decision is None or decision.ended_at is None:
        return hop
    return replace(
        hop,
        decision=act_that_ended(definition, decision),
        decided_by=names.get(decision.post_id or 0, ""),
        decided_at=decision.ended_at,
        why=decision.reason,
        given_to=tuple(_offices(following)),
        ruling=decision.ground.entry if hasattr(decision, "ground") else None,
    )


def _offices(following: Sequence[Task]) -> list[str]:
    """Those that got it instead."""
    called = [task.organization for task in following if task.role == "handler"]
    return [office.name for office in called if office]


_RETURNS = Ground.objects.filter(task__role="handler").select_related(
    "task__run", "task__organization", "entry", "against"
)
