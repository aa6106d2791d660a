"""Cards as rows of a table that is taken along: nobody's name is in it."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.portals.exchange.frame import SIDES
from yiwang.portals.templatetags.yiwang import named
from yiwang.work.exchange.queries.cards import Shown
from yiwang.work.exchange.states import CARD_NAMES, CardState

COLUMNS: Mapping[str, Promise] = {
    "number": _("No."),
    "side": _("Side"),
    "list": _("List"),
    "title": _("What it is"),
    "text": _("In words"),
    "area": _("Area"),
    "body": _("Body that stands for it"),
    "state": _("State"),
    "holds": _("How much there is"),
    "taken": _("Taken on"),
    "confirmed": _("Done and confirmed"),
    "year": _("Year"),
    "budget": _("Budget in yuan"),
    "closes": _("Last day"),
    "put_up": _("Put up on"),
    "outcome": _("What came of it"),
}


def row_of(shown: Shown, place: str) -> dict[str, str]:
    """One row, by the names of its columns in the reader's language."""
    card = shown.card
    cells = {
        "number": str(card.pk),
        "side": str(SIDES[card.kind.side]),
        "list": named(card.kind),
        "title": card.title,
        "text": card.text,
        "area": place,
        "body": named(card.organization),
        "state": str(CARD_NAMES[CardState(card.state)]),
        "holds": str(shown.holds),
        "taken": str(shown.taken),
        "confirmed": str(shown.confirmed),
        "year": str(card.year or ""),
        "budget": "" if card.budget is None else f"{card.budget:.2f}",
        "closes": card.closes_on.isoformat() if card.closes_on else "",
        "put_up": timezone.localdate(card.put_up_at).isoformat(),
        "outcome": card.outcome or card.reason,
    }
    return {str(title): cells[name] for name, title in COLUMNS.items()}
