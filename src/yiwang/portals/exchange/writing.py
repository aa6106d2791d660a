"""The form of a card: choose a list, then write it; a form that cannot be used keeps everything."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, Sentence
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.exchange.form import Rows, rows_of, written
from yiwang.portals.exchange.frame import shown
from yiwang.portals.exchange.sources import TYPED, Sources, begun_with, sources_of
from yiwang.structure.posts.powers import PUT_UP_CARDS
from yiwang.structure.posts.queries import powers_of
from yiwang.work.exchange.actions.put_up_card import put_up_card
from yiwang.work.exchange.models import Card, CardKind
from yiwang.work.exchange.policies import NOT_PUT_UP_BY_YOU
from yiwang.work.exchange.queries.cards import kinds, tags
from yiwang.work.exchange.states import CardState

FIRST_ROWS, MORE_ROWS = 2, 3


@staff_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a list first; then its form. It may come of a matter, of a need and an offer, or of an
    entry of a register."""
    if PUT_UP_CARDS not in powers_of(account_of(request), timezone.localdate()):
        raise Forbidden(NOT_PUT_UP_BY_YOU)
    sources = sources_of(request)
    fitting = kinds(sources.side)
    key = text_of(request.GET, "kind", 40)
    kind = next((each for each in fitting if each.key == key), None)
    if kind is None:
        query = request.GET.copy()
        query.pop("kind", None)
        context = {"kinds": fitting, "sources": sources, "query": query.urlencode()}
        return shown(request, "exchange/choose.html", context)
    if request.method == "POST":
        return _sent(request, kind, sources)
    typed = begun_with(sources, account_of(request))
    return _form(request, kind, sources, typed, [], [])


def _sent(request: HttpRequest, kind: CardKind, sources: Sources) -> HttpResponse:
    typed = {name: text_of(request.POST, name) for name in TYPED}
    chosen, rows = request.POST.getlist("tags"), rows_of(request.POST)
    if "more" in request.POST:
        blank = [dict.fromkeys(("day", "from", "to", "places"), "")] * MORE_ROWS
        return _form(request, kind, sources, typed, chosen, [*rows, *blank])
    try:
        wanted = written(typed, chosen, rows, kind, sources)
        made = put_up_card(wanted, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _form(request, kind, sources, typed, chosen, rows, refusal.fields)
    except Forbidden as refusal:
        return _form(request, kind, sources, typed, chosen, rows, {"area": refusal.sentence})
    messages.success(request, _said(made))
    return redirect("exchange_card", made.pk)


def _said(made: Card) -> str:
    if made.state == CardState.SUBMITTED:
        return _("Handed in. A second person reads it first; then it is shown.")
    return _("It is up. It can be taken on from its first day on.")


def _form(
    request: HttpRequest,
    kind: CardKind,
    sources: Sources,
    typed: dict[str, str],
    chosen: list[str],
    rows: Rows,
    faults: dict[str, Sentence] | None = None,
) -> HttpResponse:
    faults = faults or {}
    blank = [dict.fromkeys(("day", "from", "to", "places"), "")]
    rows = [*rows, *blank * (FIRST_ROWS - len(rows))]
    context = {
        "kind": kind,
        "sources": sources,
        "typed": typed,
        "chosen": chosen,
        "rows": rows,
        "tags": tags(),
        "faults": faults,
        "errors": [(f"f-{name}" if name else "", said) for name, said in faults.items()],
    }
    return shown(request, "exchange/new.html", context, status=422 if faults else 200)
