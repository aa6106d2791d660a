"""The times at which somebody outside the house (a court, an arbitrator) decided: none of ours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, Least

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Pause

OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Away:
    """One such time; without `ended_at` it is still going on."""

    began_at: datetime
    ended_at: datetime | None

    def length(self, now: datetime) -> timedelta:
        return (self.ended_at or now) - self.began_at


def goes_outside(definition: Definition) -> bool:
    """Whether any step of it is decided outside; where none is, nobody need ask."""
    return any(step.outside for step in definition.steps.values())


def time_outside(run: OuterRef, until: OuterRef) -> Subquery:
    """For each row: how long its run was outside before a moment; nothing where it never was."""
    ended = Least(Coalesce(F("ended_at"), until), until)
    length = ExpressionWrapper(ended - F("began_at"), output_field=DurationField())
    pauses = Pause.objects.filter(run=run, kind=OUTSIDE, began_at__lt=until).order_by()
    return Subquery(pauses.values("run").annotate(length=Sum(length)).values("length"))


def times_outside(run_id: int) -> list[Away]:
    """Those of a run, oldest first."""
    pauses = Pause.objects.filter(run=run_id, kind=OUTSIDE).order_by("began_at", "id")
    return [Away(*row) for row in pauses.values_list("began_at", "ended_at")]
