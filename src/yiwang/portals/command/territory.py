"""The territory in the middle of the board: the areas directly below the one looked at, each with
its value of the chosen figure, its class on the map, and the same as a table."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

from yiwang.insight.boards.reading import below, figures
from yiwang.insight.measures.indicators import Figure
from yiwang.portals.command.chosen import Chosen
from yiwang.portals.command.classes import class_of, upper_bounds
from yiwang.portals.maps.shown import map_atlas, map_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import children_of


@dataclass(frozen=True, slots=True)
class Part:
    """An area of the list: its figure, and the class of its colour from 0; none where nothing can
    be said."""

    area: Area
    figure: Figure | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Territory:
    """What the map and the table behind it show."""

    parts: list[Part]

    @property
    def classes(self) -> list[tuple[int, Decimal, Decimal]]:
        """Place, the lowest and the highest value in it."""
        within: dict[int, list[Decimal]] = {}
        for part in self.parts:
            if part.place is not None and part.figure and part.figure.value is not None:
                within.setdefault(part.place, []).append(part.figure.value)
        return [(place, min(values), max(values)) for place, values in sorted(within.items())]


def territory_of(chosen: Chosen) -> Territory:
    """The areas directly below, in the order of their codes; of the lowest ones the area itself."""
    areas, told = children_of(chosen.area.pk), {}
    if areas:
        told = below(chosen.board, chosen.colour, areas, chosen.days)
    else:
        areas = [chosen.area]
        own = figures(chosen.board, [chosen.colour], chosen.area.pk, chosen.days)
        told = {chosen.area.pk: own[0]}
    values = [each.value for each in told.values() if each.value is not None]
    bounds = upper_bounds(values)
    return Territory([_part(area, told.get(area.pk), bounds) for area in areas])


def _part(area: Area, figure: Figure | None, bounds: list[Decimal]) -> Part:
    value = figure.value if figure else None
    return Part(area, figure, None if value is None else class_of(value, bounds))


def on_map(chosen: Chosen, territory: Territory) -> dict[str, Any]:
    """What `command-map.js` is told. Areas as [id, code, name, class or null]."""
    net = chosen.area.net
    atlas, level = map_atlas(net), territory.parts[0].area.level
    shown = map_of([net], atlas.degrees_of(chosen.area.pk))
    tiles = f"/map/tiles/{net.key}/{atlas.datum.value}/{atlas.stamp}/{level}/{{z}}/{{x}}/{{y}}.mvt"
    return {
        "tiles": tiles,
        "bounds": shown["bounds"],
        "zooms": shown["zooms"],
        "base": shown["base"],
        "worker": static("vendor/maplibre-worker.js"),
        "english": shown["english"],
        "here": chosen.area.pk,
        "areas": [
            [part.area.pk, part.area.code, part.area.label, part.place] for part in territory.parts
        ],
        "words": {**shown["words"], "failed": _("The map could not be loaded. The table has it.")},
    }
