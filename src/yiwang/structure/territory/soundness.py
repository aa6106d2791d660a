"""What must hold of the areas of a net before anything is touched: a level, an area above of a
higher level, no circle, and a boundary that can be used. Pure; each fault with the row it is of."""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from yiwang.foundation.refusals import Sentence
from yiwang.structure.territory.kinds import KINDS

_MOST = np.array([180, 90, 180, 90])


class InTree(Protocol):
    """What is asked of an area about its place in the tree."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def parent_code(self) -> str | None: ...


def spec_faults(kind: str, levels: Sequence[str]) -> Iterator[tuple[str, Sentence]]:
    """What a net itself cannot be: the field, and what to do."""
    if kind not in KINDS:
        words = {"kind": kind, "known": ", ".join(KINDS)}
        yield "kind", _("There is no kind of net %(kind)s; known are: %(known)s.") % words
    if not levels or len(set(levels)) < len(levels):
        yield "levels", _("A net has at least one level, each with a key of its own.")


def aim_faults(
    level: str, below: str, levels: Collection[str], codes: Container[str]
) -> Iterator[tuple[str, str]]:
    """What the net does not have of a level and of an area to lie below, where they are named."""
    if level and level not in levels:
        words = {"level": level, "known": ", ".join(levels)}
        yield "level", _("There is no level %(level)s; known are: %(known)s.") % words
    if below and below not in codes:
        sentence = _("The net has no area %(code)s: give the code of one it has.")
        yield "below", sentence % {"code": below}


def tree_faults(levels: Sequence[str], areas: Sequence[InTree]) -> Iterator[tuple[int, str]]:
    """The place of each area at fault, and what to do. `levels` from the top; codes are unique."""
    ranks = {level: rank for rank, level in enumerate(levels)}
    by_code = {area.code: area for area in areas}
    circling = codes_in_circles({area.code: area.parent_code for area in areas})
    for place, area in enumerate(areas):
        if fault := _fault_of(area, ranks, by_code, circling):
            yield place, fault


def _fault_of(
    area: InTree,
    ranks: Mapping[str, int],
    by_code: Mapping[str, InTree],
    circling: frozenset[str],
) -> str | None:
    if area.level not in ranks:
        return _("The net has no such level. Use one of its levels, or add it to the net.")
    if area.parent_code is None:
        return None
    parent = by_code.get(area.parent_code)
    if parent is None:
        return _("The area above is not in the list. Add it, or correct its code.")
    if area.code in circling:
        return _("It lies in itself, by way of the area above it. Correct the area above.")
    if ranks.get(parent.level, -1) >= ranks[area.level]:
        return _("The area above must be of a higher level. Correct one of the two levels.")
    return None


def codes_in_circles(parents: Mapping[str, str | None]) -> frozenset[str]:
    """The codes that lie in themselves."""
    settled: set[str] = set()
    circling: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        code: str | None = start
        while code and code in parents and code not in settled and code not in path:
            path[code] = len(path)
            code = parents[code]
        if code and code in path:
            circling.update(list(path)[path[code] :])
        settled.update(path)
    return frozenset(circling)


def boundary_faults(shapes: Sequence[BaseGeometry | None]) -> Iterator[tuple[int, str]]:
    """The place of each boundary at fault. In any coordinates; None is no boundary, and no fault.

    Text that was no geometry must be told before: here it would look like no boundary.
    """
    given = np.array(shapes, dtype=object)
    empty = shapely.is_empty(given) & ~shapely.is_missing(given)
    crossed = ~shapely.is_valid(given) & ~shapely.is_missing(given) & ~empty
    for place in np.flatnonzero(empty):
        yield int(place), _("The boundary is empty. Draw it again.")
    for place in np.flatnonzero(crossed):
        sentence = _("The boundary crosses itself at %(where)s. Draw it again there.")
        yield int(place), sentence % {"where": where_invalid(given[place])}


def where_invalid(shape: BaseGeometry) -> str:
    """The point that makes a shape invalid: "Self-intersection[130.05 46.02]" → "130.05 46.02"."""
    return shapely.is_valid_reason(shape).partition("[")[2].rstrip("]") or "?"


def degree_faults(shapes: Sequence[BaseGeometry | None]) -> Iterator[tuple[int, str]]:
    """The place of each shape whose numbers cannot be longitude and latitude."""
    bounds = np.abs(shapely.bounds(np.array(shapes, dtype=object))).reshape(-1, 4)
    is_far = np.any(bounds > _MOST, axis=1)
    is_far_swapped = np.any(bounds[:, [1, 0, 3, 2]] > _MOST, axis=1)
    for place in np.flatnonzero(is_far):
        if not is_far_swapped[place]:
            yield int(place), _("Longitude and latitude are swapped. Put longitude first.")
        else:
            sentence = _("The numbers are no degrees. Name the projection they are measured in.")
            yield int(place), sentence
