"""Complaining about the software itself, and reading the answer with the code. No account."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.typed import text_of
from yiwang.portals.resident.follow import discreet
from yiwang.work.complaints.actions.complain import LONGEST, complain
from yiwang.work.complaints.queries import complaint_by_code

_WITH_CODES = ("/c/", "/q/", "/o/", "/wall/place/")
NEW = "complained_with"  # in the session: the code, to be shown once


@discreet
@require_http_methods(["GET", "POST"])
def complaint(request: HttpRequest) -> HttpResponseBase:
    """The form; what page it is about is read from where somebody comes."""
    if request.method != "POST":
        return _form(request, "", _page_before(request), {})
    text, page = text_of(request.POST, "text"), text_of(request.POST, "page", 200)
    try:
        code = complain(text, page, _sent_form(request), actor=REPORTER, now=timezone.now())
    except Invalid as refusal:
        return _form(request, text, page, refusal.fields, 422)
    except Refusal as refusal:
        return _form(request, text, page, {"": refusal.sentence}, int(refusal.status))
    if code is not None:
        request.session[NEW] = code
    return redirect("complaint_sent")


@discreet
@require_safe
def sent(request: HttpRequest) -> HttpResponseBase:
    """The receipt with its code."""
    code = request.session.get(NEW, "")
    if not code:
        return redirect("complaint")
    return render(request, "resident/complaint_sent.html", {"code": code})


@discreet
@require_http_methods(["GET", "POST"])
def answered(request: HttpRequest, code: str = "") -> HttpResponseBase:
    """What became of it. Codes are not found by trying."""
    if request.method != "POST" and not code:
        return redirect("complaint")
    if request.method == "POST":
        code = text_of(request.POST, "code", 40)
    try:
        if is_paused(address_of(request)):
            raise NotFound("")
        found = complaint_by_code(code)
    except NotFound as refusal:
        note_miss(address_of(request))
        context = {"given": code, "refusal": refusal.sentence}
        return render(request, "resident/complaint_none.html", context, status=404)
    shown = {"complaint": found, "now": timezone.now()}
    return render(request, "resident/complaint_answer.html", shown)


def _form(
    request: HttpRequest, text: str, page: str, faults: dict[str, Sentence], status: int = 200
) -> HttpResponse:
    context = {
        "typed": text,
        "page": page,
        "form": _sent_form(request),
        "longest": LONGEST,
        "faults": faults,
        "errors": list(faults.items()),
        "contact": settings.COMPLAINT_CONTACT,
    }
    return render(request, "resident/complaint.html", context, status=status)


def _sent_form(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid.uuid4()


def _page_before(request: HttpRequest) -> str:
    """The path somebody comes from: of our own pages, without codes of cases."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or before.path.startswith(_WITH_CODES):
        return ""
    return before.path[:200]
