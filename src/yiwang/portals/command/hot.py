"""Hot spots as hexagons: for the map as GeoJSON in its datum, and as a table."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.insight.boards.queries import types_of
from yiwang.insight.measures.spots import Spot, size_kept, size_of, spots
from yiwang.portals.casework.staff import account_of, staff_page
from yiwang.portals.command.chosen import Chosen, chosen_of
from yiwang.portals.maps.shown import map_atlas, map_datum
from yiwang.structure.territory.datums import arrays_from_wgs84
from yiwang.structure.territory.locate import locate
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import ids_above, paths_below

TABLE = 4


@staff_page
@require_safe
def hot_spots(request: HttpRequest) -> HttpResponse:
    """Hexagons with at least five cases of the days looked at; confidential ones are in none."""
    chosen = chosen_of(request.GET, account_of(request), timezone.now())
    found = spots(
        chosen.area.pk,
        chosen.days,
        resolution=resolution_of(chosen),
        types=types_of(chosen.board),
    )
    lying = {each: _area_of(each, chosen.area) for each in found[:TABLE]}
    paths = paths_below(chosen.area, set(lying.values()))
    rows = [(each, paths[area_id]) for each, area_id in lying.items()]
    table = render_to_string(
        "command/spots.html", {"rows": rows, "all": len(found), "chosen": chosen}, request
    )
    return JsonResponse({"shapes": shapes_of(found), "table": table})


def resolution_of(chosen: Chosen) -> int:
    """The smaller the area, the smaller the hexagons; never smaller than some 200 m to a side."""
    kept = size_kept(chosen.area.pk)
    return kept or size_of(map_atlas(chosen.area.net).degrees_of(chosen.area.pk))


def _area_of(spot: Spot, whole: Area) -> int:
    """The area below the whole that the middle of the hexagon lies in, or is nearest to; the whole
    itself where that is beyond its border."""
    found = locate(*spot.middle, snap_m=spot.edge_m)[whole.net.key].area_id
    return found if found and whole.pk in ids_above(found) else whole.pk


def shapes_of(found: Sequence[Spot]) -> dict[str, Any]:
    """GeoJSON in the datum of the map."""
    most = max((each.cases for each in found), default=1)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"cases": each.cases, "share": round(each.cases / most, 2)},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for each, ring in zip(found, _rings(found), strict=True)
        ],
    }


def _rings(found: Sequence[Spot]) -> Iterator[list[list[float]]]:
    """The closed boundary of each; a few have more corners than six."""
    closed = [(*corners, corners[0]) for corners in (each.corners for each in found)]
    points = np.array([corner for ring in closed for corner in ring]).reshape(-1, 2)
    shown = np.column_stack(arrays_from_wgs84(points[:, 0], points[:, 1], map_datum()))
    rest = iter(shown.round(6).tolist())
    return (list(islice(rest, len(ring))) for ring in closed)
