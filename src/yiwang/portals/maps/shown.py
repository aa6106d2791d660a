"""What the script of a map is told: which nets from where, over which base map, what lies on top.

Everything is in the datum of the base map; without one in WGS-84.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.structure.territory.datums import Datum, from_wgs84
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.past import Past
from yiwang.structure.territory.tiles.atlas import Atlas, atlas_of, atlas_then
from yiwang.structure.territory.tiles.squares import MOST_ZOOM

Shown = dict[str, Any]  # JSON, read by `net-map.js`
Bounds = tuple[float, float, float, float]


def map_datum() -> Datum:
    """The datum of the base map of this installation."""
    return Datum(settings.BASE_MAP.datum)


def map_atlas(net: Net, past: Past | None = None) -> Atlas:
    """Where the areas of a net lie on the map, now or in a former state of it."""
    return atlas_then(past, map_datum()) if past else atlas_of(net.key, map_datum())


def map_of(
    nets: Sequence[Net], bounds: Bounds | None = None, pasts: Sequence[Past | None] = ()
) -> Shown:
    """The nets one above the other, the first one beneath; `bounds` is what is looked at first,
    `pasts` the former states of the nets where they are not shown as they are now."""
    former = [*pasts, *[None] * len(nets)]
    atlases = [map_atlas(net, past) for net, past in zip(nets, former, strict=False)]
    base = settings.BASE_MAP
    return {
        "nets": [_net(net, atlas) for net, atlas in zip(nets, atlases, strict=True)],
        "bounds": bounds or next((each.whole for each in atlases if each.whole), None),
        "zooms": MOST_ZOOM,
        "base": base.tiles,
        "approval": base.approval_no,
        "worker": static("vendor/maplibre-worker.js"),
        "card": reverse("desk_map_card", args=[0]).removesuffix("0"),
        "english": (get_language() or "").startswith("en"),
        "words": {
            "in": _("Closer"),
            "out": _("Further away"),
            "pin": _("The place chosen"),
            "failed": _("The map could not be loaded. The list beside it has the same."),
        },
    }


def in_frame(shown: Shown) -> dict[str, Any]:
    """What `maps/frame.html` needs."""
    return {"map": shown, "map_json": json.dumps(shown, ensure_ascii=False)}


def on_map(lng: float, lat: float) -> tuple[float, float]:
    """A WGS-84 point where the map shows it."""
    return from_wgs84(lng, lat, map_datum())


def _net(net: Net, atlas: Atlas) -> Shown:
    address = f"/map/tiles/{net.key}/{atlas.datum.value}/{atlas.stamp}/{{z}}/{{x}}/{{y}}.mvt"
    return {"key": net.key, "name": _named(net), "tiles": address}


def _named(net: Net) -> str:
    is_english = (get_language() or "").startswith("en")
    return (is_english and net.name_en) or net.name
