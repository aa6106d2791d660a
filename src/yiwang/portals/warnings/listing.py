"""The list of warnings: open ones, or those that were closed with what came of them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Forbidden, NotFound, Sentence
from yiwang.insight.warnings.actions.close_warning import OUTCOMES
from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.queries import (
    Fate,
    Sought,
    fates,
    kinds_seen,
    open_warnings,
    page_of_warnings,
)
from yiwang.insight.warnings.rules import KINDS
from yiwang.insight.warnings.sentences import sentence_of, title_of
from yiwang.portals.casework.areas_found import LONGEST, area_meant
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.warnings.words import OVER
from yiwang.work.cases.queries import offered_types

AT_ONCE = 50
ICONS = {
    "surge": "trending-up",
    "recurrence": "repeat",
    "near_due": "hourglass",
    "unfilled": "user-off",
    "reveals": "eye-exclamation",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A warning as one line."""

    warning: EarlyWarning
    kind: Promise
    icon: str
    title: str
    sentence: str
    outcome: Promise | str


@dataclass(frozen=True, slots=True)
class FateLine:
    """What became of the closed ones of a kind."""

    kind: Promise
    fate: Fate


@staff_page
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those that the reader sees, the latest first, narrowed as asked."""
    account_id, now = account_of(request), timezone.now()
    kinds = kinds_seen(account_id, timezone.localdate(now))
    if not kinds:
        raise Forbidden(_("None of your posts is told of warnings. Ask your supervisor."))
    faults: dict[str, Sentence] = {}
    sought = _sought(request, faults)
    found = page_of_warnings(account_id, sought, now, _before(request), AT_ONCE)
    counts = open_warnings(account_id, now)
    context = {
        "lines": [line_of(each) for each in found[:AT_ONCE]],
        "more": found[AT_ONCE - 1].pk if len(found) > AT_ONCE else None,
        "sought": sought,
        "asked": _asked(request),
        "area": text_of(request.GET, "area", LONGEST),
        "kinds": [(kind, KINDS[kind], counts[kind]) for kind in kinds],
        "open": sum(counts.values()),
        "types": offered_types(),
        "outcomes": [*OUTCOMES.items(), ("over", OVER)],
        "fates": [FateLine(KINDS[each.kind], each) for each in fates(account_id, now)],
        "faults": faults,
        "errors": [(f"f-{name}", str(said)) for name, said in faults.items()],
        "now": now,
    }
    return page(request, "warnings/list.html", context, status=422 if faults else 200)


def line_of(warning: EarlyWarning) -> Line:
    """In words."""
    return Line(
        warning,
        KINDS[warning.kind],
        ICONS[warning.kind],
        title_of(warning),
        sentence_of(warning),
        {**OUTCOMES, "over": OVER}.get(warning.outcome, ""),
    )


def _sought(request: HttpRequest, faults: dict[str, Sentence]) -> Sought:
    asked, area_id = request.GET, None
    if said := text_of(asked, "area", LONGEST):
        try:
            area_id = area_meant(said, primary=True).pk
        except NotFound as refusal:
            faults["area"] = refusal.sentence
    kind, outcome = text_of(asked, "kind", 12), text_of(asked, "outcome", 12)
    return Sought(
        is_open=asked.get("show") != "closed",
        kind=kind if kind in KINDS else "",
        area_id=area_id,
        kind_of_case=text_of(asked, "type", 80),
        outcome=outcome if outcome in {*OUTCOMES, "over"} else "",
    )


def _before(request: HttpRequest) -> int | None:
    asked = request.GET.get("before", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None


def _asked(request: HttpRequest) -> str:
    """The filters of this page for the address of the next one."""
    kept = request.GET.copy()
    kept.pop("before", None)
    return kept.urlencode()
