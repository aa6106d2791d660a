"""On which runs the holders of posts work or ever worked: subqueries for policies of subjects."""

from typing import Any

from django.db.models import QuerySet

from yiwang.work.workflows.models import Task


def runs_at(posts: QuerySet[Any, int]) -> QuerySet[Task, Any]:
    """The ids of runs with a task, open or ended, at one of these posts."""
    return Task.objects.filter(post__in=posts).values_list("run", flat=True)


def runs_told(posts: QuerySet[Any, int]) -> QuerySet[Task, Any]:
    """The ids of runs with a late task that one of these posts was told of."""
    return Task.objects.filter(escalated_to__in=posts).values_list("run", flat=True)
