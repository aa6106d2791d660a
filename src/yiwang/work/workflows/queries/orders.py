"""Supervision orders: those a person's posts have to answer, and those they gave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from yiwang.structure.posts.queries import post_ids_held_by, post_names
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.queries.lines import ClockLine
from yiwang.work.workflows.timing import Light, light

MOST = 200


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order: who has to answer what until when, the answer, and whether it was accepted."""

    task_id: int
    subject_id: int
    demand: str
    to: str
    by: str
    given_at: datetime
    clock: ClockLine | None
    is_open: bool  # still to be answered
    answer: str
    is_to_judge: bool  # answered, and who gave it has not said anything yet
    is_late: bool


@dataclass(frozen=True, slots=True)
class Orders:
    """`to_answer`: mine to answer; `given`: by my posts, those to be looked at first."""

    to_answer: list[OrderLine]
    given: list[OrderLine]

    @property
    def late(self) -> list[OrderLine]:
        """Of both, those whose day has passed without an answer."""
        return [line for line in (*self.to_answer, *self.given) if line.is_open and line.is_late]


def orders_of(account_id: int, subject: str, now: datetime) -> Orders:
    """The orders about such subjects at the posts this account holds today. Four queries."""
    held = post_ids_held_by(account_id, timezone.localdate(now))
    orders = Task.objects.filter(role="supervised", run__subject=subject)
    mine = _lines(orders.filter(post__in=held, state__in=OPEN_TASK_STATES), now)
    given = _lines(orders.filter(escalated_to__in=held).exclude(state="cancelled"), now)
    given.sort(key=lambda line: (not line.is_to_judge, not line.is_open))
    return Orders(mine, given)


def open_orders_on(runs: QuerySet[Any, Any], now: datetime) -> list[OrderLine]:
    """The orders on these runs that are not answered yet, the latest first; who may see them was
    asked before. Four queries."""
    orders = Task.objects.filter(role="supervised", run__in=runs, state__in=OPEN_TASK_STATES)
    return _lines(orders, now)


def _lines(tasks: QuerySet[Task], now: datetime) -> list[OrderLine]:
    rows = list(tasks.select_related("run").order_by("-id")[:MOST])
    names = post_names(
        {post for row in rows for post in (row.post_id, row.escalated_to_id) if post}
    )
    clocks = {each.task_id: each for each in Clock.objects.filter(task__in=[r.pk for r in rows])}
    waiting = Q(role="orderer", state__in=OPEN_TASK_STATES, follows__in=[row.pk for row in rows])
    to_judge = set(Task.objects.filter(waiting).values_list("follows_id", flat=True))
    return [_line(row, names, clocks.get(row.pk), row.pk in to_judge, now) for row in rows]


def _line(
    task: Task, names: dict[int, str], clock: Clock | None, is_to_judge: bool, now: datetime
) -> OrderLine:
    shown = ClockLine.of(clock) if clock else None
    return OrderLine(
        task_id=task.pk,
        subject_id=task.run.subject_id,
        demand=task.demand,
        to=names.get(task.post_id or 0, ""),
        by=names.get(task.escalated_to_id or 0, ""),
        given_at=task.opened_at,
        clock=shown,
        is_open=task.state in OPEN_TASK_STATES,
        answer=task.result,
        is_to_judge=is_to_judge,
        is_late=shown is not None and light(shown, now) is Light.RED,
    )
