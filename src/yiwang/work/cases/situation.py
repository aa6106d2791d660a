"""What moving a case has to know of it and of its type."""

from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.models.case_type import STAFF
from yiwang.work.workflows.subjects import Situation


def situation_of(case: Case, kind: CaseType | None) -> Situation:
    """What moving a case has to know of it and its type."""
    return Situation(
        area_id=case.area_id,
        kind=kind.key if kind else "",
        nature=case.nature,
        called=case.number,
        kind_name=kind.label if kind else "",
        text=case.text,
        limits=kind.all_limits if kind else {},
        has_reporter=case.parent_id is None and not (kind and kind.who_begins == STAFF),
        begun_in=case.taken_in_by_id,
        evidence=kind.all_evidence if kind else frozenset(),
    )
