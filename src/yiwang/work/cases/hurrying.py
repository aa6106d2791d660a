"""The parts of a case are urgent with it, and go back to their usual limits with it.

A part that was marked by itself stays urgent when the whole is so no more: it was said of it alone.
"""

from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.queries import records_named
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.workflows.actions.hurry_run import HurryRun, hurry_run

MARKED = f"{SUBJECT}.marked_urgent"


def hurry_parts(
    case_id: int, share: Decimal | None, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Called inside the act on the whole, with its run locked."""
    open_ones = Case.objects.filter(parent=case_id, is_open=True).order_by("id")
    if share is not None:
        following = open_ones.filter(run__urgent_share=None)
    else:
        following = open_ones.filter(run__urgent_share__isnull=False).exclude(
            pk__in=_marked_themselves(open_ones)
        )
    for run_id in following.exclude(run=None).values_list("run_id", flat=True):
        hurry_run(HurryRun(run_id, share, reason, case_id), actor=actor, now=now)


def _marked_themselves(parts: "QuerySet[Case]") -> list[int]:
    """Those whose last mark came by an act of their own: ids."""
    marks = records_named(MARKED, SUBJECT).filter(subject_id__in=parts.values("pk"))
    last = dict(marks.order_by("id").values_list("subject_id", "data"))
    return [part for part, data in last.items() if "parent" not in data]
