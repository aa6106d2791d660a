"""The page on which a draft is drawn: on the map, or by coordinates in forms; each stroke is saved
by itself. A drawing that begins at the net as it is becomes a draft by its first stroke."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from shapely import get_dimensions

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import page
from yiwang.portals.maps.drawn_areas import (
    carried_of,
    lines_of,
    neighbours_of,
    remarks_on,
    shapes_on_map,
)
from yiwang.portals.maps.shown import in_frame, map_atlas, map_of
from yiwang.portals.maps.stroke_forms import stroke_of
from yiwang.portals.maps.typed_shapes import as_typed
from yiwang.portals.nets.access import beyond_of, drawer, drawing_page, draws_beside
from yiwang.structure.territory.actions.redraw_version import OnDraft, OnNet, redraw_version
from yiwang.structure.territory.actions.step_in_drawing import Way, step_in_drawing
from yiwang.structure.territory.browsing import areas_below, levels_below
from yiwang.structure.territory.importing.ground import NAMES
from yiwang.structure.territory.models import Net, NetVersion
from yiwang.structure.territory.present import shape_of
from yiwang.structure.territory.queries import area_by_code, net_named, path_of, version_of
from yiwang.structure.territory.redrawing.beside import neighbours_outside
from yiwang.structure.territory.redrawing.sheet import (
    DrawnSheet,
    sheet_of_draft,
    sheet_of_net,
)
from yiwang.structure.territory.redrawing.steps import steps_around
from yiwang.structure.territory.redrawing.strokes import SNAP_M, in_words
from yiwang.structure.territory.states import PENDING

NO_DRAFT = _("There is no such draft any more. Look which drafts there are.")


@dataclass(frozen=True, slots=True)
class Board:
    """What is drawn on: a sheet, whose it is, and where its forms and shapes are."""

    sheet: DrawnSheet
    where: OnDraft | OnNet
    shapes: str
    draft: NetVersion | None = None
    query: str = ""  # where it begins at the net: which areas of it


@drawing_page
def begin(request: HttpRequest, net: str) -> HttpResponse:
    """Choose the area to draw below; then the areas as they are."""
    found, below, level = net_named(net), *_asked(request)
    if not below:
        return _chosen(request, found)
    return _answered(request, found, _board_of_net(found, below, level))


@drawing_page
def draw(request: HttpRequest, net: str, version_id: int) -> HttpResponse:
    """A draft, drawn in."""
    draft = _draft(net, version_id)
    return _answered(request, draft.net, _board_of_draft(draft))


@drawing_page
def begin_shapes(request: HttpRequest, net: str) -> HttpResponse:
    """The areas as they are, for the map."""
    found = net_named(net)
    return _shapes(request, sheet_of_net(found, *_asked(request)))


@drawing_page
def draw_shapes(request: HttpRequest, net: str, version_id: int) -> HttpResponse:
    """The areas of a draft, for the map."""
    return _shapes(request, sheet_of_draft(_draft(net, version_id)))


def _shapes(request: HttpRequest, sheet: DrawnSheet) -> JsonResponse:
    """The areas of a drawing, and those around it that the reader may move along."""
    around = draws_beside(request, sheet.net, neighbours_outside(sheet))
    return JsonResponse(shapes_on_map(sheet, around))


def _draft(net: str, version_id: int) -> NetVersion:
    found = version_of(net_named(net).pk, version_id)
    if found.state not in PENDING:
        raise NotFound(NO_DRAFT)
    return found


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Below which area, and areas of which level, if there are several."""
    return request.GET.get("below", "")[:40], request.GET.get("level", "")[:30]


def _board_of_net(net: Net, below: str, level: str) -> Board:
    sheet = sheet_of_net(net, area_by_code(below, net.key).code, level)
    query = urlencode({"below": sheet.below} | ({"level": level} if level else {}))
    shapes = f"{reverse('draw_begin_shapes', args=[net.key])}?{query}"
    where = OnNet(net.key, sheet.below, net.revision, level)
    return Board(sheet, where, shapes, query=query)


