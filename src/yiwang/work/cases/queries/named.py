"""The numbers of cases, for lists of tasks."""

from collections.abc import Collection

from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import not_confidential


def numbers_of(case_ids: Collection[int]) -> dict[int, str]:
    """Id -> number, in one query. The caller has the ids from a list it may see."""
    return dict(Case.objects.filter(id__in=case_ids).values_list("id", "number"))


def numbers_told(case_ids: Collection[int]) -> dict[int, str]:
    """Id -> number for a message about the case; empty where its type is confidential. Rehearsed
    cases are left out: nobody is told of them."""
    cases = Case.objects.filter(id__in=case_ids, is_rehearsal=False)
    secret = set(cases.exclude(not_confidential()).values_list("id", flat=True))
    return {
        case_id: "" if case_id in secret else number
        for case_id, number in cases.values_list("id", "number")
    }
