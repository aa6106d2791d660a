"""The page of one card, plain or with the form that was not accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.portals.casework.bodies_found import body_as_offered
from yiwang.portals.casework.staff import account_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.exchange.frame import shown
from yiwang.portals.exchange.sheet import Sheet, read_sheet
from yiwang.portals.templatetags.yiwang import named
from yiwang.structure.posts.queries import capacity_name
from yiwang.structure.territory.queries import paths_of
from yiwang.work.exchange.queries.cards import tags
from yiwang.work.exchange.queries.claims import card_of
from yiwang.work.exchange.queries.matching import Fit
from yiwang.work.exchange.sides import NEED


@dataclass(frozen=True, slots=True)
class Tried:
    """A form of the page that came back: take, read, end, or the number of a claim."""

    form: str
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None

    @property
    def faults(self) -> Mapping[str, Sentence]:
        if isinstance(self.refusal, Invalid):
            return self.refusal.fields
        return {"": self.refusal.sentence} if self.refusal else {}


@staff_page
@require_safe
def card(request: HttpRequest, card_id: int) -> HttpResponse:
    """One card; `offer`: the reader wants to meet the need with this one."""
    return card_page(request, card_id)


@staff_page
@require_safe
def of_claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    """On to the card of this claim."""
    found = card_of(claim_id, account_of(request), timezone.localdate())
    return redirect(f"{reverse('exchange_card', args=[found])}#claim-{claim_id}")


def card_page(request: HttpRequest, card_id: int, tried: Tried | None = None) -> HttpResponse:
    """The whole page. NotFound for whoever may not read the card."""
    sheet = read_sheet(card_id, account_of(request), timezone.now())
    tried = tried or _met(request, sheet)
    faults = tried.faults
    context = {
        "sheet": sheet,
        "card": sheet.card,
        "place_path": paths_of([sheet.card.area_id]).get(sheet.card.area_id, ""),
        "tags": tags(),
        "tried": tried,
        "typed": tried.typed,
        "faults": faults,
        "errors": [(f"{tried.form}-{name}" if name else "", said) for name, said in faults.items()],
        "form": tried.typed.get("form") or uuid4(),
        "met_with": _offer(sheet, tried.typed.get("offer", "")),
        "choices": _choices(sheet, tried.typed.get("who", "")),
    }
    status = int(tried.refusal.status) if tried.refusal else 200
    return shown(request, "exchange/card.html", context, status=status)


def _met(request: HttpRequest, sheet: Sheet) -> Tried:
    """A need that is to be met with an offer: by the body that stands for the offer."""
    offer = _offer(sheet, text_of(request.GET, "offer", 18))
    if offer is None:
        return Tried("take")
    body = offer.shown.card.organization
    own = {each.pk for each in sheet.takers.bodies}
    typed = {"offer": str(offer.shown.card.pk), "amount": "1"}
    if body is not None and body.pk in own:
        typed |= {"who": f"body:{body.pk}"}
    elif body is not None and sheet.takers.by_telephone:
        typed |= {"who": "told", "body": body_as_offered(body)}
    return Tried("take", typed)


def _offer(sheet: Sheet, said: str) -> Fit | None:
    if sheet.card.kind.side != NEED:
        return None
    return next((each for each in sheet.fits if str(each.shown.card.pk) == said), None)


def _choices(sheet: Sheet, typed: str) -> list[tuple[str, str, bool]]:
    """For whom it may be taken on, in words; the only one is ticked at first."""
    takers = sheet.takers
    found = [(f"body:{each.pk}", named(each)) for each in takers.bodies]
    found += [
        (f"self:{each.pk}", _("Myself, as %(post)s") % {"post": capacity_name(each)})
        for each in takers.selves
    ]
    if takers.by_telephone:
        found.append(("told", _("A body that told us so on the telephone or on paper")))
    return [(key, said, key == typed or len(found) == 1) for key, said in found]
