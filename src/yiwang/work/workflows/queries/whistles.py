"""Whistles for pages: of one case, and in lists as caller, as called, open and late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from yiwang.structure.posts.queries import post_ids_held_by
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Task, Whistle
from yiwang.work.workflows.queries.whistle_kinds import whistle_in_words

Show = Literal["open", "late", "caller", "called", "closed"]
MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class WhistleLine:
    """A whistle in words. `called` counts the departments at it, those given back left out."""

    id: int
    subject: tuple[str, int]
    kind: str
    caller: str
    demand: str
    called_at: datetime
    closed_at: datetime | None
    outcome: str
    called: int
    signed: int
    arrived: int
    done: int
    is_late: bool


def whistles_of(run_id: int, now: datetime) -> list[WhistleLine]:
    """The whistles of a run, the latest first. One query."""
    return _lines(_counted(Whistle.objects.filter(run=run_id), now))


def whistles_at(account_id: int, show: Show, now: datetime) -> list[WhistleLine]:
    """A list of whistles, the latest first; which of their subjects may be seen is not asked here.

    `caller` and `called` are those of the posts held today; the others are of anybody.
    """
    held = post_ids_held_by(account_id, timezone.localdate(now))
    called = Task.objects.filter(whistle=OuterRef("pk"), role="handler", post__in=held)
    rows = _counted(Whistle.objects.all(), now)
    shown = {
        "open": Q(closed_at=None),
        "late": Q(closed_at=None, is_late=True),
        "caller": Q(caller_post__in=held),
        "called": Q(Exists(called)),
        "closed": Q(closed_at__isnull=False),
    }
    return _lines(rows.filter(shown[show]))


def open_whistles_on(runs: QuerySet[Any, Any], now: datetime) -> list[WhistleLine]:
    """The open whistles on these runs, the latest first; who may see them was asked before."""
    return _lines(_counted(Whistle.objects.filter(closed_at=None, run__in=runs), now))


def _counted(whistles: QuerySet[Whistle], now: datetime) -> QuerySet[Whistle]:
    at_it = Q(tasks__role="handler") & ~Q(tasks__state__in=["returned", "released"])
    late = Clock.objects.filter(
        task__whistle=OuterRef("pk"), task__role="handler", state="running", due_at__lt=now
    )
    return whistles.select_related("run", "caller").annotate(
        called=Count("tasks", filter=at_it),
        signed=Count("tasks", filter=at_it & Q(tasks__acknowledged_at__isnull=False)),
        arrived=Count("tasks", filter=at_it & Q(tasks__arrived_at__isnull=False)),
        done=Count("tasks", filter=at_it & Q(tasks__state="done")),
        is_late=Exists(late),
    )


def _lines(rows: QuerySet[Whistle]) -> list[WhistleLine]:
    found: Sequence[Whistle] = list(rows.order_by("-called_at", "-id")[:MOST_ROWS])
    return [_line(row) for row in found]


def _line(row: Whistle) -> WhistleLine:
    definition = definition_of_version(row.run.version_id)
    counts = {name: getattr(row, name) for name in ("called", "signed", "arrived", "done")}
    return WhistleLine(
        id=row.pk,
        subject=(row.run.subject, row.run.subject_id),
        kind=whistle_in_words(definition, row.kind),
        caller=row.caller.name if row.caller else "",
        demand=row.demand,
        called_at=row.called_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        is_late=getattr(row, "is_late"),  # noqa: B009  annotated, which no type knows
        **counts,
    )
