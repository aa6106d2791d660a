"""How runs stand with time as expressions on rows that have a run, and who is at work on them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from yiwang.work.workflows.models import Clock, Task, Whistle
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES
from yiwang.work.workflows.queries.lists import UNTIMED

LIGHTS = ("red", "amber", "green")
WORKING = [role for role in STEP_ROLES if role not in UNTIMED]
_AT_WORK = Q(task=None) | Q(task__role__in=WORKING)


@dataclass(frozen=True, slots=True)
class BodyLights:
    """A body (None: posts without one) and how the tasks at it stand."""

    organization_id: int | None
    red: int
    amber: int
    green: int

    @property
    def all(self) -> int:
        return self.red + self.amber + self.green


def stands(run: str, now: datetime) -> Case:
    """`red`, `amber` or `green` of the run that the field called `run` names."""
    clocks = Clock.objects.filter(_AT_WORK, run=OuterRef(run), state="running")
    return _light(clocks, now)


def first_due_at(run: str) -> Subquery:
    """When the running limit that ends first does; none where nothing is limited."""
    clocks = Clock.objects.filter(_AT_WORK, run=OuterRef(run), state="running")
    return Subquery(clocks.order_by("due_at").values("due_at")[:1])


def lights_of_bodies(runs: QuerySet[Any, Any], now: datetime) -> list[BodyLights]:
    """The open tasks of these runs by the body they are at, the most late first. One statement."""
    tasks = Task.objects.filter(run__in=runs, role__in=WORKING, state__in=OPEN_TASK_STATES)
    clocks = Clock.objects.filter(task=OuterRef("pk"), state="running")
    lit = tasks.order_by().annotate(
        light=_light(clocks, now), body=Coalesce("organization", "post__organization")
    )
    numbers = {name: Count("pk", filter=Q(light=name)) for name in LIGHTS}
    told = lit.values_list("body").annotate(**numbers)
    rows = [BodyLights(body, *counts) for body, *counts in told]
    return sorted(
        rows, key=lambda row: (-row.red, -row.amber, -row.green, row.organization_id or 0)
    )


def runs_at_body(organization_id: int) -> QuerySet[Any, Any]:
    """The ids of runs that wait for an open task of this body."""
    tasks = Task.objects.filter(role__in=WORKING, state__in=OPEN_TASK_STATES)
    at = Q(organization=organization_id) | Q(organization=None, post__organization=organization_id)
    return tasks.filter(at).values("run")


def runs_in_view() -> QuerySet[Any, Any]:
    """The ids of runs with a supervision order to be answered, or a whistle that is not over."""
    ordered = Task.objects.filter(role="supervised", state__in=OPEN_TASK_STATES)
    whistled = Whistle.objects.filter(closed_at=None)
    return ordered.order_by().values("run").union(whistled.order_by().values("run"))


def waiting_posts(run_ids: Collection[int]) -> dict[int, int]:
    """Run -> the post whose open task ends first. One statement."""
    tasks = Task.objects.filter(
        run__in=run_ids, role__in=WORKING, state__in=OPEN_TASK_STATES, post__isnull=False
    )
    due = Clock.objects.filter(task=OuterRef("pk"), state="running").order_by("due_at")
    rows = tasks.annotate(due=Subquery(due.values("due_at")[:1]))
    found: dict[int, int] = {}
    for run, post in rows.order_by(F("due").asc(nulls_last=True), "pk").values_list("run", "post"):
        found.setdefault(run, post)
    return found


def _light(clocks: QuerySet[Clock], now: datetime) -> Case:
    return Case(
        When(Exists(clocks.filter(due_at__lt=now)), then=Value("red")),
        When(Exists(clocks.filter(near_at__lte=now)), then=Value("amber")),
        default=Value("green"),
        output_field=CharField(),
    )