def _board_of_draft(draft: NetVersion) -> Board:
    where = OnDraft(draft.pk, draft.source.get("sha256", ""))
    shapes = reverse("draw_shapes", args=[draft.net.key, draft.pk])
    return Board(sheet_of_draft(draft), where, shapes, draft)


def _chosen(request: HttpRequest, net: Net) -> HttpResponse:
    code = request.GET.get("in", "")[:40]
    here = area_by_code(code, net.key) if code else None
    context = {
        "net": net,
        "here": here,
        "levels": levels_below(net, here) if here else [],
        "path": path_of(here.pk) if here else [],
        "below": areas_below(net.pk, here.pk if here else None, request.GET.get("after", "")[:40]),
    }
    return page(request, "maps/draw_where.html", context)


def _answered(request: HttpRequest, net: Net, board: Board) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, net, board, Outcome())
    sheet = board.sheet
    actor = drawer(request, net, sheet.below, (*sheet.beside, *sheet.carried))
    try:
        return _saved(request, board, actor)
    except Invalid as refusal:
        faults = {name: str(said) for name, said in refusal.fields.items()}
        kind = request.POST.get("do", "")
        errors = [(f"{kind}-{name}", said) for name, said in faults.items()]
        return _shown(request, net, board, Outcome(faults, errors))
    except Refusal as refusal:
        return _shown(request, net, board, Outcome(errors=[("", str(refusal))]))


def _saved(request: HttpRequest, board: Board, actor: Actor) -> HttpResponse:
    seen, where = request.POST.get("seen", ""), board.where
    do, beyond = request.POST.get("do", ""), beyond_of(request, board.sheet.net)
    if isinstance(where, OnDraft) and do in list(Way):
        there = OnDraft(where.draft_id, seen)
        step_in_drawing(there, Way(do), actor=actor, now=timezone.now(), beyond=beyond)
        return redirect(f"{request.path}?stepped={do}")
    stroke = stroke_of(request.POST)
    if isinstance(where, OnDraft):
        where = OnDraft(where.draft_id, seen)
    else:
        where = replace(where, seen=int(seen) if seen.isdecimal() else -1)
    draft = redraw_version(where, stroke, actor=actor, now=timezone.now(), beyond=beyond)
    address = reverse("draw_version", args=[draft.net.key, draft.pk])
    return redirect(f"{address}?saved=1")


def _steps(draft: NetVersion | None) -> dict[str, Any]:
    """What can be taken back and done again, in words."""
    if draft is None:
        return {}
    steps = steps_around(draft.pk)
    words = {
        "last_stroke": in_words(steps.last.stroke) if steps.last else "",
        "next_stroke": in_words(steps.next.stroke) if steps.next else "",
    }
    return {"steps": steps, **words}


def _shown(request: HttpRequest, net: Net, board: Board, outcome: Outcome) -> HttpResponse:
    sheet = board.sheet
    code = request.POST.get("area", "") or request.GET.get("area", "")
    row = sheet.rows.get(code[:40])
    shape = shape_of(row) if row else None
    above = area_by_code(sheet.below, net.key) if sheet.below else None
    context = {
        "net": net,
        "draft": board.draft,
        "above": above,
        "lines": lines_of(sheet),
        "carried": carried_of(sheet),
        "chosen": row,
        "typed": as_typed(shape),
        "is_surface": shape is not None and get_dimensions(shape) == 2,
        "neighbours": neighbours_of(sheet, row.code) if row else [],
        "remarks": remarks_on(sheet),
        "shapes": board.shapes,
        "query": board.query,
        "seen": board.where.seen,
        "sent": request.POST,
        "do": request.POST.get("do", ""),
        "snap": request.POST.get("snap") or f"{SNAP_M:.0f}",
        "datums": [(datum.value, name) for datum, name in NAMES.items()],
        "at_fields": outcome.faults,
        "errors": outcome.errors,
        "is_saved": "saved" in request.GET,
        "is_stepped": request.GET.get("stepped", ""),
        **_steps(board.draft),
        **in_frame(map_of([net], map_atlas(net).degrees_of(above.pk) if above else None)),
    }
    return page(request, "maps/draw.html", context, status=outcome.status)
