"""Funds at the desk: those one keeps or approves grants of, what waits, and deciding on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import Forbidden, Refusal
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.powers import KEEP_FUNDS
from yiwang.structure.posts.queries import powers_of
from yiwang.work.exchange.actions.decide_grant import decide_grant
from yiwang.work.exchange.models import Fund
from yiwang.work.exchange.policies import NOT_KEPT_BY_YOU
from yiwang.work.exchange.queries.funds import (
    fund_called,
    fund_of_entry,
    funds_kept_by,
    funds_with_waiting,
    keeps_and_approves,
    ledger,
    totals,
    waiting_grants,
)

ON_A_PAGE = 50


@staff_page
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Those this account has to do with; grants that wait are pointed out."""
    reader, on = account_of(request), timezone.localdate()
    found = list(funds_kept_by(reader, on))
    context = {
        "funds": found,
        "waiting": funds_with_waiting([each.pk for each in found]),
        "may_found": KEEP_FUNDS in powers_of(reader, on),
    }
    return page(request, "funds/desk.html", context)


@staff_page
@require_safe
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """One fund: what waits, what can be entered, and its ledger."""
    return _fund(request, fund_called(code))


@staff_page
@require_POST
def decide(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Approve a grant, or decline it with the reason."""
    found = fund_of_entry(entry_id)
    reason, approved = text_of(request.POST, "reason", 300), request.POST.get("do") == "approve"
    try:
        decide_grant(
            entry_id,
            approved=approved,
            reason=reason,
            actor=actor_of(request),
            now=timezone.now(),
        )
    except Refusal as refusal:
        return _fund(request, found, refusal, entry_id, reason)
    said = _("Approved. The money is paid.") if approved else _("Declined, with your reason.")
    messages.success(request, said)
    return redirect("funds_fund", found.code)


def _fund(
    request: HttpRequest,
    found: Fund,
    refusal: Refusal | None = None,
    entry_id: int = 0,
    reason: str = "",
) -> HttpResponse:
    keeps, approves = keeps_and_approves(found, account_of(request), timezone.localdate())
    if not (keeps or approves):
        raise Forbidden(NOT_KEPT_BY_YOU)
    fields = getattr(refusal, "fields", None) or ({"": refusal.sentence} if refusal else {})
    context = {
        "fund": found,
        "keeps": keeps,
        "approves": approves,
        "reader": account_of(request),
        "totals": totals(found.pk),
        "waiting": waiting_grants(found.pk),
        "page": Paginator(ledger(found.pk), ON_A_PAGE).get_page(request.GET.get("page")),
        "refused": entry_id,
        "reason": reason,
        "faults": fields,
        "errors": [(f"reason-{entry_id}" if name else "", said) for name, said in fields.items()],
        "now": timezone.now(),
    }
    status = int(refusal.status) if refusal else 200
    return page(request, "funds/at_desk.html", context, status=status)
