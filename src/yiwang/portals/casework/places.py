"""Choosing a place in a form of staff: a pin, an area reached step by step, or both. Without a
script the list alone does the work, and everything else that was typed stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.queries import appointments_of
from yiwang.structure.territory.locate import NOWHERE, locate
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import (
    are_drawn_below,
    area_by_code,
    children_of,
    path_of,
    paths_of,
    primary_net,
)
from yiwang.work.cases.reports import Place


@dataclass(slots=True)
class PlaceGiven:
    """What the form says of the place. Point in WGS-84."""

    area_code: str = ""
    lng: float | None = None
    lat: float | None = None
    opened: str = ""  # code of the area whose parts the list shows
    place_text: str = ""

    @property
    def point(self) -> Place | None:
        return Place(self.lng, self.lat) if self.lng is not None and self.lat is not None else None


@dataclass(frozen=True, slots=True)
class Picker:
    """What the list and the map show."""

    given: PlaceGiven
    path: Sequence[Area] = ()
    below: Sequence[Area] = ()
    here: Area | None = None
    chosen: str = ""  # the path of the place given, in words
    map_code: str = ""  # the area whose parts the map draws
    has_map: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_outside(self) -> bool:
        return self.given.point is not None and not self.chosen


def place_given(request: HttpRequest) -> PlaceGiven:
    """Read the place; an area chosen just now takes the place of an earlier pin."""
    post = request.POST
    given = PlaceGiven(
        area_code=text_of(post, "area", 40),
        opened=text_of(post, "go" if "go" in post else "opened", 40),
        place_text=text_of(post, "place_text"),
    )
    if "choose" in post:
        given.area_code = given.opened = text_of(post, "choose", 40)
        return given
    given.lng, given.lat = _degrees(post.get("lng", ""), 180), _degrees(post.get("lat", ""), 90)
    if given.lng is None or given.lat is None:
        given.lng = given.lat = None
    return given


def picker(given: PlaceGiven, account_id: int, on: date) -> Picker:
    """The list opened where the reader is, else at the area of their first post."""
    here = _known(given.opened or given.area_code) or _own_area(account_id, on)
    below = children_of(here.pk if here else None)
    path = path_of(here.pk) if here else []
    drawn = here if below or len(path) < 2 else path[-2]  # where nothing lies below, the one above
    return Picker(
        given=given,
        path=path,
        below=below,
        here=here,
        chosen=_in_words(given),
        map_code=drawn.code if drawn else "",
        has_map=are_drawn_below(drawn.pk if drawn else None),
    )


def place_of_post(account_id: int, on: date) -> PlaceGiven:
    """The area of one's own post, where nothing lies below it: a grid leader is in the grid."""
    own = _own_area(account_id, on)
    return PlaceGiven(area_code=own.code if own and not children_of(own.pk) else "")


def area_of(given: PlaceGiven) -> int | None:
    """The id of the area chosen, else of the one the pin lies in."""
    if given.area_code:
        known = _known(given.area_code)
        return known.pk if known else None
    if given.lng is None or given.lat is None:
        return None
    return locate(given.lng, given.lat).get(primary_net().key, NOWHERE).area_id


def _in_words(given: PlaceGiven) -> str:
    area_id = area_of(given)
    return paths_of([area_id])[area_id] if area_id else ""


def _own_area(account_id: int, on: date) -> Area | None:
    held = appointments_of(account_id, on)
    return next((each.post.area for each in held if each.post.area), None)


def _known(code: str) -> Area | None:
    try:
        return area_by_code(code) if code else None
    except NotFound:
        return None


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) <= most else None
