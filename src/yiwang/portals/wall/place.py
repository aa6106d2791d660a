"""With the code of a place: what it is and when, and giving it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.refusals import NotFound, Refusal, Sentence
from yiwang.foundation.tracking import as_shown
from yiwang.portals.casework.typed import text_of
from yiwang.portals.resident.follow import discreet
from yiwang.structure.territory.queries import paths_of
from yiwang.work.exchange.actions.give_place_back import give_place_back
from yiwang.work.exchange.queries.claims import claim_of_code
from yiwang.work.exchange.states import CLAIM_MOVES, CLAIM_NAMES, ClaimState


@discreet
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The field for the code; what people mistype is read kindly."""
    if request.method != "POST":
        return render(request, "wall/find.html")
    given = text_of(request.POST, "code", 40)
    if is_paused(address_of(request)):
        return _paused(request)
    try:
        claim_of_code(given)
    except NotFound as refusal:
        return _missed(request, given, refusal.sentence)
    return redirect("wall_place_by_code", as_shown(given))


@discreet
@require_http_methods(["GET", "POST"])
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The place; sent, it is given back."""
    if is_paused(address_of(request)):
        return _paused(request)
    try:
        if request.method == "POST":
            return _given_back(request, code)
        return _page(request, code)
    except NotFound as refusal:
        return _missed(request, code, refusal.sentence)


def _given_back(request: HttpRequest, code: str) -> HttpResponse:
    try:
        give_place_back(code, now=timezone.now())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence))
    else:
        messages.success(request, _("Given back. Whoever waits gets it now."))
    return redirect("wall_place_by_code", as_shown(code))


def _page(request: HttpRequest, code: str) -> HttpResponse:
    claim = claim_of_code(code)
    state, area_id = ClaimState(claim.state), claim.card.area_id
    context = {
        "claim": claim,
        "code": as_shown(code),
        "state": CLAIM_NAMES[state],
        "place_path": paths_of([area_id]).get(area_id, ""),
        "may_give_back": ClaimState.RELEASED in CLAIM_MOVES.get(state, frozenset()),
        "now": timezone.now(),
    }
    return render(request, "wall/place.html", context)


def _missed(request: HttpRequest, code: str, sentence: Sentence) -> HttpResponse:
    note_miss(address_of(request))
    return _refused(request, code[:36], sentence, 404)


def _paused(request: HttpRequest) -> HttpResponse:
    said = _("Too many codes that do not exist. Please wait ten minutes and check your slip.")
    return _refused(request, "", said, 429)


def _refused(request: HttpRequest, code: str, said: Sentence, status: int) -> HttpResponse:
    context = {"code": code, "code_error": said, "errors": [("code", said)]}
    return render(request, "wall/find.html", context, status=status)
