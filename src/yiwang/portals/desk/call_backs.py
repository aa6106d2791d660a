"""Call-backs (抽样回访): the quotas of a month, what was drawn, and what came of it."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.work.cases.lots import month_of
from yiwang.work.cases.queries.call_backs import call_backs_of

MONTHS = 6


@staff_page
@require_safe
def call_backs(request: HttpRequest) -> HttpResponse:
    """This month unless another of the last six is asked for."""
    now = timezone.now()
    months = _months(timezone.localdate(now))
    asked = request.GET.get("month", "")
    month = next((each for each in months if each.strftime("%Y-%m") == asked), months[0])
    context = {
        "found": call_backs_of(month, account_of(request), now=now),
        "months": months,
        "now": now,
    }
    return page(request, "desk/call_backs.html", context)


def _months(today: date) -> list[date]:
    months = [month_of(today)]
    while len(months) < MONTHS:
        months.append(month_of(months[-1] - timedelta(days=1)))
    return months
