"""The published tables: read on a page, downloaded as CSV and JSON, each with its dictionary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Sentence
from yiwang.insight.disclosure.framing import REST
from yiwang.insight.disclosure.models import Release
from yiwang.insight.disclosure.queries import Published, published, release_of_version, releases
from yiwang.insight.disclosure.tables import LEAST, Node
from yiwang.portals.casework import spreadsheets

LICENCE = "CC BY 4.0"
ON_A_PAGE = 24
COLUMNS: dict[str, Sentence] = {
    "area": gettext_lazy("Code of the area; ending in “-”: in that area, in none of its parts"),
    "area_name": gettext_lazy("Name of the area"),
    "level": gettext_lazy("Level of the area in the net"),
    "kind": gettext_lazy("Key of the kind of case; “all”: every kind, “unsorted”: not sorted yet"),
    "kind_name": gettext_lazy("Name of the kind of case"),
    "fate": gettext_lazy(
        "reported: all of them; solved, otherwise (ended in another way), open: where they stood "
        "when the table was made"
    ),
    "number": gettext_lazy("How many cases; empty: withheld, see below"),
}
RULES: Sequence[Sentence] = (
    gettext_lazy("Cases count in the month in which they were reported."),
    gettext_lazy("Numbers below %(least)s are withheld, and others by which they could be told."),
    gettext_lazy("Left out: what was split off from a case, and all confidential kinds."),
    gettext_lazy("A published table never changes. A correction is a new version and says why."),
    gettext_lazy("A quarter is what its three months add up to as they were published."),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One area in a table: its numbers in the order of the columns."""

    area: Node
    depth: int
    numbers: list[tuple[Node, int | None]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it is read: the areas of which it says anything, and those withheld altogether."""

    lines: list[Line]
    silent: list[Node]


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every table there is, the latest first, and what its columns mean."""
    page = Paginator(releases(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "columns": COLUMNS.items(), "rules": _rules(), "licence": LICENCE}
    return render(request, "figures/listed.html", {**context, "now": timezone.now()})


@require_safe
def table(request: HttpRequest, version: str) -> HttpResponse:
    """One table by area and kind, and by area and fate."""
    found = _published(version)
    frame = found.frame
    context = {
        "release": found.release,
        "kinds": frame.kinds,
        "fates": frame.fates,
        "by_kind": _shown(found, frame.kinds, by="kind"),
        "by_fate": _shown(found, frame.fates, by="fate"),
        "withheld": sum(number is None for number in found.numbers),
        "rules": _rules(),
        "licence": LICENCE,
        "now": timezone.now(),
    }
    return render(request, "figures/table.html", context)


@require_safe
def as_csv(request: HttpRequest, version: str) -> HttpResponse:
    """Every cell, with the mark by which Excel knows UTF-8."""
    found = _published(version)
    rows = ({**row, "number": _text(row["number"])} for row in _rows(found))
    content = spreadsheets.written(rows, list(COLUMNS))
    header = {"Content-Disposition": f'attachment; filename="yiwang-{version}.csv"'}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=header)


@require_safe
def as_json(request: HttpRequest, version: str) -> HttpResponse:
    """Every cell with the axes, the dictionary, the licence and the period."""
    found = _published(version)
    frame = found.frame
    document = {
        **_head(found.release),
        "licence": LICENCE,
        "source": _("Counted by this system from every case"),
        "rules": [str(each) for each in _rules()],
        "columns": {name: str(says) for name, says in COLUMNS.items()},
        "areas": [_node(each) for each in frame.areas],
        "kinds": [_node(each) for each in frame.kinds],
        "fates": [_node(each) for each in frame.fates],
        "rows": list(_rows(found)),
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every version there is, for programs."""
    tables = [
        _head(each)
        | {"json": reverse("open_data_json", args=[each.version])}
        | {"csv": reverse("open_data_csv", args=[each.version])}
        for each in releases()
    ]
    document = {"licence": LICENCE, "tables": tables}
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def _published(version: str) -> Published:
    release = release_of_version(version)
    if release is None:
        raise Http404
    return published(release)


def _head(release: Release) -> dict[str, Any]:
    return {
        "version": release.version,
        "span": release.span,
        "first": release.first.isoformat(),
        "last": release.last.isoformat(),
        "edition": release.edition,
        "corrected_because": release.why,
        "released_at": timezone.localtime(release.released_at).isoformat(timespec="seconds"),
    }


def _rules() -> list[Sentence]:
    return [str(each) % {"least": LEAST} if "%(" in str(each) else each for each in RULES]


def _rows(found: Published) -> Iterator[dict[str, Any]]:
    for cell in found.cells():
        yield {
            "area": cell.area.key,
            "area_name": cell.area.name,
            "level": "" if cell.area.level == REST else cell.area.level,
            "kind": cell.kind.key,
            "kind_name": cell.kind.name,
            "fate": cell.fate.key,
            "number": cell.number,
        }


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _node(node: Node) -> dict[str, str]:
    return {"key": node.key, "name": node.name, "name_en": node.name_en, "above": node.above}


def _shown(found: Published, columns: Sequence[Node], *, by: str) -> Shown:
    lines = list(_lines(found, columns, by=by))
    says = [line.depth == 0 or any(n is not None for _column, n in line.numbers) for line in lines]
    return Shown(
        [line for line, is_shown in zip(lines, says, strict=True) if is_shown],
        [line.area for line, is_shown in zip(lines, says, strict=True) if not is_shown],
    )


def _lines(found: Published, columns: Sequence[Node], *, by: str) -> Iterator[Line]:
    """Areas in the order of the tree, what is in none of the parts after the parts."""
    frame = found.frame
    other = "fate" if by == "kind" else "kind"
    whole = {"kind": frame.kinds[0], "fate": frame.fates[0]}[other]
    numbers = {
        (cell.area.key, getattr(cell, by).key): cell.number
        for cell in found.cells()
        if getattr(cell, other) is whole
    }
    below: dict[str, list[Node]] = {}
    for area in frame.areas:
        below.setdefault(area.above, []).append(area)
    waiting = [(frame.areas[0], 0)]
    while waiting:
        area, depth = waiting.pop()
        yield Line(area, depth, [(each, numbers[area.key, each.key]) for each in columns])
        waiting += [(each, depth + 1) for each in reversed(below.get(area.key, []))]
