"""Funds for everybody: what each is for, who keeps it, what it holds, its ledger line by line."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.work.exchange.models import Fund
from yiwang.work.exchange.queries.funds import (
    donors_of,
    fund_called,
    funds,
    ledger,
    paid_by,
    totals,
)

ON_A_PAGE = 50


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All funds, by name."""
    return render(request, "funds/listed.html", {"funds": funds()})


@require_safe
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """One fund with its donors, the projects it paid for, and its ledger, the latest first."""
    found = fund_of(code)
    context = {
        "fund": found,
        "totals": totals(found.pk),
        "donors": donors_of(found.pk),
        "projects": paid_by(found.pk),
        "page": Paginator(ledger(found.pk), ON_A_PAGE).get_page(request.GET.get("page")),
        "now": timezone.now(),
    }
    return render(request, "funds/fund.html", context)


def fund_of(code: str) -> Fund:
    """The fund. Http404 for none."""
    try:
        return fund_called(code)
    except NotFound as refusal:
        raise Http404 from refusal
