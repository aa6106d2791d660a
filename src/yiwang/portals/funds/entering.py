"""The forms by which a line comes into the ledger: a gift, a grant asked for, what a project pays
back, and a mistake entered back. A form that fails keeps what was typed."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.bodies_found import body_meant
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.funds.typed import amount_typed, day_typed
from yiwang.work.exchange.actions.ask_for_grant import ask_for_grant
from yiwang.work.exchange.actions.enter_gift import enter_gift
from yiwang.work.exchange.actions.undo_entry import undo_entry
from yiwang.work.exchange.models import Fund
from yiwang.work.exchange.money import Gift, Payment, faults_of_gift, faults_of_payment
from yiwang.work.exchange.policies import NOT_KEPT_BY_YOU
from yiwang.work.exchange.queries.funds import (
    entry_to_undo,
    fund_called,
    keeps_and_approves,
    paid_by,
    projects_to_pay,
)

FIELDS = ("amount", "on", "words", "donor", "outside", "card")
Faults = dict[str, Sentence]
Enter = Callable[[Faults], object]


@staff_page
@require_http_methods(["GET", "POST"])
def gift(request: HttpRequest, code: str) -> HttpResponse:
    """Enter what was given, and by which body; a person is not named."""
    fund = _kept(request, code)

    def enter(faults: Faults) -> object:
        given = Gift(
            amount_typed(request.POST, faults),
            day_typed(request.POST, "on", faults),
            text_of(request.POST, "words", 301),
            _form_id(request),
            _donor(request, faults),
            text_of(request.POST, "outside", 121),
        )
        _stop_at(faults, faults_of_gift(given, timezone.localdate()))
        return enter_gift(fund.pk, given, actor=actor_of(request), now=timezone.now())

    return _form(request, fund, "gift", enter, _("Entered. It stands in the public ledger."))


@staff_page
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that the fund pays for a project; a second person decides."""
    fund = _kept(request, code)
    said = _("Asked for. A second person approves it; then it is paid.")
    enter = _payment(request, fund, is_back=False)
    return _form(request, fund, "grant", enter, said, projects=projects_to_pay(fund))


@staff_page
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Enter what of a grant was not needed."""
    fund = _kept(request, code)
    paid = [card for card, _amount in paid_by(fund.pk)]
    said = _("Entered. It stands in the public ledger.")
    return _form(request, fund, "back", _payment(request, fund, is_back=True), said, projects=paid)


@staff_page
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Enter a mistake back, with what was wrong."""
    entry = entry_to_undo(entry_id)
    fund = _kept(request, entry.fund.code)

    def enter(faults: Faults) -> object:
        words, form = text_of(request.POST, "words", 300), _form_id(request)
        return undo_entry(entry.pk, words, form, actor=actor_of(request), now=timezone.now())

    said = _("Entered back. Both lines stay in the ledger.")
    return _form(request, fund, "undo", enter, said, entry=entry)


def _form(
    request: HttpRequest, fund: Fund, does: str, enter: Enter, said: str, **shown: Any
) -> HttpResponse:
    """The form; sent, it enters the line and goes back to the fund."""
    faults: Faults = {}
    status = 200
    if request.method == "POST":
        try:
            enter(faults)
        except Invalid as refusal:
            faults, status = faults | refusal.fields, 422
        except Refusal as refusal:
            faults, status = {"": refusal.sentence}, int(refusal.status)
        else:
            messages.success(request, said)
            return redirect("funds_fund", fund.code)
    typed = {name: text_of(request.POST, name, 400) for name in FIELDS}
    context = {
        **shown,
        "fund": fund,
        "does": does,
        "typed": typed | {"on": typed["on"] or timezone.localdate().isoformat()},
        "form": _form_id(request),
        "faults": faults,
        "errors": [(f"f-{name}" if name else "", sentence) for name, sentence in faults.items()],
        "today": timezone.localdate(),
        "now": timezone.now(),
    }
    return page(request, "funds/entry_form.html", context, status=status)


def _payment(request: HttpRequest, fund: Fund, *, is_back: bool) -> Enter:
    def enter(faults: Faults) -> object:
        card = text_of(request.POST, "card", 18)
        payment = Payment(
            int(card) if card.isascii() and card.isdecimal() else 0,
            amount_typed(request.POST, faults),
            day_typed(request.POST, "on", faults),
            text_of(request.POST, "words", 301),
            _form_id(request),
            is_back,
        )
        _stop_at(faults, faults_of_payment(payment, timezone.localdate()))
        return ask_for_grant(fund.pk, payment, actor=actor_of(request), now=timezone.now())

    return enter


def _kept(request: HttpRequest, code: str) -> Fund:
    fund = fund_called(code)
    if not keeps_and_approves(fund, account_of(request), timezone.localdate())[0]:
        raise Forbidden(NOT_KEPT_BY_YOU)
    return fund


def _donor(request: HttpRequest, faults: Faults) -> int | None:
    said = text_of(request.POST, "donor", 120)
    try:
        return body_meant(said).pk if said else None
    except NotFound as refusal:
        faults["donor"] = refusal.sentence
        return None


def _stop_at(unreadable: Faults, others: Faults) -> None:
    """Whatever cannot be read is told with all else that cannot be used."""
    if unreadable:
        raise Invalid(others | unreadable)


def _form_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid.uuid4()
