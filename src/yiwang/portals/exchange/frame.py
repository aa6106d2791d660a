"""What every page of supply and demand shows on top: its parts that this reader has, and how many
wait there."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.portals.casework.staff import Context, account_of, framed
from yiwang.portals.messages.frame import works_on_a_phone
from yiwang.structure.posts.powers import CLAIM_CARDS, PUT_UP_CARDS, REVIEW_CARDS
from yiwang.structure.posts.queries import powers_of
from yiwang.work.exchange.queries.cards import to_read
from yiwang.work.exchange.queries.claims import to_decide
from yiwang.work.exchange.sides import NEED, OFFER, POST, PROJECT

SIDES = {
    NEED: _("Needs"),
    OFFER: _("Offers"),
    POST: _("Posts of service"),
    PROJECT: _("Joint projects"),
}


def shown(
    request: HttpRequest, template: str, context: Context, *, status: int = 200
) -> HttpResponse:
    """A page with the tabs above it: three queries more where something can wait."""
    frame, on = framed(request), timezone.localdate()
    account_id = account_of(request)
    given = powers_of(account_id, on)
    claims = any(CLAIM_CARDS in each.post.type.powers for each in frame["held"])
    is_phone = works_on_a_phone(frame)
    tabs = {
        "is_phone": is_phone,
        "shell": "worker/page.html" if is_phone else "desk/page.html",
        "may_review": REVIEW_CARDS in given,
        "may_claim": claims,
        "waiting": _waiting(account_id, given, on),
        "sides": SIDES,
        "now": timezone.now(),
    }
    return render(request, template, {**frame, **tabs, **context}, status=status)


def _waiting(account_id: int, given: set[str], on: date) -> dict[str, int]:
    return {
        "read": to_read(account_id, on).count() if REVIEW_CARDS in given else 0,
        "decide": to_decide(account_id, on).count() if PUT_UP_CARDS in given else 0,
    }
