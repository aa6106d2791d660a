"""One department's part in one case as it is counted. Read by `insight.measures`."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import HIDDEN_TYPES
from yiwang.work.workflows.queries.facts import department_tasks

FIELDS = (
    "id",
    "case_id",
    "organization_id",
    "type_id",
    "is_confidential",
    "is_lead",
    "state",
    "opened_at",
    "acknowledged_at",
    "ended_at",
    "sign_due",
    "signed_late",
    "late_since",
    "has_ground",
    "given_score",
    "was_extended",
    "was_paused",
)


def department_facts(case_ids: Collection[int]) -> QuerySet[Any, Any]:
    """The tasks that departments have or had in these cases and in their parts."""
    behind = Case.objects.filter(run=OuterRef("run_id"))
    found: QuerySet[Any, Any] = (
        department_tasks()
        .filter(run__subject=SUBJECT, run__subject_id__in=case_ids)
        .annotate(case_id=F("run__subject_id"), type_id=Subquery(behind.values("type_id")[:1]))
        .annotate(is_confidential=Exists(HIDDEN_TYPES.filter(pk=OuterRef("type_id"))))
        .values(*FIELDS)
    )
    return found
