"""The posts one holds, and the contact card of each (党群连心卡): printed, handed over, scanned."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.resident.receipt import picture_of
from yiwang.structure.posts.queries import appointments_of, capacity_at


@staff_page
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """What I hold, since when, in which mode."""
    now = timezone.now()
    held = appointments_of(account_of(request), timezone.localdate(now))
    return page(request, "worker/posts.html", {"roster": held, "now": now})


@staff_page
@require_safe
def card(request: HttpRequest, post_id: int) -> HttpResponse:
    """The card of one of my posts; its picture opens the page for reporting."""
    now = timezone.now()
    held = capacity_at(account_of(request), post_id, timezone.localdate(now))
    if held is None:
        raise NotFound(_("This post is not one of yours. Look at your posts."))
    link = request.build_absolute_uri(reverse("report"))
    if held.post.area:
        link = f"{link}?in={held.post.area.code}"
    context = {"appointment": held, "link": link, "picture": picture_of(link), "now": now}
    return page(request, "worker/card.html", context)
