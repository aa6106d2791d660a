"""The cases behind a number: any figure opens into what it was counted from."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from yiwang.insight.measures.counts import BY_NAME, STANDING
from yiwang.insight.measures.days import BEGINNING, Days
from yiwang.insight.measures.models import CaseFact
from yiwang.insight.measures.reading import facts_of, in_its_month
from yiwang.insight.measures.subjects import Subject


def cases_behind(name: str, subject: Subject, days: Days) -> QuerySet[CaseFact, Any]:
    """The ids of the cases that a count counts; parts of cases among those of departments."""
    came, gone = STANDING.get(name, (name, ""))
    count = BY_NAME[came]
    where, given = f"{count.day} BETWEEN %s AND %s", [days.first, days.last]
    if gone:  # what stands on the last day
        days, after = Days(BEGINNING, days.last), BY_NAME[gone].day
        where, given = f"{count.day} <= %s AND ({after} IS NULL OR {after} > %s)", [days.last] * 2
    source, values = facts_of(count.of, subject.kind, [subject.id], days)
    where += f" AND {in_its_month(subject.kind, count.day)}"
    found = f"SELECT fact.case_id FROM ({source}) fact WHERE {where} AND {count.when}"
    return CaseFact.objects.filter(pk__in=RawSQL(found, [*values, *given])).values("case_id")
