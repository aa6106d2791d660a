"""The inbox: what is to be done at all the posts a person holds today, in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from yiwang.structure.posts.powers import MOVE_CASES
from yiwang.structure.posts.queries import areas_in_reach, capacity_with, post_ids_held_by
from yiwang.structure.posts.queries.duty import reached_on_duty
from yiwang.work.workflows.acts import EXPIRING_ROLES
from yiwang.work.workflows.checks import actions_of, needed_fields
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES
from yiwang.work.workflows.queries.lines import CLOCK_FIELDS, ClockLine, step_in_words
from yiwang.work.workflows.reckoning import ACTIVE_STATES

MOST_ROWS = 1000  # clocks, two a task: an inbox beyond that is a list to search, not to read
_TASK_FIELDS = (
    "run_id",
    "step",
    "role",
    "state",
    "post_id",
    "organization_id",
    "area_id",
    "is_lead",
    "demand",
    "opened_at",
    "escalation",
)
_ROW = (
    "id",
    *_TASK_FIELDS,
    "run__subject",
    "run__subject_id",
    "run__version_id",
    "run__urgent_share",
    *(f"running__{name}" for name in CLOCK_FIELDS),
    "is_escalated",
)


Rows = QuerySet[Task, dict[str, Any]]  # Any: a column of any type


@dataclass(frozen=True, slots=True)
class InboxItem:
    """An open task with what its line shows. `subject` is (label, id): ask its app for words."""

    id: int
    run_id: int
    step: str
    role: str
    state: str
    post_id: int | None
    organization_id: int | None
    area_id: int | None
    is_lead: bool
    demand: str
    opened_at: datetime
    escalation: int
    subject: tuple[str, int]
    version_id: int
    is_urgent: bool  # the matter
    is_escalated: bool  # told to me because it is late, not mine to do
    clocks: tuple[ClockLine, ...]  # running or paused, the next due first

    @property
    def due_at(self) -> datetime | None:
        """When its next clock is due."""
        return self.clocks[0].due_at if self.clocks else None

    @property
    def step_label(self) -> str:
        """The step in the reader's language."""
        return step_in_words(definition_of_version(self.version_id), self.step, self.role)

    @property
    def actions(self) -> list[Action]:
        """What the step offers on it; `possible_actions` says which of them one may do now."""
        return actions_of(definition_of_version(self.version_id), self)

    def needs(self, action: Action, evidence: Collection[str]) -> set[str]:
        """The inputs that must come with one of them, where its type asks for this evidence."""
        return needed_fields(action, evidence, definition_of_version(self.version_id))


def inbox(
    account_id: int, now: datetime, *, post: int | None = None, escalated: bool = False
) -> list[InboxItem]:
    """Open tasks at the posts this account holds today, the most urgent first. One query.

    Of what goes by shift, whoever is on duty sees it: where nobody is, everybody at the post.
    `post` shows one of these posts alone; `escalated` adds the late tasks of others that the
    account's posts have been told of, and those of a whole that is late.
    """
    held = post_ids_held_by(account_id, timezone.localdate(now))
    if post is not None:
        held = held.filter(post=post)
    mine = Q(by_shift=False) | reached_on_duty(account_id, "post", now)
    rows = _rows(Task.objects.filter(mine, post__in=held), is_escalated=False)
    if escalated:
        late = Clock.objects.filter(task=None, state="running", escalated_to__in=held)
        told = (  # a condition each, found by its own index; a task found by both is one item
            Task.objects.filter(escalated_to__in=held, escalation__gt=0),
            Task.objects.filter(run__in=late.values("run"), role__in=STEP_ROLES),
        )
        rows = rows.union(*(_rows(each, is_escalated=True) for each in told), all=True)
    return _items(rows)


def duty_queue(account_id: int, now: datetime) -> list[InboxItem]:
    """Open tasks nobody answers for, in the areas over which the account may move cases.

    Those outside every area are shown to whoever has the power over the whole territory.
    """
    on = timezone.localdate(now)
    where = Q(area__in=areas_in_reach(account_id, MOVE_CASES, on))
    if capacity_with(account_id, MOVE_CASES, None, on):
        where |= Q(area=None)
    tasks = Task.objects.filter(where, post=None).exclude(role__in=EXPIRING_ROLES)
    return _items(_rows(tasks, is_escalated=False))


def _rows(tasks: QuerySet[Task], *, is_escalated: bool) -> Rows:
    """One row for each running clock of the open ones among these tasks, or one for a task without
    any."""
    running = FilteredRelation("clocks", condition=Q(clocks__state__in=ACTIVE_STATES))
    still_open: Any = tasks.filter(state__in=OPEN_TASK_STATES)  # Any: stubs lack these relations
    annotated = still_open.annotate(running=running, is_escalated=Value(is_escalated))
    return cast("Rows", annotated.values(*_ROW))


def _items(rows: Any) -> list[InboxItem]:  # Any: Rows, ordered by what the stubs do not know
    """The rows grouped by task: what is marked urgent, then in the order of each task's next clock;
    no clock comes last."""
    grouped: dict[int, list[dict[str, Any]]] = {}
    for row in rows.order_by("run__urgent_share", "running__due_at", "id")[:MOST_ROWS]:
        grouped.setdefault(row["id"], []).append(row)
    return [_item(group) for group in grouped.values()]


def _item(rows: list[dict[str, Any]]) -> InboxItem:
    row = rows[0]
    clocks = {
        each["running__purpose"]: ClockLine.of_row(each, "running__")
        for each in rows
        if each["running__purpose"]
    }
    return InboxItem(
        id=row["id"],
        **{name: row[name] for name in _TASK_FIELDS},
        subject=(row["run__subject"], row["run__subject_id"]),
        version_id=row["run__version_id"],
        is_urgent=row["run__urgent_share"] is not None,
        is_escalated=all(each["is_escalated"] for each in rows),
        clocks=tuple(clocks.values()),
    )
