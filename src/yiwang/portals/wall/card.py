"""One card for everybody: what, where, when, who took it on, what came of it, and how to join."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.portals.wall.board import lines_of
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.queries.cards import card_to_read, projects_of, tags
from yiwang.work.exchange.queries.funds import granted
from yiwang.work.exchange.queries.wall import Takers, coming
from yiwang.work.exchange.states import CARD_NAMES, CardState


@require_safe
def card(request: HttpRequest, card_id: int) -> HttpResponse:
    """Only what everybody may read, whoever is signed in."""
    return page_of(request, public_card(card_id))


def public_card(card_id: int) -> Card:
    """The card. Http404 for one that is not for everybody."""
    try:
        return card_to_read(card_id, None, timezone.localdate())
    except NotFound as refusal:
        raise Http404 from refusal


def page_of(
    request: HttpRequest, found: Card, refusal: Sentence = "", status: int = 200
) -> HttpResponse:
    """The page, with what was refused where something was."""
    now = timezone.now()
    today = timezone.localdate(now)
    line = lines_of([found], tags(), now)[0]
    times = coming([found.pk], now).get(found.pk, [])
    is_open = found.state == CardState.OPEN and not (found.closes_on and found.closes_on < today)
    has_times = found.slots.exists()
    context: dict[str, Any] = {
        **line,
        "state": CARD_NAMES[CardState(found.state)],
        "takers": line["by"] or Takers(),
        "times": [(each, uuid.uuid4()) for each in times],
        "has_times": has_times,
        "is_open": is_open,
        "is_for_everybody": found.kind.is_for_everybody,
        "form": uuid.uuid4(),
        "projects": projects_of([found.pk]).get(found.pk, []),
        "paid": granted(found.pk) if found.kind.side == "project" else None,
        "errors": [("", refusal)] if refusal else [],
        "now": now,
    }
    return render(request, "wall/card.html", context, status=status)
