"""Bodies in figures: founded and ended year by year; by sector and area, with the gaps."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.portals.bodies.listing import narrowed_by
from yiwang.portals.bodies.words import sector_names
from yiwang.portals.casework.staff import page, staff_page
from yiwang.portals.desk.structure_words import kind_label
from yiwang.structure.organizations.figures import Sector, Year, coverage, foundings
from yiwang.structure.organizations.listing import kinds_present, sectors_present
from yiwang.structure.posts.queries.duties import bodies_without_duty, people_without_duty
from yiwang.structure.territory.queries import children_of, path_of, primary_net, tops_of

IDLE_SHOWN = 100  # bodies without a duty
HEIGHT, STEP = 160, 36  # of the chart, and of one year in it, in its own units


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the chart: where it stands, and how high its two bars are."""

    year: Year
    x: int
    founded: float
    ended: float


@dataclass(frozen=True, slots=True)
class Row:
    """One area with the number of bodies of each sector; 0 is a gap."""

    code: str
    name: str
    numbers: list[int]

    @property
    def gaps(self) -> int:
        return sum(1 for number in self.numbers if not number)


@staff_page
@require_safe
def founded(request: HttpRequest) -> HttpResponse:
    """How many were founded in each year, as a chart and as the table behind it."""
    on, narrowed = timezone.localdate(), narrowed_by(request.GET)
    found = foundings(narrowed.sought, on)
    sectors = sector_names(on)
    context = {
        "found": found,
        "bars": [_bar(year, place, found.most) for place, year in enumerate(found.years)],
        "width": STEP * len(found.years) + 1,
        "height": HEIGHT,
        "typed": narrowed.typed,
        "area": narrowed.area,
        "faults": narrowed.faults,
        "errors": [(f"f-{name}", said) for name, said in narrowed.faults.items()],
        "kinds": [(key, kind_label(key), 0) for key, _number in kinds_present(on)],
        "sectors": [(key, sectors.get(key, key), 0) for key, _n in sectors_present(on)],
        "now": timezone.now(),
    }
    return page(request, "bodies/founded.html", context, status=422 if narrowed.faults else 200)


@staff_page
@require_safe
def covered(request: HttpRequest) -> HttpResponse:
    """Sector by area: where no body is, and which bodies belong to nobody."""
    on, narrowed = timezone.localdate(), narrowed_by(request.GET)
    here = narrowed.area
    areas = children_of(here.pk) if here else tops_of(primary_net().pk)
    if not here and len(areas) == 1:
        here = areas[0]
        areas = children_of(here.pk) or areas
    names = sector_names(on)
    found = coverage([area.pk for area in areas], list(names), on)
    keys = [sector.key for sector in found.sectors]
    rows = [
        Row(area.code, area.label, [found.cells.get((area.pk, key), 0) for key in keys])
        for area in areas
    ]
    idle = list(bodies_without_duty(here.pk if here else None, on))
    outside = [found.cells.get((None, key), 0) for key in keys]
    context = {
        "sectors": [(names.get(each.key, each.key), each) for each in found.sectors],
        "rows": rows,
        "outside": Row("", _("Outside all areas"), outside) if any(outside) else None,
        "missing": [names.get(each.key, each.key) for each in _missing(found.sectors)],
        "idle": idle[:IDLE_SHOWN],
        "idle_further": max(len(idle) - IDLE_SHOWN, 0),
        "without": people_without_duty(here.pk if here else None, on),
        "area": here,
        "net": primary_net(),
        "path": path_of(here.pk) if here else [],
        "faults": narrowed.faults,
        "errors": [(f"f-{name}", said) for name, said in narrowed.faults.items()],
        "now": timezone.now(),
    }
    return page(request, "bodies/coverage.html", context, status=422 if narrowed.faults else 200)


def _missing(sectors: list[Sector]) -> list[Sector]:
    return [sector for sector in sectors if not sector.bodies]


def _bar(year: Year, place: int, most: int) -> Bar:
    high = (HEIGHT - 24) / most if most else 0
    return Bar(year, place * STEP, round(year.founded * high, 1), round(year.ended * high, 1))
