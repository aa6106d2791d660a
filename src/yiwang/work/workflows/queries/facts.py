"""What is counted of runs and of the tasks of departments, as expressions for other apps' lists.

Each takes the run as an `OuterRef` and is nothing where there is nothing to say.
"""

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from yiwang.work.workflows.closing import CALLED_OFF
from yiwang.work.workflows.models import Clock, Ground, Score, Task

OF_WORK = Q(task=None) | Q(task__role__in=["actor", "handler"], purpose="resolve")
OVER_OR_RUNNING = Q(state__in=["missed", "running"])


def late_since(run: OuterRef) -> Subquery:
    """The first moment at which somebody goes, or went, over a limit; none of a run called off.

    It lies ahead while all is well with a run still open.
    """
    clocks = Clock.objects.filter(OF_WORK, OVER_OR_RUNNING, run=run).exclude(
        run__outcome__in=CALLED_OFF
    )
    return Subquery(clocks.order_by("due_at").values("due_at")[:1])


def due_of_whole(run: OuterRef) -> Subquery:
    """When the whole run has to be over."""
    return Subquery(Clock.objects.filter(run=run, task=None).values("due_at")[:1])


def was_dispatched(run: OuterRef) -> Exists:
    """Whether a department was called."""
    return Exists(Task.objects.filter(run=run, role="handler"))


def was_given_back(run: OuterRef) -> Exists:
    """Whether a department gave it back."""
    return Exists(Ground.objects.filter(task__run=run, task__role="handler"))


def department_tasks() -> QuerySet[Task]:
    """The tasks of departments, each with `sign_due`, `signed_late`, `late_since`, `has_ground`
    and `given_score`, the grade (1 to 5) that its whistle's caller gave the department."""
    own = Clock.objects.filter(task=OuterRef("pk"))
    sign = own.filter(purpose="acknowledge")
    over = own.filter(OVER_OR_RUNNING, purpose="resolve").exclude(run__outcome__in=CALLED_OFF)
    given = Score.objects.filter(
        whistle=OuterRef("whistle"), about=OuterRef("organization"), state="given"
    )
    return Task.objects.filter(role="handler", organization__isnull=False).annotate(
        sign_due=Subquery(sign.values("due_at")[:1]),
        signed_late=Exists(sign.filter(state="missed")),
        late_since=Subquery(
            over.order_by().values("task").annotate(first=Min("due_at")).values("first")
        ),
        has_ground=Exists(Ground.objects.filter(task=OuterRef("pk"))),
        given_score=Subquery(given.values("grade")[:1]),
    )
