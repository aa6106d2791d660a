"""What a card may come of: a matter, of which it takes the area and nothing that anybody said; a
need and an offer that fit; an entry of a register that shows what is missing."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.areas_found import as_offered
from yiwang.portals.casework.bodies_found import body_as_offered
from yiwang.portals.casework.staff import account_of
from yiwang.portals.casework.typed import text_of
from yiwang.structure.organizations.listing import by_code
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.queries import appointments_of
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries.versions import published_entry
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import visible_cases
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.queries.cards import card_to_read
from yiwang.work.exchange.sides import NEED, OFFER, PROJECT

TYPED = (
    *("area", "organization", "title", "text", "amount", "opens_on", "closes_on"),
    *("year", "budget", "venue", "place", "weeks", "series"),
)


@dataclass(frozen=True, slots=True)
class Sources:
    """All of them may be nothing. `area` and `body`: where an entry is not met."""

    case: Case | None = None
    need: Card | None = None
    offer: Card | None = None
    entry: Entry | None = None
    area: Area | None = None
    body: Organization | None = None

    @property
    def side(self) -> str:
        """A need and an offer make a project; else any list."""
        return PROJECT if self.need or self.offer else ""

    @property
    def run_id(self) -> int | None:
        return self.case.run_id if self.case else None


def sources_of(request: HttpRequest) -> Sources:
    """What the address names. NotFound for what the reader may not see."""
    run, entry = _number(request, "run"), _number(request, "entry")
    return Sources(
        case=_case(request, run) if run else None,
        need=_card(request, "need", NEED),
        offer=_card(request, "offer", OFFER),
        entry=published_entry(entry) if entry else None,
        area=area_by_code(code) if (code := text_of(request.GET, "area", 60)) else None,
        body=by_code(code) if (code := text_of(request.GET, "body", 60)) else None,
    )


def begun_with(sources: Sources, account_id: int) -> dict[str, str]:
    """What stands in the form at first; nothing that a reporter said."""
    on = timezone.localdate()
    own = (held.post.area for held in appointments_of(account_id, on) if held.post.area)
    card = sources.need or sources.offer
    area = card.area if card else sources.case.area if sources.case else sources.area
    area = area or (sources.body.area if sources.body else None) or next(own, None)
    body = sources.body or (sources.offer.organization if sources.offer else None)
    title = card.title if card else sources.entry.title if sources.entry else ""
    return dict.fromkeys(TYPED, "") | {
        "area": as_offered(area) if area else "",
        "organization": body_as_offered(body) if body else "",
        "title": title[:80],
        "opens_on": on.isoformat(),
        "amount": "1",
        "year": str(on.year) if sources.side == PROJECT else "",
    }


def _case(request: HttpRequest, run_id: int) -> Case:
    found = visible_cases(account_of(request), timezone.now()).filter(run=run_id)
    case = found.select_related("area", "type").first()
    if case is None or (case.type is not None and case.type.hides_cases):
        raise NotFound(_("There is no such matter to put on a list. Open the matter again."))
    return case


def _card(request: HttpRequest, name: str, side: str) -> Card | None:
    number = _number(request, name)
    if number is None:
        return None
    card = card_to_read(number, account_of(request), timezone.localdate())
    if card.kind.side != side:
        raise NotFound(_("There is no such card. Choose one from the list."))
    return card


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None
