"""The map of a net, beside it the same as a tree of lists; another net over it, or next to it; now
or as they were on a day."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import page, staff_page
from yiwang.portals.maps.card import card_of
from yiwang.portals.maps.shown import Shown, in_frame, map_atlas, map_of, on_map
from yiwang.portals.maps.then import Then
from yiwang.structure.territory.browsing import AT_ONCE, Below, areas_below
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.past import AreaThen, Past, below_then, path_then
from yiwang.structure.territory.policies import net_to_look_at, visible_nets
from yiwang.structure.territory.queries import area_by_code, named_by_code, path_of, primary_net

WAYS = ("over", "beside")
NEAR = 0.004  # degrees around a place that is looked at: some 400 m


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader looks at: a net, an area of it, another net, and how both are laid."""

    net: Net
    path: Sequence[Area | AreaThen]  # the area that is looked at, and those above it, top first
    other: Net | None
    way: str
    after: str
    at: tuple[float, float] | None
    then: Then
    pasts: Sequence[Past | None]  # of the net and the other one

    @classmethod
    def of(cls, query: QueryDict) -> "Chosen":
        key, code = query.get("net", "")[:40], query.get("in", "")[:40]
        net = net_to_look_at(key, is_staff=True) if key else primary_net()
        other, way = query.get("with", "")[:40], query.get("way", "")
        second = net_to_look_at(other, is_staff=True) if other not in ("", net.key) else None
        then = Then.of(net, query.get("on", "")[:10])
        pasts = [then.past(each) for each in (net, second) if each]
        return cls(
            net=net,
            path=_path(net, code, then, pasts[0]) if code else [],
            other=second,
            way=way if way in WAYS else WAYS[0],
            after=query.get("after", "")[:40],
            at=_place(query.get("at", "")),
            then=then,
            pasts=pasts,
        )

    @property
    def here(self) -> Area | AreaThen | None:
        """The area that is looked at; None: the whole net."""
        return self.path[-1] if self.path else None

    @property
    def past(self) -> Past | None:
        """The former state of the net that is shown, if it is one."""
        return self.pasts[0]

    @property
    def kept(self) -> str:
        """The other net, how it is laid, and the day, as they go along from link to link."""
        query = QueryDict(mutable=True)
        if self.other is not None:
            query.update({"with": self.other.key, "way": self.way})
        if self.then.on is not None:
            query["on"] = self.then.asked
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
        "path": chosen.path,
        "here": here,
        "past": chosen.past,
        "then": chosen.then,
        "card": None if here is None or isinstance(here, AreaThen) else card_of(here),
        "below": _below(chosen),
        **in_frame(_shown(chosen)),
    }
    return page(request, "maps/map.html", context)


def _path(net: Net, code: str, then: Then, past: Past | None) -> Sequence[Area | AreaThen]:
    """Raises NotFound where no day is looked at; on a day there may have been no such area."""
    if past is not None:
        found: Sequence[Area | AreaThen] = path_then(past, code)
    elif then.on is None:
        here = area_by_code(code, net.key)
        return [*path_of(here.pk)[:-1], here]
    else:
        there = named_by_code(net.pk, [code]).get(code)
        found = path_of(there.pk) if there else []
    if not found:
        then.faults.append(_("There is no area %(code)s on this day.") % {"code": code})
    return found


def _below(chosen: Chosen) -> Below:
    here = chosen.here.pk if chosen.here else None
    if chosen.past is None:
        return areas_below(chosen.net.pk, here, chosen.after)
    found = below_then(chosen.past, here, chosen.after, AT_ONCE + 1)
    steps = found[:AT_ONCE]
    return Below(steps, steps[-1].code if len(found) > AT_ONCE else "")


def _shown(chosen: Chosen) -> Shown:
    nets = [chosen.net] if chosen.other is None else [chosen.net, chosen.other]
    atlas = map_atlas(chosen.net, chosen.past)
    here = atlas.degrees_of(chosen.here.pk) if chosen.here else None
    told: dict[str, Any] = {"chosen": chosen.here.pk if chosen.here else None}
    told["asked"] = f"?on={chosen.then.asked}" if chosen.then.on else ""
    if chosen.at is not None:
        lng, lat = on_map(*chosen.at)
        here = (lng - NEAR, lat - NEAR, lng + NEAR, lat + NEAR)
        told["pin"] = [lng, lat]
    return (
        map_of(nets, here, chosen.pasts)
        | told
        | {"beside": chosen.way == "beside" and len(nets) > 1}
    )


def _place(text: str) -> tuple[float, float] | None:
    """ "130.05,46.02" as a place in WGS-84; None where it is none."""
    try:
        lng, lat = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_there = math.isfinite(lng) and math.isfinite(lat) and abs(lng) <= 180 and abs(lat) <= 85
    return (lng, lat) if is_there else None
