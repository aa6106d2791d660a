"""The list of bodies, narrowed down by kind, sector, state, area and words."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.portals.bodies.words import STANDINGS, sector_names
from yiwang.portals.casework.areas_found import area_meant
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.structure_words import kind_label
from yiwang.portals.rules.numbers import number_of
from yiwang.structure.organizations.listing import (
    Sought,
    kinds_present,
    sectors_present,
    sought,
    standing_of,
)
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.powers import ORGANIZE
from yiwang.structure.posts.queries import has_power
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import path_of

NAMES = ("words", "kind", "sector", "standing", "area", "show")
EACH = 50
OUTSIDE, UNTIED = "outside", "untied"


@dataclass(frozen=True, slots=True)
class Line:
    """A body in words."""

    organization: Organization
    kind: str
    sector: str
    standing: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What was typed, what it looks for, and what is wrong with it."""

    typed: dict[str, str]
    sought: Sought
    area: Area | None
    faults: dict[str, Sentence]


@staff_page
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Fifty at a time; without a state chosen, all that are there today."""
    on = timezone.localdate()
    narrowed = narrowed_by(request.GET)
    rows = sought(narrowed.sought, on)
    listed = Paginator(rows.none() if narrowed.faults else rows, EACH).get_page(
        number_of(request.GET.get("page", "")) or 1
    )
    sectors = sector_names(on)
    context = {
        "lines": [_line(body, sectors, on) for body in listed.object_list],
        "listed": listed,
        "typed": narrowed.typed,
        "query": urlencode({name: value for name, value in narrowed.typed.items() if value}),
        "is_narrowed": any(narrowed.typed.values()),
        "kinds": [(key, kind_label(key), number) for key, number in kinds_present(on)],
        "sectors": [(key, sectors.get(key, key), n) for key, n in sectors_present(on)],
        "standings": STANDINGS,
        "path": path_of(narrowed.area.pk) if narrowed.area else [],
        "area": narrowed.area,
        "faults": narrowed.faults,
        "errors": [(f"f-{name}", said) for name, said in narrowed.faults.items()],
        "may_organize": has_power(account_of(request), ORGANIZE, on),
        "now": timezone.now(),
    }
    status = 422 if narrowed.faults else 200
    return page(request, "bodies/list.html", context, status=status)


def narrowed_by(query: QueryDict) -> Narrowed:
    """What a list or a figure is to be about. An area that nobody knows is a fault."""
    typed = {name: text_of(query, name, 120) for name in NAMES}
    area, faults = None, {}
    try:
        area = area_meant(typed["area"]) if typed["area"] else None
    except NotFound as refusal:
        faults = {"area": refusal.sentence}
    wanted = Sought(
        words=typed["words"],
        kind=typed["kind"],
        sector=typed["sector"],
        standing=typed["standing"] if typed["standing"] in STANDINGS else "",
        area_id=area.pk if area else None,
        is_outside=typed["show"] == OUTSIDE,
        is_untied=typed["show"] == UNTIED,
    )
    return Narrowed(typed, wanted, area, faults)


def _line(body: Organization, sectors: dict[str, str], on: date) -> Line:
    sector = sectors.get(body.sector, body.sector)
    return Line(body, kind_label(body.kind), sector, standing_of(body, on))
