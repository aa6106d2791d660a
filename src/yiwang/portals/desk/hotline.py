"""What the hotline passed on, brought in from a table: every bad row named, nothing half done."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, Refusal
from yiwang.foundation.sheets.faults import FaultyTable, UnreadableTable
from yiwang.foundation.sheets.reading import read_table
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.structure.posts.powers import TAKE_IN_CASES
from yiwang.structure.posts.queries import has_power
from yiwang.structure.territory.queries import area_codes_by_name
from yiwang.work.cases.actions.import_hotline import CHANNEL, Imported, import_hotline
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.queries import offered_types
from yiwang.work.cases.reports import Report

LARGEST = 2_000_000  # bytes
MOST_ROWS = 2_000
COLUMNS = {  # what the first row may call them
    "number": ("number", "工单编号", "编号"),
    "text": ("text", "内容", "诉求内容"),
    "type": ("type", "类型", "事项类型"),
    "area": ("area", "区域", "所属区域"),
    "place": ("place", "地点", "地址"),
    "contact": ("contact", "联系方式", "联系电话"),
}
NEEDED = ("number", "text", "area")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used: what stands in it, and what to do about it."""

    line: str
    given: str
    said: str


@dataclass
class Brought:
    """A table as it came: what was taken in, or why nothing was."""

    imported: Imported | None = None
    faults: list["Fault"] = field(default_factory=list)
    error: str = ""


@staff_page
@require_http_methods(["GET", "POST"])
def hotline(request: HttpRequest) -> HttpResponse:
    """The form, and after it what became of the table."""
    if not has_power(account_of(request), TAKE_IN_CASES, timezone.localdate()):
        raise Forbidden(_("None of your posts takes in cases for somebody else."))
    brought = _brought(request) if request.method == "POST" else Brought()
    failed = brought.error or brought.faults
    context = {
        "brought": brought,
        "errors": [("table", brought.error)] if brought.error else [],
        "columns": [(names[1], name in NEEDED) for name, names in COLUMNS.items()],
        "offered": offered_types(Beginner(CHANNEL, timezone.now())),
        "now": timezone.now(),
    }
    return page(request, "desk/hotline.html", context, status=422 if failed else 200)


def _brought(request: HttpRequest) -> Brought:
    upload = request.FILES.get("table")
    content: bytes = upload.read(LARGEST + 1) if upload else b""
    if not content or len(content) > LARGEST:
        return Brought(error=_("Choose a table of two megabytes at most."))
    try:
        rows = dict(_rows(content, upload.name or "" if upload else ""))
        imported = import_hotline(_reports(rows), actor=actor_of(request), now=timezone.now())
    except UnreadableTable as unreadable:
        return Brought(error=str(unreadable))
    except Invalid as refusal:
        return Brought(
            faults=[
                Fault(line, _given(rows[int(line)]), str(said))
                for line, said in refusal.fields.items()
            ]
        )
    except Refusal as refusal:
        return Brought(error=str(refusal))
    return Brought(imported)


def _given(row: Row) -> str:
    """What the row says of itself, to find it again; nobody's contact."""
    return " · ".join(row[name] for name in ("number", "type", "area") if row.get(name))


def _rows(content: bytes, name: str) -> Iterator[tuple[int, Row]]:
    """The rows by their lines, under our names of the columns. Raises UnreadableTable, and
    FaultyTable where a cell only shows what it does not hold."""
    table = read_table(content, (name,))
    heads = list(table.heading)
    places = {
        name: heads.index(word)
        for name, words in COLUMNS.items()
        for word in words
        if word in heads
    }
    if missing := [COLUMNS[name][1] for name in NEEDED if name not in places]:
        said = _("The first row must name the columns; missing: %(names)s.")
        raise UnreadableTable(said % {"names": _(", ").join(missing)})
    if table.faults:
        raise FaultyTable(table.title, table.faults)
    if len(table.rows) > MOST_ROWS:
        raise UnreadableTable(_("A table may have 2,000 rows. Bring the others in another one."))
    for number, line in table.rows:
        row = {name: line[at] for name, at in places.items() if at < len(line)}
        if any(row.values()):
            yield number, row


def _reports(rows: dict[int, Row]) -> dict[int, Report]:
    """Types and areas by their names or keys; what is unknown stays, to be named as a fault."""
    tops = offered_types(Beginner(CHANNEL, timezone.now()))
    kinds = {kind.label: kind.key for top in tops for kind in (top.kind, *top.below)}
    areas = area_codes_by_name({row.get("area", "") for row in rows.values()})
    return {
        line: Report(
            text=row.get("text", ""),
            kind=kinds.get(row.get("type", ""), row.get("type", "")),
            area_code=areas.get(row.get("area", ""), row.get("area", "")),
            place_text=row.get("place", ""),
            contact=row.get("contact", ""),
            channel=CHANNEL,
            outside_number=row.get("number", ""),
        )
        for line, row in rows.items()
    }
