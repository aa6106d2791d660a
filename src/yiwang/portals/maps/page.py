"""The map of a net, beside it the same as a tree of lists; another net over it, or next to it."""

import math
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import page, staff_page
from yiwang.portals.maps.card import card_of
from yiwang.portals.maps.shown import Shown, in_frame, map_atlas, map_of, on_map
from yiwang.structure.territory.browsing import Below, areas_below
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.policies import net_to_look_at, visible_nets
from yiwang.structure.territory.queries import area_by_code, path_of, primary_net

WAYS = ("over", "beside")
NEAR = 0.004  # degrees around a place that is looked at: some 400 m


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader looks at: a net, an area of it, another net, and how both are laid."""

    net: Net
    here: Area | None
    other: Net | None
    way: str
    after: str
    at: tuple[float, float] | None

    @classmethod
    def of(cls, query: QueryDict) -> "Chosen":
        key, code = query.get("net", "")[:40], query.get("in", "")[:40]
        net = net_to_look_at(key, is_staff=True) if key else primary_net()
        other, way = query.get("with", "")[:40], query.get("way", "")
        return cls(
            net=net,
            here=area_by_code(code, net.key) if code else None,
            other=net_to_look_at(other, is_staff=True) if other not in ("", net.key) else None,
            way=way if way in WAYS else WAYS[0],
            after=query.get("after", "")[:40],
            at=_place(query.get("at", "")),
        )

    @property
    def kept(self) -> str:
        """The other net and how it is laid, as they go along from link to link."""
        query = QueryDict(mutable=True)
        if self.other is not None:
            query.update({"with": self.other.key, "way": self.way})
        return query.urlencode()


@staff_page
@require_safe
def net_map(request: HttpRequest) -> HttpResponse:
    """The page works without a script: then the lists are all there is."""
    chosen = Chosen.of(request.GET)
    here = chosen.here
    context = {
        "chosen": chosen,
        "net": chosen.net,
        "nets": visible_nets(is_staff=True),
        "path": path_of(here.pk) if here else [],
        "card": card_of(here) if here else None,
        "below": _below(chosen),
        **in_frame(_shown(chosen)),
    }
    return page(request, "maps/map.html", context)


def _below(chosen: Chosen) -> Below:
    return areas_below(chosen.net.pk, chosen.here.pk if chosen.here else None, chosen.after)


def _shown(chosen: Chosen) -> Shown:
    nets = [chosen.net] if chosen.other is None else [chosen.net, chosen.other]
    here = map_atlas(chosen.net).degrees_of(chosen.here.pk) if chosen.here else None
    told: dict[str, Any] = {"chosen": chosen.here.pk if chosen.here else None}
    if chosen.at is not None:
        lng, lat = on_map(*chosen.at)
        here = (lng - NEAR, lat - NEAR, lng + NEAR, lat + NEAR)
        told["pin"] = [lng, lat]
    return map_of(nets, here) | told | {"beside": chosen.way == "beside" and len(nets) > 1}


def _place(text: str) -> tuple[float, float] | None:
    """ "130.05,46.02" as a place in WGS-84; None where it is none."""
    try:
        lng, lat = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_there = math.isfinite(lng) and math.isfinite(lat) and abs(lng) <= 180 and abs(lat) <= 85
    return (lng, lat) if is_there else None
