"""An area as people say it: by a part of its name, by its code, or as it was offered to them.

What fits one area alone is that area; what fits several is asked about, never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.staff import staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.administration.finding import named_like
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.naming import area_written, named_in, written
from yiwang.structure.territory.queries import area_by_code, paths_of, valid_areas

MOST, LONGEST = 12, 120
OPENS, CLOSES = "（", "）"
UNKNOWN = _("No area is called this. Type a part of its name, or its code.")
SEVERAL = _("This fits more than one area, or not the whole name of one. Choose which one.")


@dataclass(frozen=True, slots=True)
class Offered:
    """An area to choose: what stands in the field then, and what lies above it."""

    value: str
    within: str
    code: str


def area_meant(text: str, *, primary: bool = False, net: str = "") -> Area:
    """The one area that is meant; of the primary net, or of the one with this key, alone where
    another would be of no use. Raises NotFound, with what to do about it."""
    code = key_in(text)
    try:
        of_net = code.removeprefix(named_in(net, ""))
        found = area_by_code(of_net, net) if net else area_written(code)
    except NotFound:
        found = _only_one(_like(text, primary=primary, net=net), text)
    if primary and not found.net.is_primary:
        raise NotFound(UNKNOWN)
    return found


def areas_offered(text: str, *, primary: bool = False, net: str = "") -> Sequence[Offered]:
    """Those that may be meant, the upper ones first."""
    found = areas_like(text, primary=primary, net=net)
    return [Offered(as_offered(area), path, written(area)) for area, path in found]


def areas_like(text: str, *, primary: bool = False, net: str = "") -> Sequence[tuple[Area, str]]:
    """The same with the path of each, in two queries or a few more."""
    found = _like(text, primary=primary, net=net)
    paths = paths_of([area.pk for area in found])
    return [(area, paths.get(area.pk, "")) for area in found]


def as_offered(area: Area) -> str:
    """The area as it stands in a field: 临江社区（90010101）."""
    return offered(area.label, written(area))


def offered(name: str, key: str) -> str:
    """What stands in a field once it was chosen there."""
    return f"{name}{OPENS}{key}{CLOSES}"


def key_in(text: str) -> str:
    """The code, or user name, of what was offered; else the text as it is."""
    return text.rpartition(OPENS)[2].removesuffix(CLOSES) if text.endswith(CLOSES) else text


@staff_page
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """What may be meant by what is being typed, for the field to offer."""
    sought, net = text_of(request.GET, "q", LONGEST), text_of(request.GET, "net", 60)
    areas = areas_offered(sought, primary="primary" in request.GET, net=net)
    return JsonResponse(
        {"offered": [{"value": each.value, "label": each.within} for each in areas]}
    )


def _only_one(found: Sequence[Area], text: str) -> Area:
    if not found:
        raise NotFound(UNKNOWN)
    said = {text, *text.replace("/", " ").split()[-1:]}
    so_called = [area for area in found if {area.name, area.name_en} & said]
    if len(so_called) != 1:
        raise NotFound(SEVERAL)
    return so_called[0]


def _like(text: str, *, primary: bool, net: str) -> list[Area]:
    """By a part of the name; by the name above and a part of the name; by the English name."""
    text = text.split(OPENS)[0].strip()
    if not text:
        return []
    rows = valid_areas().select_related("net")
    rows = rows.order_by("-net__is_primary", Length("code"), "code")
    if primary:
        rows = rows.filter(net__is_primary=True)
    if net:
        rows = rows.filter(net__key=net)
    *above, last = text.replace("/", " ").split() or [text]
    within = named_like(rows, last)
    for name in above:
        within = within.filter(ancestry__ancestor__name__contains=name)
    asked = [named_like(rows, text), *([within] if above else [])]
    if text.isascii():
        asked.append(rows.filter(name_en__icontains=text))
    found = (list(each[:MOST]) for each in asked)
    return next((areas for areas in found if areas), [])
