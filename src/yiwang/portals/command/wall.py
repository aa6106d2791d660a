"""The board on the wall: one page that shows everything, and the small answers by which it stays as
it is now. The page works without a script: then its links lead from area to area, and it is read
anew by hand."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yiwang.foundation.configuration.kept import steady
from yiwang.insight.boards.queries import boards
from yiwang.insight.boards.reading import groups_of
from yiwang.insight.measures.indicators import Indicator, indicators
from yiwang.portals.casework.staff import account_of, framed, page, staff_page
from yiwang.portals.command.chosen import PERIODS, Chosen, chosen_of
from yiwang.portals.command.panels import PANELS, panels_of
from yiwang.portals.command.state import answered, state_of_record
from yiwang.portals.command.territory import on_map, territory_of
from yiwang.portals.command.watched import keep_signed_in
from yiwang.structure.posts.powers import VIEW_CASES
from yiwang.structure.posts.queries import has_power

Context = dict[str, Any]
SIDES = ("left", "right", "bottom")


@staff_page
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    with steady():
        state = state_of_record(timezone.now())
        context, shown = _read(request)
        keep_signed_in(request)
    chosen: Chosen = context["chosen"]
    sides = {side: panels_of(chosen.board.panels, side) for side in SIDES}
    whole = context | sides | {"sections": _sections(request, context), "shown": shown}
    return page(request, "command/wall.html", whole | {"state": state})


@staff_page
@require_safe
def now_there(request: HttpRequest) -> HttpResponse:
    """The same as data: each part of the page, and the map."""
    state = state_of_record(timezone.now())
    with steady():
        context, shown = _read(request)
        context |= framed(request)
        sections = _sections(request, context)
    chosen: Chosen = context["chosen"]
    return JsonResponse(
        {
            "state": state,
            "address": chosen.address(),
            "title": f"{chosen.area.label} · {chosen.board.label}",
            "sections": sections,
            "map": shown,
        }
    )


@staff_page
@require_safe
def pulse(request: HttpRequest) -> HttpResponse:
    """Whether anything has happened since: asked every second, answered by one indexed row."""
    keep_signed_in(request)
    return answered(request, state_of_record(timezone.now()))


def _read(request: HttpRequest) -> tuple[Context, Context]:
    now, account_id = timezone.now(), account_of(request)
    chosen = chosen_of(request.GET, account_id, now)
    territory = territory_of(chosen)
    english = (get_language() or "").startswith("en")
    context: Context = {
        "chosen": chosen,
        "board": chosen.board,
        "boards": boards(),
        "periods": PERIODS.items(),
        "groups": groups_of(chosen.board, chosen.area.pk, chosen.days, english=english),
        "territory": territory,
        "colours": colours_of(chosen),
        "colour": indicators()[chosen.colour],
        "may_open": has_power(account_id, VIEW_CASES, chosen.today),
        "now": now,
    }
    return context, on_map(chosen, territory)


def _sections(request: HttpRequest, context: Context) -> dict[str, str]:
    """The parts of the page that change by themselves, as they are written now."""
    chosen: Chosen = context["chosen"]
    parts: dict[str, str] = {
        name: render_to_string(f"command/{name}.html", context, request)
        for name in ("head", "figures", "territory")
    }
    for name in chosen.board.panels:
        if panel := PANELS.get(name):
            read = {**context, **panel.read(chosen), "panel": panel}
            parts[name] = render_to_string(panel.template, read, request)
    return parts


def colours_of(chosen: Chosen) -> list[Indicator]:
    """The indicators that the map of the board may be coloured by."""
    known = indicators()
    return [known[key] for key in chosen.board.colours if key in known]
