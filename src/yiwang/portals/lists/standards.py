"""The gap report of a standard: what there must be, what there is, what is missing and where."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook

from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.reading import Asked as Wanted
from yiwang.insight.measures.reading import sums
from yiwang.insight.measures.subjects import AREA
from yiwang.portals.casework.areas_found import LONGEST, area_meant
from yiwang.portals.casework.staff import page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.lists.reading import register_of_effect, written_down
from yiwang.structure.organizations.points import nearest_of, reached_from
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.queries import current_version
from yiwang.structure.registers.standards import Asked, Measured, gap_report
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import middles_of, path_of
from yiwang.work.workflows.wording import in_words

SHOWN = 50  # subjects of one entry on the page; the table has all
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Site:
    """A unit beyond reach: how far the nearest one is, how many units without one a point in its
    middle would reach, and how many matters came from there in a year."""

    metres: int | None
    gains: int
    matters: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as the page shows it: those that lack something, then those nobody has read."""

    asked: Asked
    lines: list[Measured]
    sites: dict[int, Site] = field(default_factory=dict)  # of those beyond reach on foot

    @property
    def rows(self) -> list[tuple[Measured, Site | None]]:
        return [(each, self.sites.get(each.subject.id)) for each in self.lines]

    @property
    def further(self) -> int:
        return len(self.asked.short) + len(self.asked.unknown) - len(self.lines)


@staff_page
@require_http_methods(["GET", "POST"])
def gaps(request: HttpRequest, key: str) -> HttpResponse:
    """Look at the gaps, of one area where it is chosen; write down what was counted."""
    register, on = register_of_effect(key, "standard"), timezone.localdate()
    area, faults = _area(request)
    if request.method == "POST":
        wrong = written_down(request, register)
        if wrong is None:
            return redirect(request.get_full_path())
        faults |= wrong
    asked = gap_report(register, on, area.pk if area else None)
    context = {
        "register": register,
        "version": current_version(key, on),
        "shown": [_shown(each, on) for each in asked],
        "area": area,
        "path": path_of(area.pk) if area else [],
        "typed": {name: text_of(request.POST, name, 300) for name in _TYPED},
        "faults": faults,
        "errors": [(f"f-{name}" if name else "", str(said)) for name, said in faults.items()],
        "today": on,
        "now": timezone.now(),
    }
    return page(request, "lists/gaps.html", context, status=422 if faults else 200)


def _shown(asked: Asked, on: date) -> Shown:
    """Those beyond reach on foot by how many a new point there would serve."""
    if asked.ring is None:
        return Shown(asked, [*asked.short, *asked.unknown][:SHOWN])
    places = middles_of([each.subject.id for each in asked.short])
    gains = reached_from(asked.ring, places)
    order = sorted(
        asked.short, key=lambda each: (-gains.get(each.subject.id, 0), each.subject.code)
    )
    lines = order[:SHOWN]
    shown = {
        each.subject.id: places[each.subject.id] for each in lines if each.subject.id in places
    }
    metres = nearest_of(asked.ring, shown, on)
    year = Days(on - timedelta(days=364), on)
    matters = Wanted(("reported",), AREA, tuple(shown), year)
    numbers = {area: told[0] for area, _group, told in sums(matters)}
    sites = {
        area: Site(metres.get(area), gains.get(area, 0), numbers.get(area, 0)) for area in shown
    }
    return Shown(asked, lines, sites)


_TYPED = ("entry", "area", "body", "value", "on", "source")


@staff_page
@require_safe
def gaps_table(request: HttpRequest, key: str) -> HttpResponse:
    """The same as a workbook: one row for each entry and subject, met ones too."""
    register = register_of_effect(key, "standard")
    area, faults = _area(request)
    if faults:
        raise NotFound(_("There is no such area. Choose one from the list."))
    asked = gap_report(register, timezone.localdate(), area.pk if area else None)
    header = {"Content-Disposition": f'attachment; filename="{key}-gaps.xlsx"'}
    return HttpResponse(_workbook(register, asked), XLSX, headers=header)


def _workbook(register: Register, asked: list[Asked]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(register.key[:31])
    heads = [_("Entry"), _("Code"), _("Of"), _("Required"), _("There is"), _("Missing")]
    heads += [_("Counted on"), _("By whom, or where it stands")]
    sheet.append(heads)
    for one in asked:
        title = in_words(one.entry.title, one.entry.title_en)
        for each in one.measured:
            sheet.append([_plain(title), *_cells(each)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(each: Measured) -> list[object]:
    read = each.reading
    return [
        _plain(each.subject.code),
        _plain(in_words(each.subject.name, each.subject.name_en)),
        float(each.required),
        float(each.actual) if each.actual is not None else _("not known"),
        float(each.missing) if each.actual is not None else "",
        read.on.isoformat() if read else "",
        _plain(read.source) if read else "",
    ]


def _plain(text: str) -> str:
    """Text that a spreadsheet does not calculate."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _area(request: HttpRequest) -> tuple[Area | None, dict[str, Sentence]]:
    said = text_of(request.GET, "area", LONGEST)
    try:
        return (area_meant(said, primary=True) if said else None), {}
    except NotFound as refusal:
        return None, {"within": refusal.sentence}
