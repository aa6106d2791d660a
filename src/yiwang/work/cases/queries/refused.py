"""What was to be asked of bodies and no gate admitted, for the ledger of burden."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from yiwang.work.cases.case_types import SUBJECT, all_types
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.policies import not_confidential
from yiwang.work.workflows.queries.refused import RefusedLine, refused_between


@dataclass(frozen=True, slots=True)
class Refused:
    """A demand that was refused: of whom, by whom, about what. Of a confidential matter neither
    type nor number."""

    body_id: int
    asker_id: int | None
    type: CaseType | None
    number: str
    said: str
    at: datetime


def refused_of(bodies: Collection[int], start: datetime, end: datetime) -> list[Refused]:
    """Of these bodies, from `start` up to `end`, the latest first."""
    found = refused_between(SUBJECT, bodies, start, end)
    cases = Case.objects.filter(not_confidential(), pk__in={row.subject_id for row in found})
    numbers = dict(cases.values_list("pk", "number"))
    types = {each.key: each for each in all_types()} if found else {}
    return [_refused(row, numbers.get(row.subject_id, ""), types) for row in found]


def _refused(row: RefusedLine, number: str, types: dict[str, CaseType]) -> Refused:
    kind = types.get(row.kind) if number else None
    return Refused(row.body_id, row.asker_id, kind, number, row.said, row.at)
