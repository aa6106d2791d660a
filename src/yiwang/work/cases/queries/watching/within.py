"""The cases of an area that a board may count."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.structure.territory.queries import ids_below
from yiwang.work.cases.models import Case, Placement
from yiwang.work.cases.policies import not_confidential


def cases_within(area_id: int, kinds: Collection[str] = ()) -> QuerySet[Case]:
    """Those placed in the area or below it; of these types or below them where any are named."""
    placed = Placement.objects.filter(case=OuterRef("pk"), area__in=ids_below([area_id]))
    cases = Case.objects.filter(not_confidential(), Exists(placed), parent=None)
    if not kinds:
        return cases
    return cases.filter(Q(type__key__in=kinds) | Q(type__parent__key__in=kinds))


def open_runs_within(area_id: int, kinds: Collection[str] = ()) -> QuerySet[Any, Any]:
    """The ids of their open runs, as a set condition for `__in`."""
    return cases_within(area_id, kinds).filter(is_open=True).order_by().values("run")
