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
from yiwang.structure.territory.naming import area_written, written
from yiwang.structure.territory.queries import paths_of, valid_areas

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


def area_meant(text: str, *, primary: bool = False) -> Area:
    """The one area that is meant; of the primary net alone where another would be of no use.
    Raises NotFound, with what to do about it."""
    try:
        found = area_written(_code_in(text))
    except NotFound:
        found = _only_one(text, primary=primary)
    if primary and not found.net.is_primary:
        raise NotFound(UNKNOWN)
    return found


def areas_offered(text: str, *, primary: bool = False) -> Sequence[Offered]:
    """Those that may be meant, the upper ones first."""
    found = _like(text, primary=primary)
    paths = paths_of([area.pk for area in found])
    return [Offered(as_offered(each), paths.get(each.pk, ""), written(each)) for each in found]


def as_offered(area: Area) -> str:
    """The area as it stands in a field: 临江社区（90010101）."""
    return f"{area.label}{OPENS}{written(area)}{CLOSES}"


@staff_page
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """What may be meant by what is being typed, for the field to offer."""
    offered = areas_offered(text_of(request.GET, "q", LONGEST), primary="primary" in request.GET)
    return JsonResponse(
        {"areas": [{"value": each.value, "label": each.within} for each in offered]}
    )


def _only_one(text: str, *, primary: bool) -> Area:
    found = _like(text, primary=primary)
    if not found:
        raise NotFound(UNKNOWN)
    said = {text, *text.replace("/", " ").split()[-1:]}
    so_called = [area for area in found if {area.name, area.name_en} & said]
    if len(so_called) != 1:
        raise NotFound(SEVERAL)
    return so_called[0]


def _like(text: str, *, primary: bool) -> list[Area]:
    """By a part of the name; by the name above and a part of the name; by the English name."""
    text = text.split(OPENS)[0].strip()
    if not text:
        return []
    rows = valid_areas().select_related("net")
    rows = rows.order_by("-net__is_primary", Length("code"), "code")
    if primary:
        rows = rows.filter(net__is_primary=True)
    *above, last = text.replace("/", " ").split() or [text]
    within = named_like(rows, last)
    for name in above:
        within = within.filter(ancestry__ancestor__name__contains=name)
    asked = [named_like(rows, text), *([within] if above else [])]
    if text.isascii():
        asked.append(rows.filter(name_en__icontains=text))
    found = (list(each[:MOST]) for each in asked)
    return next((areas for areas in found if areas), [])


def _code_in(text: str) -> str:
    """The code of what was offered, else the text as it is."""
    return text.rpartition(OPENS)[2].removesuffix(CLOSES) if text.endswith(CLOSES) else text
