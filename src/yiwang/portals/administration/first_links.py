"""The sheet of links by which new colleagues set their first password: printed, handed over."""

from dataclasses import dataclass

import segno
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.administration.actions.issue_first_links import (
    MOST,
    FirstLink,
    issue_first_links,
)
from yiwang.structure.administration.policies import keeping
from yiwang.structure.administration.waiting_people import people_waiting
from yiwang.structure.posts.powers import APPOINT


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is handed over."""

    link: FirstLink
    address: str
    code: SafeString


@staff_page
@require_http_methods(["GET", "POST"])
def first_links(request: HttpRequest) -> HttpResponse:
    """Who waits for a link; sent: their links, this once."""
    keeping(actor_of(request), localdate(), APPOINT)
    if request.method != "POST":
        sought = text_of(request.GET, "q", 60)
        waiting = people_waiting(sought, actor_of(request), localdate())
        shown = list(waiting[: MOST + 1])
        context = {"sought": sought, "people": shown[:MOST], "are_more": len(shown) > MOST}
        return page(request, "administration/first_links.html", {**context, "most": MOST})
    sought = text_of(request.POST, "q", 60)
    links = issue_first_links(sought, actor=actor_of(request), now=timezone.now())
    slips = [_slip(request, link) for link in links]
    return page(request, "administration/first_slips.html", {"slips": slips})


def _slip(request: HttpRequest, link: FirstLink) -> Slip:
    address = request.build_absolute_uri(link.path)
    drawn = segno.make_qr(address, error="m").svg_inline(scale=3, border=2, omitsize=False)
    return Slip(link, address, mark_safe(drawn))  # noqa: S308  an SVG drawn here from a link of ours
