"""Counts of how it was dealt with: in time, given back; what an appeal leaves out stands beside.

In time: ended, and nobody went over a limit, of their own work or of the whole. Late: somebody
did, or is over one now. A case counts in the period in which it was reported; its parts do not
count beside it.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from yiwang.work.cases.models import Case
from yiwang.work.cases.tests.counting import Cases, Period
from yiwang.work.workflows.closing import CALLED_OFF
from yiwang.work.workflows.models import Clock, Extension, Ground, Pause, Run, Task
from yiwang.work.workflows.queries.facts import OF_WORK, left_out_of


@dataclass(frozen=True, slots=True)
class Conduct:
    """The counts of one period."""

    in_time: int = 0
    timed: int = 0  # in time or late
    late: int = 0
    extended: int = 0  # of the timed
    paused: int = 0
    late_left_out: int = 0
    returned: int = 0
    dispatched: int = 0  # to departments
    returns_left_out: int = 0


def conduct_of(period: Period, cases: Cases | None = None) -> Conduct:
    """All of them in one statement."""
    chosen = (Case.objects.all() if cases is None else cases).filter(
        reported_at__gte=period.start, reported_at__lt=period.end, parent=None
    )
    counts = {name: Count("pk", filter=which) for name, which in conditions().items()}
    return Conduct(**chosen.order_by().aggregate(**counts))


def conditions() -> dict[str, Q]:
    """What each of these counts counts, by its name."""
    out = {name: Q(run__in=left_out_of(name)) for name in ("on_time", "returns")}
    ended = Run.objects.filter(is_open=False).exclude(outcome__in=CALLED_OFF)
    called = Task.objects.filter(role="handler")
    given_back = Ground.objects.filter(task__role="handler")
    extended = Extension.objects.all()
    paused = Pause.objects.exclude(request=None)
    is_late = Q(run__in=_late().values("run"))
    in_time = Q(run__in=ended.values("pk")) & ~is_late & ~out["on_time"]
    late = is_late & ~out["on_time"]
    sent = Q(run__in=called.values("run")) & ~out["returns"]
    return {
        "in_time": in_time,
        "late": late,
        "timed": in_time | late,
        "extended": (in_time | late) & Q(run__in=extended.values("clock__run")),
        "paused": (in_time | late) & Q(run__in=paused.values("run")),
        "late_left_out": out["on_time"],
        "returned": sent & Q(run__in=given_back.values("task__run")),
        "dispatched": sent,
        "returns_left_out": out["returns"],
    }


def _late() -> QuerySet[Clock]:
    """Somebody went over a limit, of their own work or of the whole, or is over it now."""
    is_over = Q(state="missed") | Q(state="running", due_at__lt=Now())
    return Clock.objects.filter(OF_WORK, is_over).exclude(run__outcome__in=CALLED_OFF)
