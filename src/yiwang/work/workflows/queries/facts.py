"""What is counted of runs and of the tasks of departments, as expressions for other apps' lists.

Each takes the run as an `OuterRef` and is nothing where there is nothing to say.
"""

from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from yiwang.work.workflows.closing import CALLED_OFF
from yiwang.work.workflows.models import Clock, Extension, Ground, LeftOut, Pause, Score, Task

OF_WORK = Q(task=None) | Q(task__role__in=["actor", "handler"], purpose="resolve")
STOOD_STILL = Pause.objects.filter(kind__in=["pause", "deferral"])  # somebody asked for it
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


def left_out_of(count: str) -> QuerySet[Any, Any]:
    """The runs that a count leaves out, after an appeal that was granted."""
    return LeftOut.objects.filter(count=count).values("run")


def was_extended(run: OuterRef) -> Exists:
    """Whether anybody was given more time."""
    return Exists(Extension.objects.filter(clock__run=run))


def was_paused(run: OuterRef) -> Exists:
    """Whether its limits stood still for a time because somebody asked for it."""
    return Exists(STOOD_STILL.filter(run=run))


def department_tasks() -> QuerySet[Task]:
    """The tasks of departments, each with `sign_due`, `signed_late`, `late_since`, `has_ground`,
    `was_extended`, `was_paused` and `given_score`, the grade (1 to 5) that its whistle's caller
    gave the department."""
    own = Clock.objects.filter(task=OuterRef("pk"))
    sign = own.filter(purpose="acknowledge")
    over = own.filter(OVER_OR_RUNNING, purpose="resolve").exclude(run__outcome__in=CALLED_OFF)
    given = Score.objects.filter(
        whistle=OuterRef("whistle"), about=OuterRef("organization"), state="given"
    )
    of_whole = Q(task=None, run=OuterRef("run"))
    paused = STOOD_STILL.filter(
        Q(task=OuterRef("pk")) | of_whole & Q(began_at__gte=OuterRef("opened_at")),
        began_at__lt=Coalesce(OuterRef("ended_at"), Now()),
    )
    return Task.objects.filter(role="handler", organization__isnull=False).annotate(
        sign_due=Subquery(sign.values("due_at")[:1]),
        signed_late=Exists(sign.filter(state="missed")),
        late_since=Subquery(
            over.order_by().values("task").annotate(first=Min("due_at")).values("first")
        ),
        was_extended=Exists(Extension.objects.filter(clock__task=OuterRef("pk"))),
        was_paused=Exists(paused),
        has_ground=Exists(Ground.objects.filter(task=OuterRef("pk"))),
        given_score=Subquery(given.values("grade")[:1]),
    )
