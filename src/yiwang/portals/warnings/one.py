"""One warning: its sentence, its numbers, the cases behind it; closing it with a reason."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal, Sentence
from yiwang.insight.warnings.actions.close_warning import OUTCOMES, close_warning
from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.queries import (
    cases_behind,
    contacts_seen,
    earlier_of,
    warning_to_see,
)
from yiwang.insight.warnings.sentences import numbers_of
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.warnings.listing import line_of
from yiwang.structure.posts.queries import post_ids_held_by
from yiwang.work.cases.queries.ledger import ledger_rows

SHOWN = 20
HIGH = 100  # of the bars, in their own units


@dataclass(frozen=True, slots=True)
class Week:
    """One window of the chart, the present one last."""

    number: float
    high: float
    before: int  # 0: the present one

    @property
    def x(self) -> int:
        return (12 - self.before) * 24


@staff_page
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, warning_id: int) -> HttpResponse:
    """Look at it; sent: close it."""
    now = timezone.now()
    warning = warning_to_see(warning_id, account_of(request), now)
    if request.method != "POST":
        return _page(request, warning, {})
    outcome, reason = text_of(request.POST, "outcome", 12), text_of(request.POST, "reason")
    try:
        close_warning(warning_id, outcome, reason, actor=actor_of(request), now=now)
    except Invalid as refusal:
        return _page(request, warning, refusal.fields)
    except AlreadyDone as refusal:
        messages.warning(request, str(refusal))
        return redirect("warning", warning_id)
    except Refusal as refusal:
        return _page(request, warning, {"": refusal.sentence})
    messages.success(request, _("It is closed. The list of closed ones keeps it."))
    return redirect("warnings")


def _page(request: HttpRequest, warning: EarlyWarning, faults: dict[str, Sentence]) -> HttpResponse:
    account_id, now = account_of(request), timezone.now()
    behind = cases_behind(warning, account_id, now)
    number = behind.count()
    cases = list(behind.order_by("-pk")[:SHOWN])
    closer = names_of_accounts({warning.closed_by_id}) if warning.closed_by_id else {}
    held = post_ids_held_by(account_id, timezone.localdate(now))
    context = {
        "line": line_of(warning),
        "numbers": numbers_of(warning),
        "weeks": _weeks(warning),
        "cases": ledger_rows(cases),
        "number_of_cases": number,
        "contacts": contacts_seen(warning),
        "earlier": [line_of(each) for each in earlier_of(warning)],
        "closer": closer.get(warning.closed_by_id or 0, ""),
        "is_own": bool(warning.post_id) and warning.post_id in set(held),
        "outcomes": OUTCOMES.items(),
        "typed": {name: text_of(request.POST, name, 400) for name in ("outcome", "reason")},
        "faults": faults,
        "errors": [(f"f-{name}" if name else "", str(said)) for name, said in faults.items()],
        "now": now,
    }
    return page(request, "warnings/one.html", context, status=422 if faults else 200)


def _weeks(warning: EarlyWarning) -> list[Week]:
    """The present window and those before it, the oldest first; none where it is no surge."""
    past = warning.numbers.get("past")
    if past is None:
        return []
    counts = [*reversed(past), warning.numbers["count"]]
    most = max(counts) or 1
    return [
        Week(number, round(number / most * HIGH, 1), len(counts) - 1 - place)
        for place, number in enumerate(counts)
    ]
