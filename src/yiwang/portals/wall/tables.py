"""The public cards as CSV and JSON, with what their columns mean and where they come from. People
who took a card on are told as a number once it tells of so many that it tells of nobody."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Sentence
from yiwang.insight.disclosure.tables import LEAST
from yiwang.portals.casework import spreadsheets
from yiwang.portals.figures.open_data import LICENCE
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.queries.wall import Takers, public_cards, takers_of

COLUMNS: dict[str, Sentence] = {
    "card": gettext_lazy("Number of the card; it never changes"),
    "list": gettext_lazy("Key of the list on which it stands"),
    "list_name": gettext_lazy("Name of the list"),
    "title": gettext_lazy("What it is"),
    "area": gettext_lazy("Code of the area"),
    "area_name": gettext_lazy("Name of the area"),
    "stands_for_it": gettext_lazy("The body that stands for it"),
    "fields": gettext_lazy("Keys of the fields of service"),
    "amount": gettext_lazy("How much, in the unit of the list"),
    "opens_on": gettext_lazy("First day"),
    "closes_on": gettext_lazy("Last day; empty: none"),
    "year": gettext_lazy("Year of the list of projects"),
    "budget": gettext_lazy("Budget in yuan"),
    "state": gettext_lazy("open; fulfilled; ended: over, though not all was done"),
    "bodies": gettext_lazy("Bodies that took it on"),
    "people": gettext_lazy(
        "How many persons took it on; empty: nobody, or so few that it is withheld"
    ),
    "outcome": gettext_lazy("What came of it"),
    "demonstration": gettext_lazy("1: invented, to show how it looks"),
}


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every public card, the oldest first, with the mark by which Excel knows UTF-8."""
    content = spreadsheets.written(rows(), list(COLUMNS))
    header = {"Content-Disposition": 'attachment; filename="yiwang-cards.csv"'}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=header)


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The same with the dictionary, the licence and the rule of what is withheld."""
    document = {
        "licence": LICENCE,
        "source": _("Put up by communities and bodies; counted by this system"),
        "rules": [_("Numbers of persons below %(least)s are withheld.") % {"least": LEAST}],
        "columns": {name: str(says) for name, says in COLUMNS.items()},
        "rows": list(rows()),
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def rows() -> Iterator[dict[str, str]]:
    """Every public card as text."""
    found = public_cards(timezone.localdate())
    takers = takers_of([each.pk for each in found])
    return (_row(each, takers.get(each.pk, Takers())) for each in found)


def _row(card: Card, by: Takers) -> dict[str, str]:
    people = by.volunteers + by.residents
    return {
        "card": str(card.pk),
        "list": card.kind.key,
        "list_name": card.kind.name,
        "title": card.title,
        "area": card.area.code,
        "area_name": card.area.name,
        "stands_for_it": card.organization.name if card.organization else "",
        "fields": " ".join(card.tags),
        "amount": str(card.amount),
        "opens_on": card.opens_on.isoformat(),
        "closes_on": card.closes_on.isoformat() if card.closes_on else "",
        "year": str(card.year or ""),
        "budget": "" if card.budget is None else f"{card.budget:.2f}",
        "state": card.state,
        "bodies": "; ".join(body.name for body in by.bodies),
        "people": str(people) if people >= LEAST else "",
        "outcome": card.outcome,
        "demonstration": "1" if card.is_demonstration else "",
    }
