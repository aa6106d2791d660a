"""Required against actual: teams, areas below, levels and types of post; shown, or as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.configuration.kept import kept
from yiwang.portals.casework.spreadsheets import workbook, written
from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.templatetags.yiwang import named
from yiwang.structure.posts.actions.export_staffing import export_staffing
from yiwang.structure.posts.models import PostType
from yiwang.structure.posts.queries import post_types
from yiwang.structure.posts.queries.classes import ClassCount, counted_by_class
from yiwang.structure.posts.queries.staffing import Staffing, TeamStaffing, staffing_of, teams_of
from yiwang.structure.posts.queries.staying import beside_of, staying_of
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.queries import (
    area_by_code,
    children_of,
    net_named,
    path_of,
    primary_net,
    tops_of,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What is reported on: an area of a net, or the whole net, and its parts."""

    net: Net
    area: Area | None
    parts: list[Area]

    @property
    def within(self) -> list[int]:
        return [self.area.pk] if self.area else [each.pk for each in self.parts]


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of the report; `what` is an area, a type of post, or nothing."""

    what: Area | PostType | None
    level: str
    seats: int
    filled: int
    extra: int
    missing: int

    @property
    def percent(self) -> int:
        return round(100 * self.filled / self.seats) if self.seats else 100


@staff_page
@require_safe
def staffing(request: HttpRequest) -> HttpResponse:
    """Where people are missing, the most missing first."""
    now = timezone.now()
    on, place = timezone.localdate(now), _place(request)
    rows, teams, classes = _counted(tuple(place.within), tuple(each.pk for each in place.parts), on)
    levels = _levels(place.net)
    types = {each.pk: each for each in post_types()}
    context = {
        "net": place.net,
        "area": place.area,
        "path": path_of(place.area.pk) if place.area else [],
        "teams": teams,
        "classes": classes,
        "total": _sum(None, "", rows),
        "by_area": _by_area(rows, place),
        "by_type": [
            _sum(types[type_id], levels.get(level, level), found)
            for (level, type_id), found in sorted(
                _grouped(rows).items(), key=lambda each: _order(each[0], levels)
            )
        ],
        "staying": [(types[each.type_id], each) for each in staying_of(place.within, on)],
        "beside": [
            (types[each.type_id], types[each.own_type_id], each)
            for each in beside_of(place.within, on)
        ],
        "now": now,
    }
    return page(request, "desk/staffing.html", context)


@kept
def _counted(
    within: tuple[int, ...], parts: tuple[int, ...], on: date
) -> tuple[list[Staffing], list[TeamStaffing], list[ClassCount]]:
    """What the page counts, kept until a post or an appointment changes: a city takes a second."""
    areas = list(within)
    return staffing_of(areas, list(parts), on), teams_of(areas, on), counted_by_class(areas, on)


@staff_page
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Every line of the report for a spreadsheet: recorded."""
    now, place = timezone.now(), _place(request)
    parts = [each.pk for each in place.parts]
    found = export_staffing(place.within, parts, actor=actor_of(request), now=now)
    lines = list(_lines(found, place))
    columns = list(lines[0]) if lines else [_("Area")]
    is_csv = request.POST.get("as") == "csv"
    kind = "text/csv; charset=utf-8" if is_csv else XLSX
    content = written(lines, columns) if is_csv else workbook(lines, columns, _("Staffing"))
    headers = {"Content-Disposition": f'attachment; filename="{_file(place, now, is_csv)}"'}
    return HttpResponse(content, kind, headers=headers)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(place: Place, now: datetime, is_csv: bool) -> str:
    code = place.area.code if place.area else place.net.key
    return f"staffing-{code}-{timezone.localtime(now):%Y%m%d}.{'csv' if is_csv else 'xlsx'}"


def _levels(net: Net) -> dict[str, str]:
    """Key -> name of each level, top first."""
    in_english = (get_language() or "").startswith("en")
    return {
        level["key"]: (in_english and level.get("name_en")) or level["name"] for level in net.levels
    }


def _place(request: HttpRequest) -> Place:
    query = request.POST if request.method == "POST" else request.GET
    key, code = text_of(query, "net", 40), text_of(query, "area", 40)
    net = net_named(key) if key else primary_net()
    if not code:
        return Place(net, None, tops_of(net.pk))
    area = area_by_code(code, net.key)
    return Place(net, area, children_of(area.pk))


def _by_area(rows: list[Staffing], place: Place) -> list[Sum]:
    found: dict[int | None, list[Staffing]] = {}
    for row in rows:
        found.setdefault(row.part_id, []).append(row)
    areas = {each.pk: each for each in place.parts}
    sums = [_sum(areas[part] if part else place.area, "", lines) for part, lines in found.items()]
    return sorted(sums, key=lambda each: -each.missing)


def _grouped(rows: list[Staffing]) -> dict[tuple[str, int], list[Staffing]]:
    found: dict[tuple[str, int], list[Staffing]] = {}
    for row in rows:
        found.setdefault((row.level, row.type_id), []).append(row)
    return found


def _order(key: tuple[str, int], levels: Iterable[str]) -> tuple[int, int]:
    known = list(levels)
    return (known.index(key[0]) if key[0] in known else len(known), key[1])


def _sum(what: Area | PostType | None, level: str, rows: list[Staffing]) -> Sum:
    seats, filled = sum(row.seats for row in rows), sum(row.filled for row in rows)
    extra = sum(row.people for row in rows) - filled
    return Sum(what, level, seats, filled, extra, sum(row.missing for row in rows))


def _lines(rows: list[Staffing], place: Place) -> Iterable[dict[str, str]]:
    areas = {each.pk: each for each in place.parts}
    types = {each.pk: each for each in post_types()}
    levels = _levels(place.net)
    for row in rows:
        part = areas[row.part_id] if row.part_id else place.area
        yield {
            _("Area code"): part.code if part else "",
            _("Area"): part.label if part else "",
            _("Level"): levels.get(row.level, row.level),
            _("Post"): named(types[row.type_id]),
            _("Number of posts"): str(row.posts),
            _("Seats required"): str(row.seats),
            _("Seats filled"): str(row.filled),
            _("Beyond the seats"): str(row.people - row.filled),
            _("Seats missing"): str(row.missing),
        }
