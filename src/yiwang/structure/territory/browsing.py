"""A net as a tree that is walked list by list: some thousand areas below one are paged by code."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.past import AreaThen
from yiwang.structure.territory.present import AREA_COLUMNS, row_of
from yiwang.structure.territory.queries import valid_areas
from yiwang.structure.territory.rows import AreaRow

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Step:
    """An area of a list, and whether a list lies below it."""

    area: Area
    has_below: bool


@dataclass(frozen=True, slots=True)
class Below:
    """The areas directly below one, or the tops of a net; `next` is the code to go on after."""

    steps: Sequence[Step | AreaThen]
    next: str


def areas_below(net_id: int, area_id: int | None, after: str = "") -> Below:
    """Some of them in the order of codes, in one query."""
    below = Area.objects.filter(parent=OuterRef("pk"), valid_to=None)
    here = valid_areas().filter(net=net_id, parent=area_id, code__gt=after).order_by("code")
    found = list(here.annotate(has_below=Exists(below))[: AT_ONCE + 1])
    steps = [Step(each, bool(each.has_below)) for each in found[:AT_ONCE]]
    return Below(steps, steps[-1].area.code if len(found) > AT_ONCE else "")


class LevelBelow(NamedTuple):
    """A level of a net."""

    key: str
    name: str
    name_en: str


def levels_below(net: Net, area: Area) -> list[LevelBelow]:
    """The levels of the areas directly below one, from the top down."""
    below = Area.objects.filter(parent=area, valid_to=None).order_by()
    found = set(below.values_list("level", flat=True).distinct())
    return [
        LevelBelow(level["key"], level["name"], level.get("name_en", ""))
        for level in net.levels
        if level["key"] in found
    ]


def rows_by_code(net: Net, codes: Collection[str]) -> list[AreaRow]:
    """The valid areas of a net with these codes, borders and all."""
    valid = Area.objects.filter(net=net, valid_to=None, code__in=codes)
    return [row_of(values) for values in valid.values_list(*AREA_COLUMNS)]


def rows_of_other_levels(net: Net, below: str, level: str) -> list[AreaRow]:
    """The valid areas directly below one that are of other levels than this."""
    valid = Area.objects.filter(net=net, valid_to=None, parent__code=below).exclude(level=level)
    return [row_of(values) for values in valid.order_by("code").values_list(*AREA_COLUMNS)]


def areas_above(areas: Iterable[Area]) -> dict[int, Area]:
    """By id, the area directly above each: the community of a grid, the town of a community."""
    wanted = {area.parent_id for area in areas if area.parent_id is not None}
    return valid_areas().in_bulk(wanted)


def count_below(area_id: int) -> int:
    """How many areas lie directly below."""
    return Area.objects.filter(parent=area_id, valid_to=None).count()
