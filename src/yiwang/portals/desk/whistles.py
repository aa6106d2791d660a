"""The list of whistles: open, late, mine as caller and as called; and what each side is like."""

from dataclasses import dataclass
from typing import get_args

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries import CaseLine, case_lines
from yiwang.work.workflows.judging import judged_for
from yiwang.work.workflows.queries.scores import WhistleRecord, mean_in_words, records_of_whistles
from yiwang.work.workflows.queries.whistles import Show, WhistleLine, whistles_at

SHOWS: tuple[Show, ...] = get_args(Show)


@dataclass(frozen=True, slots=True)
class Row:
    """A whistle beside the case for which it was blown."""

    whistle: WhistleLine
    case: CaseLine


@dataclass(frozen=True, slots=True)
class Body:
    """An organization with its record, the mean in words; empty where nobody scored it."""

    record: WhistleRecord
    mean: str


@staff_page
@require_safe
def whistles(request: HttpRequest) -> HttpResponse:
    """Those on cases that one may see, the latest first."""
    now, account_id = timezone.now(), account_of(request)
    show: Show = next((each for each in SHOWS if each == request.GET.get("show")), "open")
    found = [line for line in whistles_at(account_id, show, now) if line.subject[0] == SUBJECT]
    cases = case_lines({line.subject[1] for line in found}, account_id, now=now)
    rows = [Row(line, cases[line.subject[1]]) for line in found if line.subject[1] in cases]
    return page(request, "desk/whistles.html", {"rows": rows, "show": show, "now": now})


@staff_page
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """How often each office whistled and was called, came in time, and what the others said."""
    now = timezone.now()
    bodies = judged_for(account_of(request), timezone.localdate(now))
    found = [Body(record, mean_in_words(record)) for record in records_of_whistles(bodies, now)]
    return page(request, "desk/whistle_summary.html", {"bodies": found, "now": now})
