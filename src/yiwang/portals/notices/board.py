"""The notice board: what is made known in an area and above it, and one notice with its comments.
No account is needed for anything here."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.insight.notices.actions.comment_notice import LONGEST, comment_notice
from yiwang.insight.notices.models import Notice
from yiwang.insight.notices.queries import (
    Filter,
    answered_comments,
    found_by,
    goes_on_in,
    how_many_wait,
    kinds,
    notice_to_read,
)
from yiwang.portals.casework.typed import text_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code, children_of, path_of, paths_of

ON_A_PAGE = 20


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """By area (with those above it), kind and words; the latest first."""
    area = _area(request)
    wanted = Filter(
        area=area,
        kind=text_of(request.GET, "kind", 40),
        words=text_of(request.GET, "q", 60),
        past=request.GET.get("past") == "1",
        with_below=request.GET.get("below") == "1",
    )
    now = timezone.now()
    found = found_by(wanted, timezone.localdate(now))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    asked = {"area": area.code if area else "", "net": area.net.key if area else ""}
    asked |= {"kind": wanted.kind, "q": wanted.words, "past": "1" if wanted.past else ""}
    asked |= {"below": "1" if wanted.with_below else ""}
    context = {
        "wanted": wanted,
        "area": area,
        "path": path_of(area.pk) if area else [],
        "below": children_of(area.pk if area else None),
        "page": page,
        "places": paths_of({each.area_id for each in page}),
        "kinds": kinds(),
        "asked": urlencode({name: value for name, value in asked.items() if value}),
        "now": now,
    }
    return render(request, "notices/board.html", context)


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice, its answered comments, and the form to comment where its kind has one."""
    now = timezone.now()
    try:
        found = notice_to_read(notice_id, timezone.localdate(now))
    except NotFound as refusal:
        raise Http404 from refusal
    if request.method != "POST":
        return _page(request, found)
    text = text_of(request.POST, "text")
    try:
        comment_notice(found.pk, text, _form(request), actor=REPORTER, now=now)
    except Invalid as refusal:
        return _page(request, found, text, refusal.fields)
    except Refusal as refusal:
        return _page(request, found, text, {"": refusal.sentence}, int(refusal.status))
    messages.success(
        request, _("Received. A person reads it first; the answer will stand on this page.")
    )
    return redirect("notice_page", found.pk)


def _page(
    request: HttpRequest,
    found: Notice,
    typed: str = "",
    faults: dict[str, Sentence] | None = None,
    status: int = 422,
) -> HttpResponse:
    today = timezone.localdate()
    is_over = found.valid_until is not None and found.valid_until < today
    stands = found.state == "published"
    context = {
        "notice": found,
        "place_path": paths_of([found.area_id]).get(found.area_id, ""),
        "is_over": is_over,
        "before": found.follows if found.follows and found.follows.state == "published" else None,
        "after": goes_on_in(found, today),
        "comments": answered_comments(found) if stands else [],
        "waiting": how_many_wait(found) if stands else 0,
        "may_comment": stands and not is_over and found.kind.takes_comments,
        "typed": typed,
        "form": _form(request),
        "longest": LONGEST,
        "faults": faults or {},
        "errors": list((faults or {}).items()),
        "now": timezone.now(),
    }
    return render(request, "notices/notice.html", context, status=status if faults else 200)


def _form(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid.uuid4()


def _area(request: HttpRequest) -> Area | None:
    code, net = text_of(request.GET, "area", 40), text_of(request.GET, "net", 40)
    try:
        return area_by_code(code, net or None) if code else None
    except NotFound as refusal:
        raise Http404 from refusal
