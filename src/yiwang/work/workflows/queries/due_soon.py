"""What every body has to finish by a moment, beside what it finishes in a day: tasks of steps, by
the organization they were given to, else by that of the post."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES

# Tasks with a limit that ends between now and then. What is late already is told beside.
DUE = """
  SELECT COALESCE(task.organization_id, post.organization_id) AS body,
    count(DISTINCT task.id) FILTER (WHERE clock.due_at >= %(now)s)::int AS near,
    count(DISTINCT task.id) FILTER (WHERE clock.due_at < %(now)s)::int AS late
  FROM workflows_clock clock
  JOIN workflows_task task ON task.id = clock.task_id
  LEFT JOIN posts_post post ON post.id = task.post_id
  WHERE clock.state = 'running' AND clock.purpose = 'resolve' AND clock.due_at < %(until)s
    AND task.state = ANY(%(states)s) AND task.role = ANY(%(roles)s)
  GROUP BY 1
  HAVING COALESCE(task.organization_id, post.organization_id) IS NOT NULL
    AND count(DISTINCT task.id) FILTER (WHERE clock.due_at >= %(now)s) >= %(least)s
"""
FINISHED = """
  SELECT COALESCE(task.organization_id, post.organization_id) AS body, count(*)::int
  FROM workflows_task task LEFT JOIN posts_post post ON post.id = task.post_id
  WHERE (task.organization_id = ANY(%(bodies)s)
      OR task.organization_id IS NULL AND post.organization_id = ANY(%(bodies)s))
    AND task.state = 'done' AND task.ended_at >= %(since)s AND task.ended_at < %(now)s
    AND task.role = ANY(%(roles)s)
  GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class DueSoon:
    """Of one body: tasks due by then, late ones, and how many it finished since."""

    organization_id: int
    near: int
    late: int
    finished: int


def due_soon(now: datetime, until: datetime, since: datetime, least: int) -> list[DueSoon]:
    """Every body with at least so many tasks due by then, in two statements."""
    values: dict[str, Any] = {  # Any: values of several types
        "now": now,
        "until": until,
        "since": since,
        "least": least,
        "states": OPEN_TASK_STATES,
        "roles": STEP_ROLES,
    }
    with connection.cursor() as cursor:
        cursor.execute(DUE, values)
        rows = cursor.fetchall()
        if not rows:
            return []
        cursor.execute(FINISHED, {**values, "bodies": [body for body, _near, _late in rows]})
        finished = dict(cursor.fetchall())
    return [DueSoon(body, near, late, finished.get(body, 0)) for body, near, late in rows]


def runs_due_at(organization_id: int, now: datetime, until: datetime) -> QuerySet[Clock, int]:
    """The ids of runs with such a task there, for `__in`."""
    there = Q(task__organization=organization_id) | Q(
        task__organization=None, task__post__organization=organization_id
    )
    clocks = Clock.objects.filter(
        there,
        state="running",
        purpose="resolve",
        due_at__gte=now,
        due_at__lt=until,
        task__state__in=OPEN_TASK_STATES,
        task__role__in=STEP_ROLES,
    )
    return clocks.values_list("run", flat=True)


def tasks_given(post_id: int, start: datetime, end: datetime) -> int:
    """How many tasks opened at a post in a time."""
    return Task.objects.filter(post=post_id, opened_at__gte=start, opened_at__lt=end).count()
