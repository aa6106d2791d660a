"""Following a case with its code: how it stands, and what only its reporter may do.

The code is in the address on purpose: that is what the QR code and the bookmark hold. In return
the page tells no other host where it is linked from, is kept out of search engines and caches, and
loads nothing from elsewhere; addresses with codes belong in no log of a proxy.
"""

from collections.abc import Callable, Mapping
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.foundation.tracking import as_shown
from yiwang.portals.casework.asked import shown
from yiwang.portals.casework.typed import text_of
from yiwang.portals.resident.headline import called_back, headline, rated
from yiwang.portals.resident.opened import remember_opened
from yiwang.portals.resident.wished import wished
from yiwang.structure.territory.queries import paths_of
from yiwang.work.cases.actions.heed_reporter import Wish, heed_reporter
from yiwang.work.cases.actions.reopen_closed import LONGEST_REASON
from yiwang.work.cases.queries import opened_by, progress_by_code
from yiwang.work.cases.queries.certificates import certificate_of_case
from yiwang.work.exchange.queries.claims import is_code_of_place

View = Callable[..., HttpResponseBase]
GRADES = [5, 4, 3, 2, 1]


def discreet(view: View) -> View:
    """For pages whose address holds a code: no cache, no search engine, no referrer elsewhere.

    Not `no-referrer`: browsers then send `Origin: null` with forms, which the CSRF check refuses.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(answer)


@discreet
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The field for a code. What people mistype is read kindly, and so is the code of a place."""
    if request.method != "POST":
        return render(request, "resident/follow.html")
    given = request.POST.get("code", "")
    if is_paused(address_of(request)):
        return paused(request)
    try:
        opened_by(given)
    except NotFound as refusal:
        if is_code_of_place(given):
            return redirect("wall_place_by_code", as_shown(given))
        note_miss(address_of(request))
        return not_found(request, given, refusal.sentence)
    return redirect("case_by_code", as_shown(given))


@discreet
@require_safe
def case_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """How the case stands."""
    if is_paused(address_of(request)):
        return paused(request)
    try:
        return case_page(request, code, {})
    except NotFound as refusal:
        note_miss(address_of(request))
        return not_found(request, code, refusal.sentence)


@discreet
@require_POST
def act(request: HttpRequest, code: str) -> HttpResponse:
    """Rate, have it handled again, put the contact right or erase it, withdraw."""
    if is_paused(address_of(request)):
        return paused(request)
    try:
        said = heed_reporter(code, _wish(request), now=timezone.now())
    except NotFound as refusal:
        note_miss(address_of(request))
        return not_found(request, code, refusal.sentence)
    except Invalid as refusal:
        return case_page(request, code, refusal.fields)
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence))
        return redirect("case_by_code", code)
    messages.success(request, str(said))
    return redirect("case_by_code", code)


def _wish(request: HttpRequest) -> Wish:
    grade = request.POST.get("grade", "")
    return Wish(
        request.POST.get("do", ""),
        grade=int(grade) if grade in {"1", "2", "3", "4", "5"} else None,
        reason=text_of(request.POST, "reason", LONGEST_REASON + 1),
        text=text_of(request.POST, "text"),
        contact=request.POST.get("contact", ""),
    )


def case_page(request: HttpRequest, code: str, faults: Mapping[str, Sentence]) -> HttpResponse:
    """The page of a case, with what was wrong in what was sent. NotFound for any other code."""
    now = timezone.now()
    found = progress_by_code(code, now=now)
    area_id = found.case.area_id
    held = certificate_of_case(found.case)
    certificate = held.certificate if held else None
    remember_opened(request, found.case.pk, is_reporter=found.is_reporter)
    context = {
        "code": as_shown(code),
        "progress": found,
        "case": found.case,
        "place": paths_of([area_id])[area_id] if area_id else "",
        "events": list(reversed(found.events)),
        "certificate": certificate if found.is_reporter else None,
        "headline": headline(found, now),
        "rated": rated(found.ending) if found.ending else "",
        "called_back": called_back(found.ending.called, now)
        if found.ending and found.ending.called
        else "",
        "holds": [shown(line, now) for line in found.holds],
        "grades": GRADES,
        "wished": wished(found.case.run_id),
        "now": now,
        "faults": faults,
        "typed": request.POST,
        "errors": list(faults.items()),
    }
    return render(request, "resident/case.html", context, status=422 if faults else 200)


def not_found(request: HttpRequest, code: str, sentence: Sentence) -> HttpResponse:
    """The field for a code again, with the sentence."""
    context = {"code": code[:36], "code_error": sentence, "errors": [("code", sentence)]}
    return render(request, "resident/follow.html", context, status=404)


def paused(request: HttpRequest) -> HttpResponse:
    """For an address from which too many codes were tried."""
    sentence = _("Too many codes that do not exist. Please wait ten minutes and check your slip.")
    context = {"code_error": sentence, "errors": [("code", sentence)]}
    return render(request, "resident/follow.html", context, status=429)
