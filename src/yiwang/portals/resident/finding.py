"""Find one's grid: by a name, by a place on the map, or by where one is. Nothing of it is kept."""

import math
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiwang.portals.casework.areas_found import areas_like
from yiwang.portals.casework.typed import text_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.points import Point, nearest, points_on
from yiwang.structure.territory.locate import NOWHERE, locate
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import (
    are_drawn_below,
    children_of,
    path_of,
    primary_net,
)

MOST_NEAR, MOST_NAMED = 5, 12


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """What is meant by a name; sent with a point: the grid it lies in, and what is nearest."""
    sought, on = text_of(request.GET, "q", 60), timezone.localdate()
    point = _point(request) if request.method == "POST" else None
    tops = children_of(None)
    top = tops[0] if len(tops) == 1 else None
    context = {
        "sought": sought,
        "areas": areas_like(sought, primary=True),
        "named": _named(sought, on) if sought else [],
        "point": point,
        "path": _path(point),
        "near": nearest(point, on, MOST_NEAR) if point else [],
        "has_map": are_drawn_below(top.pk if top else None),
        "top": top,
    }
    return render(request, "resident/find.html", context)


def _named(sought: str, on: date) -> QuerySet[Organization]:
    """The places of service that are called so, or that lie where it says."""
    is_meant = Q(name__icontains=sought) | Q(name_en__icontains=sought)
    return points_on(on).filter(is_meant | Q(whereabouts__icontains=sought))[:MOST_NAMED]


def _point(request: HttpRequest) -> Point | None:
    try:
        lng, lat = float(request.POST.get("lng", "")), float(request.POST.get("lat", ""))
    except ValueError:
        return None
    is_there = math.isfinite(lng) and math.isfinite(lat) and abs(lng) <= 180 and abs(lat) <= 90
    return (lng, lat) if is_there else None


def _path(point: Point | None) -> list[Area]:
    if point is None:
        return []
    area_id = locate(*point).get(primary_net().key, NOWHERE).area_id
    return path_of(area_id) if area_id else []
