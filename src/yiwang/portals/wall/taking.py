"""Taking a place without a name, and the receipt: the one moment at which its code is shown.

A neighbour's browser and the counter of a community stand behind one address, so many places in an
hour are allowed to it; more would let one machine take all of them.
"""

import json
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.counted import count_one, counted
from yiwang.foundation.guessing import address_of
from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.typed import text_of
from yiwang.portals.resident.draft import keep_sealed, kept_sealed
from yiwang.portals.resident.follow import discreet
from yiwang.portals.resident.receipt import picture_of
from yiwang.portals.wall.card import page_of, public_card
from yiwang.work.exchange.actions.take_place import take_place
from yiwang.work.exchange.queries.claims import claim_of_code

MOST_AN_HOUR, HOUR = 30, 3600
_PLACE = "wall_receipt"


@discreet
@require_POST
def take(request: HttpRequest, card_id: int) -> HttpResponse:
    """Hold a place at a time, or ask to take the card on; then the receipt."""
    found = public_card(card_id)
    if counted(_counter(request)) >= MOST_AN_HOUR:
        said = _("Many places were taken from here within the hour. Try again later, or telephone.")
        return page_of(request, found, said, 429)
    slot = text_of(request.POST, "slot", 18)
    slot_id = int(slot) if slot.isascii() and slot.isdecimal() else None
    try:
        _claim, code = take_place(found.pk, slot_id, _form(request), now=timezone.now())
    except Invalid as refusal:
        return page_of(request, found, next(iter(refusal.fields.values())), 422)
    except Refusal as refusal:
        return page_of(request, found, refusal.sentence, int(refusal.status))
    if code is not None:
        count_one(_counter(request), HOUR)
        keep_sealed(request, _PLACE, json.dumps(code))
    return redirect("wall_receipt")


@discreet
@require_safe
def receipt(request: HttpRequest) -> HttpResponseBase:
    """The code, for paper and for the telephone that photographs it."""
    kept = kept_sealed(request, _PLACE)
    if kept is None:
        return redirect("wall_place")
    code = str(json.loads(kept))
    try:
        claim = claim_of_code(code)
    except NotFound:
        return redirect("wall_place")
    link = request.build_absolute_uri(reverse("wall_place_by_code", args=[code]))
    context = {"code": code, "claim": claim, "link": link, "picture": picture_of(link)}
    return render(request, "wall/receipt.html", {**context, "now": timezone.now()})


def _form(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid.uuid4()


def _counter(request: HttpRequest) -> str:
    """Of the address, which is not kept: only what it hashes to under the installation's key."""
    known = salted_hmac(__name__, address_of(request), secret=settings.SECRET_KEY)
    return "places-taken:" + known.hexdigest()[:32]
