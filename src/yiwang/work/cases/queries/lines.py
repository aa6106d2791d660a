"""Cases as short lines for lists that know them by id: an inbox, a roster of tasks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yiwang.structure.territory.queries import paths_of
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import seen_among
from yiwang.work.cases.stages import stage_of

SHOWN = 80  # characters of the text


def listed_text(case: Case) -> str:
    """What a list shows of the text: of a confidential case nothing, because disputes name people
    (privacy.md, 12); its page has it."""
    if case.type and case.type.hides_cases:
        return str(_("Confidential: to be read on the page of the case"))
    return case.text[:SHOWN]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What a list shows of a case. `area` is its path; empty: outside all areas."""

    case_id: int
    number: str
    kind: str
    text: str
    area: str
    place: str  # as the reporter described it
    stage: str
    is_open: bool
    reported_at: datetime


def case_lines(case_ids: Collection[int], account_id: int, *, now: datetime) -> dict[int, CaseLine]:
    """Lines by id, of those cases alone that the account may see. Three queries for any number."""
    cases = seen_among(set(case_ids), account_id, now)
    found = list(cases.select_related("type__parent", "run").defer("words"))
    paths = paths_of({case.area_id for case in found if case.area_id})
    return {
        case.pk: CaseLine(
            case_id=case.pk,
            number=case.number,
            kind=case.type.label if case.type else "",
            text=listed_text(case),
            area=paths.get(case.area_id, "") if case.area_id else "",
            place=case.place_text,
            stage=stage_of(case),
            is_open=case.is_open,
            reported_at=case.reported_at,
        )
        for case in found
    }
