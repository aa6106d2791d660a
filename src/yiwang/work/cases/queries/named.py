"""The numbers of cases, for lists of tasks."""

from collections.abc import Collection
from dataclasses import dataclass

from yiwang.work.cases.case_types import types_by_id
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import not_confidential


def numbers_of(case_ids: Collection[int]) -> dict[int, str]:
    """Id -> number, in one query. The caller has the ids from a list it may see."""
    return dict(Case.objects.filter(id__in=case_ids).values_list("id", "number"))


@dataclass(frozen=True, slots=True)
class OnList:
    """A case on a list of tasks: its number, and the evidence that its type asks for."""

    number: str
    evidence: frozenset[str]


def on_list_of_tasks(case_ids: Collection[int]) -> dict[int, OnList]:
    """Id -> what a list of tasks says of it, in one query. As for `numbers_of`."""
    types = types_by_id()
    return {
        pk: OnList(number, types[kind].all_evidence if kind else frozenset())
        for pk, number, kind in Case.objects.filter(id__in=case_ids).values_list(
            "id", "number", "type"
        )
    }


def numbers_told(case_ids: Collection[int]) -> dict[int, str]:
    """Id -> number for a message about the case; empty where its type is confidential. Rehearsed
    cases are left out: nobody is told of them."""
    cases = Case.objects.filter(id__in=case_ids, is_rehearsal=False)
    secret = set(cases.exclude(not_confidential()).values_list("id", flat=True))
    return {
        case_id: "" if case_id in secret else number
        for case_id, number in cases.values_list("id", "number")
    }


def confidential_among(case_ids: Collection[int]) -> set[int]:
    """Those of these cases whose type is confidential."""
    shown = Case.objects.filter(not_confidential(), id__in=case_ids)
    return set(case_ids) - set(shown.values_list("id", flat=True))
