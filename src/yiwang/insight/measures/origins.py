"""Where the work of departments began: how much of what each was given came from what residents
needed, how much staff found, and how much was a task that only staff begin."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from yiwang.insight.measures.counts import DEPARTMENTS
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact
from yiwang.insight.measures.reading import facts_of, in_its_month
from yiwang.insight.measures.subjects import AREA
from yiwang.work.cases.origins import FOUND, NEEDED, OWN, TASKED, types_of_tasks

COUNTED = f"""
    SELECT fact.organization_id,
        CASE WHEN raised.channel <> '{OWN}' THEN '{NEEDED}'
            WHEN raised.type_id = ANY(%s) THEN '{TASKED}' ELSE '{FOUND}' END AS origin,
        count(*)
    FROM ({{source}}) fact JOIN {CaseFact._meta.db_table} raised ON raised.case_id = fact.case_id
    WHERE fact.given_on BETWEEN %s AND %s AND {in_its_month(AREA, "fact.given_on")}
    GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Began:
    """The parts that a body was given, by origin (`work.cases.origins`)."""

    organization_id: int
    numbers: Mapping[str, int]

    @property
    def all(self) -> int:
        return sum(self.numbers.values())


def began_in(area_id: int, days: Days) -> list[Began]:
    """Every body that was given parts of cases of the area in these days, those with the most
    first; confidential cases left out. One statement."""
    source, values = facts_of(DEPARTMENTS, AREA, [area_id], days)
    given = [list(types_of_tasks()), *values, days.first, days.last]
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(source=source), given)
        rows = cursor.fetchall()
    found: dict[int, dict[str, int]] = {}
    for body, origin, number in rows:
        found.setdefault(body, {})[origin] = number
    bodies = [Began(body, numbers) for body, numbers in found.items()]
    return sorted(bodies, key=lambda each: (-each.all, each.organization_id))
