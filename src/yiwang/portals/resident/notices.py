"""What villages and offices publish: read, printed and objected to by everybody, no account."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.guessing import address_of
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.foundation.sending import check_sent, note_sent
from yiwang.portals.casework.typed import text_of
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.actions.object_to import LONGEST, object_to
from yiwang.work.cases.queries.publications import (
    areas_with_notices,
    notice_in_full,
    notices,
    published_in,
)

ON_A_PAGE = 20
OBJECTIONS = "objections"


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The notices of an area and of all below it, the latest first."""
    code, now = request.GET.get("area", ""), timezone.now()
    try:
        area = area_by_code(code) if code else None
    except NotFound as refusal:
        raise Http404 from refusal
    page = Paginator(published_in(area), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "notices": notices(list(page), now),
        "page": page,
        "areas": areas_with_notices(),
        "code": code,
        "asked": urlencode({"area": code}) if code else "",
        "now": now,
    }
    return render(request, "resident/published.html", context)


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, publication_id: int) -> HttpResponse:
    """One notice, and the form to object to it."""
    if request.method != "POST":
        return _page(request, publication_id)
    text, address = text_of(request.POST, "text"), address_of(request)
    try:
        check_sent(OBJECTIONS, address)
        object_to(publication_id, text, _form(request), actor=REPORTER, now=timezone.now())
    except NotFound as refusal:
        raise Http404 from refusal
    except Invalid as refusal:
        return _page(request, publication_id, text, refusal.fields)
    except Refusal as refusal:
        return _page(request, publication_id, text, {"": refusal.sentence}, int(refusal.status))
    note_sent(OBJECTIONS, address)
    messages.success(
        request, _("Your objection has been received. The answer will stand on this page.")
    )
    return redirect("notice", publication_id)


def _form(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid.uuid4()


def _page(
    request: HttpRequest,
    publication_id: int,
    typed: str = "",
    faults: dict[str, Sentence] | None = None,
    status: int = 422,
) -> HttpResponse:
    now = timezone.now()
    try:
        shown = notice_in_full(publication_id, now)
    except NotFound as refusal:
        raise Http404 from refusal
    context = {
        "shown": shown,
        "notice": shown.notice,
        "typed": typed,
        "form": _form(request),
        "longest": LONGEST,
        "faults": faults or {},
        "errors": list((faults or {}).items()),
        "now": now,
    }
    return render(request, "resident/notice.html", context, status=status if faults else 200)
