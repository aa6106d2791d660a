"""Page two of reporting: where it is. A list of areas always; a map beside it where one can run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.resident.draft import Draft, draft_of, keep
from yiwang.structure.territory.geojson import children_collection
from yiwang.structure.territory.locate import NOWHERE, locate
from yiwang.structure.territory.queries import (
    are_drawn_below,
    area_by_code,
    children_of,
    leaf_level,
    path_of,
    paths_of,
    primary_net,
)


class Named(Protocol):
    """As much of an area as this page needs."""

    pk: int
    code: str
    level: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows: the way down to `here`, and what lies below it."""

    path: Sequence[Named]
    below: Sequence[Named]
    here: Named | None
    can_choose: bool


@never_cache
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Page two: a pin, an area from the list, a description; one of the first two is needed."""
    draft = draft_of(request)
    if not draft.text:
        return redirect("report")
    if request.method != "POST":
        return _page(request, draft, request.GET.get("in", ""), {})
    draft.place_text = request.POST.get("place_text", "").strip()
    if "choose" in request.POST:
        draft.area_code, draft.lng, draft.lat = request.POST["choose"], None, None
    _take_point(request, draft)
    opened = request.POST.get("opened", "")[:40]
    if "go" not in request.POST and draft.lng is None and _listing(opened).can_choose:
        draft.area_code = opened  # going on with a community open means this community
    keep(request, draft)
    if "go" in request.POST:
        return redirect(f"{request.path}?in={request.POST['go']}#areas")
    if "choose" in request.POST:
        return redirect(f"{request.path}#chosen")
    faults = _faults(draft)
    return _page(request, draft, opened, faults) if faults else redirect("report_check")


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The borders for the map: of the areas below `in`, else of the first level with several."""
    here = _listing(request.GET.get("in", "")).here
    shapes = children_collection(here.pk if here else None)
    return JsonResponse(shapes, headers={"Cache-Control": "public, max-age=3600"})


def place_in_words(draft: Draft) -> str:
    """The area chosen or pointed at, from the top down; empty when there is none."""
    area_id = area_id_of(draft)
    return paths_of([area_id])[area_id] if area_id else ""


def is_outside(draft: Draft) -> bool:
    """A point was given and it lies in no area of the territory."""
    return draft.lng is not None and area_id_of(draft) is None


def area_id_of(draft: Draft) -> int | None:
    """The area chosen, else the one the point lies in."""
    if draft.area_code:
        chosen = _known(draft.area_code)
        return chosen.pk if chosen else None
    if draft.lng is None or draft.lat is None:
        return None
    return locate(draft.lng, draft.lat).get(primary_net().key, NOWHERE).area_id


def _take_point(request: HttpRequest, draft: Draft) -> None:
    try:
        lng, lat = float(request.POST.get("lng", "")), float(request.POST.get("lat", ""))
    except ValueError:
        return
    if abs(lng) <= 180 and abs(lat) <= 90:
        draft.lng, draft.lat, draft.area_code = lng, lat, ""


def _faults(draft: Draft) -> dict[str, str]:
    faults = {}
    if not draft.area_code and draft.lng is None:
        faults["areas"] = _("Say where it is: mark it on the map or choose an area.")
    if len(draft.place_text) > 200:
        faults["place_text"] = _("Describe the place in 200 characters at most.")
    return faults


def _listing(code: str) -> Listing:
    """The areas below `code`; a single top (one city) is passed over.

    Residents choose down to the level above the lowest, which is where their community is; the
    lowest (grids) may be chosen by who knows it.
    """
    tops = children_of(None)
    here = _known(code) or (tops[0] if len(tops) == 1 else None)
    if here is None:
        return Listing([], tops, None, can_choose=False)
    below = children_of(here.pk)
    can_choose = not below or below[0].level == leaf_level()
    return Listing(path_of(here.pk), below, here, can_choose)


def _known(code: str) -> Named | None:
    try:
        return area_by_code(code) if code else None
    except NotFound:
        return None


def _page(request: HttpRequest, draft: Draft, code: str, faults: dict[str, str]) -> HttpResponse:
    listing = _listing(code)
    context = {
        "draft": draft,
        "listing": listing,
        "has_map": are_drawn_below(listing.here.pk if listing.here else None),
        "place": place_in_words(draft),
        "is_outside": is_outside(draft),
        "is_folded": bool(draft.area_code) and not code,
        "faults": faults,
        "errors": list(faults.items()),
    }
    return render(request, "resident/place.html", context, status=422 if faults else 200)
