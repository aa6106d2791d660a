"""The cases behind a number: any figure opens into what it was counted from."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from yiwang.insight.measures.counts import BY_NAME, STANDING
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact
from yiwang.insight.measures.reading import Asked, facts_of
from yiwang.insight.measures.subjects import Subject


def cases_behind(name: str, subject: Subject, days: Days) -> QuerySet[CaseFact, Any]:
    """The ids of the cases that a count counts; parts of cases among those of departments."""
    came, gone = STANDING.get(name, (name, ""))
    count = BY_NAME[came]
    source, values = facts_of(Asked((came,), subject.kind, (subject.id,), days), [subject.id])
    where, given = f"{count.day} BETWEEN %s AND %s", [days.first, days.last]
    if gone:  # what stands on the last day
        after = BY_NAME[gone].day
        where, given = f"{count.day} <= %s AND ({after} IS NULL OR {after} > %s)", [days.last] * 2
    found = f"SELECT fact.case_id FROM ({source}) fact WHERE {where} AND {count.when}"
    return CaseFact.objects.filter(pk__in=RawSQL(found, [*values, *given])).values("case_id")
