"""What every page of supply and demand shows on top: its parts that this reader has, and how many
wait there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.portals.casework.staff import Context, framed
from yiwang.portals.messages.frame import works_on_a_phone
from yiwang.structure.posts.powers import CLAIM_CARDS
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
    """A page with the tabs above it."""
    frame = framed(request)
    claims = any(CLAIM_CARDS in each.post.type.powers for each in frame["held"])
    is_phone = works_on_a_phone(frame)
    tabs = {
        "is_phone": is_phone,
        "shell": "worker/page.html" if is_phone else "desk/page.html",
        "may_claim": claims,
        "sides": SIDES,
        "now": timezone.now(),
    }
    return render(request, template, {**frame, **tabs, **context}, status=status)
