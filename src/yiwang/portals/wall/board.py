"""The wall by list, area, field of service and words; and the projects of a year."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.typed import text_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code, children_of, path_of, paths_of
from yiwang.work.exchange.models import Tag
from yiwang.work.exchange.queries.cards import Filter, Shown, cards, kinds, series, shown, tags
from yiwang.work.exchange.queries.funds import granted_each
from yiwang.work.exchange.queries.wall import (
    coming,
    fulfilled_lately,
    project_years,
    projects_in,
    takers_of,
)

ON_A_PAGE = 20


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """What is open, the latest first, and what was fulfilled lately."""
    now, area = timezone.now(), area_of(request)
    on, wanted = timezone.localdate(now), _wanted(request, area)
    page = Paginator(cards(None, wanted, on), ON_A_PAGE).get_page(request.GET.get("page"))
    lately, fields = fulfilled_lately(wanted, on), tags()
    by = takers_of([each.pk for each in lately])
    context = {
        **where(area),
        "wanted": wanted,
        "kinds": [each for each in kinds() if each.is_public],
        "tags": fields,
        "page": page,
        "lines": lines_of([*page], fields, now),
        "lately": [(each, by.get(each.pk)) for each in lately],
        "series": series(None, on),
        "years": project_years(on),
        "asked": _asked(wanted, area),
        "keep": _asked(wanted, None),
        "now": now,
    }
    return render(request, "wall/wall.html", context)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects of one year: who took each on, what it costs, what came of it."""
    now, area = timezone.now(), area_of(request)
    on = timezone.localdate(now)
    years = project_years(on)
    said = text_of(request.GET, "year", 4)
    year = int(said) if said.isascii() and said.isdecimal() else (years or [on.year])[0]
    found = shown(projects_in(year, area.pk if area else None, on))
    ids = [each.card.pk for each in found]
    takers, paid = takers_of(ids), granted_each(ids)
    places = paths_of({each.card.area_id for each in found})
    context = {
        **where(area),
        "year": year,
        "keep": f"year={year}",
        "years": years,
        "lines": [
            (each, takers.get(each.card.pk), paid.get(each.card.pk), places[each.card.area_id])
            for each in found
        ],
        "now": now,
    }
    return render(request, "wall/projects.html", context)


def lines_of(found: Collection[Any], fields: Collection[Tag], now: Any) -> list[dict[str, Any]]:
    """Cards as a list shows them: where, how much is free, who took them on, the next time."""
    ids = [each.pk for each in found]
    takers, times, named = takers_of(ids), coming(ids, now), {each.key: each for each in fields}
    places = paths_of({each.area_id for each in found})
    return [
        _line(each, takers, times, named) | {"place": places[each.card.area_id]}
        for each in shown(found)
    ]


def _line(each: Shown, takers: Any, times: Any, named: dict[str, Tag]) -> dict[str, Any]:
    slots = times.get(each.card.pk, [])
    return {
        "card": each.card,
        "shown": each,
        "by": takers.get(each.card.pk),
        "next": slots[0] if slots else None,
        "free": sum(one.free for one in slots) if slots else each.free,
        "tags": [named[key] for key in each.card.tags if key in named],
    }


def area_of(request: HttpRequest) -> Area | None:
    """The area of the address, of the primary net where no other is named."""
    code, net = text_of(request.GET, "area", 40), text_of(request.GET, "net", 40)
    try:
        return area_by_code(code, net or None) if code else None
    except NotFound as refusal:
        raise Http404 from refusal


def where(area: Area | None) -> dict[str, Any]:
    """The area with those above and below it, for the way through the tree."""
    return {
        "area": area,
        "path": path_of(area.pk) if area else [],
        "below": children_of(area.pk if area else None),
    }


def _wanted(request: HttpRequest, area: Area | None) -> Filter:
    return Filter(
        area_id=area.pk if area else None,
        kind=text_of(request.GET, "kind", 40),
        tag=text_of(request.GET, "tag", 40),
        words=text_of(request.GET, "q", 60),
        series=text_of(request.GET, "series", 60),
    )


def _asked(wanted: Filter, area: Area | None) -> str:
    asked = {"area": area.code if area else "", "net": area.net.key if area else ""}
    asked |= {"kind": wanted.kind, "tag": wanted.tag, "q": wanted.words, "series": wanted.series}
    return urlencode({name: value for name, value in asked.items() if value})
