"""Which two bodies manage a dedicated area, said on a page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.portals.casework.staff import page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.nets.access import drawer, drawing_page
from yiwang.structure.managing.actions.set_managers import Managers, set_managers
from yiwang.structure.managing.queries import managers_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import bodies_of, called
from yiwang.structure.territory.locate import locate
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code, path_of, primary_net

LINES = ("ground", "sector")


@drawing_page
def managers(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """Look at both, change one or both."""
    found = area_by_code(code, net)
    if request.method != "POST":
        present = {line: body.name for line, body in managers_of(found.pk, timezone.localdate())}
        return _form(request, found, present, {})
    typed = {line: text_of(request.POST, line, 120) for line in LINES}
    actor, now = drawer(request, found.net), timezone.now()
    try:
        codes = _codes(typed)
        set_managers(found.pk, Managers(**codes), actor=actor, now=now)
    except Invalid as refusal:
        return _form(
            request, found, typed, {name: str(said) for name, said in refusal.fields.items()}
        )
    messages.success(request, _("Noted. Cases in this area are proposed to both."))
    return redirect("desk_area", net, code)


def _codes(typed: dict[str, str]) -> dict[str, str]:
    """The code of each body, which may be called by its code or its name."""
    codes, faults = {}, {}
    for line, words in typed.items():
        found = called(words, timezone.localdate()) if words else []
        if words and len(found) != 1:
            faults[line] = _("No one body has this code or name. Choose one that is offered.")
        codes[line] = found[0].code if len(found) == 1 else ""
    if faults:
        raise Invalid(faults)
    return codes


def _form(
    request: HttpRequest, found: Area, typed: dict[str, str], faults: dict[str, str]
) -> HttpResponse:
    context = {
        "area": found,
        "net": found.net,
        "typed": typed,
        "faults": faults,
        "errors": [(f"f-{name}", said) for name, said in faults.items()],
        "near": _near(found),
    }
    return page(request, "nets/managers.html", context, status=422 if faults else 200)


def _near(found: Area) -> list[Organization]:
    """The bodies of the primary areas over its middle, nearest first."""
    if found.lng is None or found.lat is None:
        return []
    where = locate(found.lng, found.lat, snap_m=500)[primary_net().key].area_id
    on = timezone.localdate()
    areas = [each.pk for each in reversed(path_of(where))] if where else []
    return [body for area_id in [*areas, None] for body in bodies_of(area_id, on)]
