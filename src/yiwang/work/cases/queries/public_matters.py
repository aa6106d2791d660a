"""Solved matters that may be told of one by one: never a confidential one, none in the first week
after its end (privacy.md 21), and of each no more than its number, its kind and the day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from yiwang.structure.territory.queries import ids_below
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.outcomes import SOLVED_OUTCOMES
from yiwang.work.cases.policies import not_confidential

AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Matter:
    """One that is solved, and stays so until now."""

    number: str
    kind: CaseType | None
    solved_on: date


def solved_matters(numbers: Collection[str], area_id: int, on: date) -> dict[str, Matter]:
    """By number, those of these that lie in the area, in whichever net."""
    if not numbers:
        return {}
    found = Case.objects.filter(
        not_confidential(),
        number__in=numbers,
        parent=None,
        is_open=False,
        run__outcome__in=SOLVED_OUTCOMES,
        placements__area__in=ids_below([area_id]),
    )
    told = {}
    for case in found.select_related("type").distinct():
        if case.closed_at and (day := timezone.localdate(case.closed_at)) + AFTER <= on:
            told[case.number] = Matter(case.number, case.type, day)
    return told
