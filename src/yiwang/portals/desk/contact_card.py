"""The card of an area (便民联系卡): who answers there, and a picture to scan."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import page, staff_page
from yiwang.portals.resident.receipt import picture_of
from yiwang.structure.posts.queries.answering import answering_for
from yiwang.structure.territory.queries import area_by_code, path_of

PAPERS = ("a6", "a4")


@staff_page
@require_safe
def card(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """For a door on A6 or a notice board on A4: what the public page says, and its address."""
    now = timezone.now()
    here = area_by_code(code, net)
    link = request.build_absolute_uri(reverse("area_page", args=[net, code]))
    asked = request.GET.get("paper", "")
    context = {
        "area": here,
        "path": path_of(here.pk)[-3:-1],
        "answering": [
            each
            for each in answering_for(here.pk, timezone.localdate(now))
            if each.holders or each.post.area_id == here.pk
        ],
        "link": link,
        "picture": picture_of(link),
        "paper": asked if asked in PAPERS else PAPERS[0],
        "papers": PAPERS,
        "now": now,
    }
    return page(request, "desk/contact_card.html", context)
