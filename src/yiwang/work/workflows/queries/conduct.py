"""Which runs were in time, late or given back, and which a count leaves out: ids for other apps."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from yiwang.work.workflows.closing import CALLED_OFF
from yiwang.work.workflows.models import Clock, Ground, LeftOut, Run, Task

Ids = QuerySet[Any, Any]


def left_out_of(count: str) -> Ids:
    """After an appeal that was granted."""
    return LeftOut.objects.filter(count=count).values("run")


def ended() -> Ids:
    """Brought to an end, and not called off."""
    return Run.objects.filter(is_open=False).exclude(outcome__in=CALLED_OFF).values("pk")


def late() -> Ids:
    """Somebody went over a limit, of their own work or of the whole, or is over it now."""
    limits = Q(task=None) | Q(task__role__in=["actor", "handler"], purpose="resolve")
    is_over = Q(state="missed") | Q(state="running", due_at__lt=Now())
    clocks = Clock.objects.filter(limits, is_over)
    return clocks.exclude(run__outcome__in=CALLED_OFF).values("run")


def called_departments() -> Ids:
    return Task.objects.filter(role="handler").values("run")


def given_back() -> Ids:
    """A department has given it back."""
    return Ground.objects.filter(task__role="handler").values("task__run")
