"""The very cases behind a number of a board, as far as the reader may see them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.insight.measures.counts import BY_NAME, STANDING
from yiwang.insight.measures.queries import cases_behind
from yiwang.insight.measures.subjects import Subject
from yiwang.portals.casework.counted import can_be_opened
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.command.chosen import Chosen, chosen_of
from yiwang.portals.command.words import in_words
from yiwang.work.cases.case_types import types_at_or_below
from yiwang.work.cases.queries import Filters, ledger

MOST_COUNTS = 6


@staff_page
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Those that any of the named counts counts, the latest first, fifty at a time."""
    now, account_id = timezone.now(), account_of(request)
    chosen = chosen_of(request.GET, account_id, now)
    names = request.GET.getlist("of")[:MOST_COUNTS]
    if not can_be_opened(names) or any(each not in {*BY_NAME, *STANDING} for each in names):
        raise NotFound(_("There is no such count. Go back to the board and choose a number."))
    after = request.GET.get("after", "")
    listed = ledger(
        account_id,
        Filters(among=_among(chosen, names)),
        int(after) if after.isdecimal() and len(after) < 19 else None,
        now=now,
    )
    context = {
        "chosen": chosen,
        "names": names,
        "counted": in_words(names),
        "listed": listed,
        "now": now,
    }
    return page(request, "command/behind.html", context)


def _among(chosen: Chosen, names: Sequence[str]) -> QuerySet[Any, Any]:
    """The ids of the cases, of the types of the board."""
    subject, kinds = Subject.area(chosen.area.pk), types_at_or_below(tuple(chosen.board.kinds))
    found = [cases_behind(name, subject, chosen.days) for name in names]
    if kinds:
        found = [each.filter(type_id__in=kinds) for each in found]
    return found[0].union(*found[1:])
