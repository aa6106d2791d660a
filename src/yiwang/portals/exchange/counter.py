"""At the counter: whoever comes says their code, and the place counts as used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, Refusal, Sentence
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.exchange.frame import shown
from yiwang.portals.templatetags.cards import slot_said
from yiwang.structure.posts.powers import PUT_UP_CARDS
from yiwang.structure.posts.queries import powers_of
from yiwang.work.exchange.actions.check_in import check_in
from yiwang.work.exchange.policies import NOT_PUT_UP_BY_YOU


@staff_page
@require_http_methods(["GET", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """Type a code; the next one can be typed at once."""
    if PUT_UP_CARDS not in powers_of(account_of(request), timezone.localdate()):
        raise Forbidden(NOT_PUT_UP_BY_YOU)
    if request.method != "POST":
        return shown(request, "exchange/counter.html", {})
    code = text_of(request.POST, "code", 40)
    try:
        claim = check_in(code, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        fields = refusal.fields if isinstance(refusal, Invalid) else {"code": refusal.sentence}
        return _again(request, code, fields, int(refusal.status))
    what = " · ".join(part for part in (claim.card.title, slot_said(claim.slot)) if part)
    messages.success(request, _("Checked in: %(what)s.") % {"what": what})
    return redirect("exchange_check_in")


def _again(
    request: HttpRequest, code: str, faults: dict[str, Sentence], status: int
) -> HttpResponse:
    context = {"code": code, "faults": faults, "errors": list(faults.items())}
    return shown(request, "exchange/counter.html", context, status=status)
