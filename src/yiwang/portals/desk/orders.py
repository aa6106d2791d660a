"""Supervision orders (督办): those to answer at one's posts, those given, the late ones first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries import CaseLine, case_lines
from yiwang.work.workflows.queries.orders import OrderLine, orders_of

SHOWN = ("answer", "given", "late")


@dataclass(frozen=True, slots=True)
class Row:
    """An order with its case in words."""

    order: OrderLine
    case: CaseLine


@staff_page
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Three lists; the number of queries does not grow with them."""
    now, account_id = timezone.now(), account_of(request)
    found = orders_of(account_id, SUBJECT, now)
    lists = {"answer": found.to_answer, "given": found.given, "late": found.late}
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWN else ("answer" if found.to_answer else "given")
    ids = [order.subject_id for order in lists[show]]
    cases = case_lines(ids, account_id, now=now)
    context = {
        "rows": [
            Row(each, cases[each.subject_id]) for each in lists[show] if each.subject_id in cases
        ],
        "show": show,
        "numbers": {name: len(lines) for name, lines in lists.items()},
        "now": now,
    }
    return page(request, "desk/orders.html", context)
