"""The nets of the territory, how far each is, and adding one that has no areas yet."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.portals.casework.typed import plain, text_of
from yiwang.portals.nets.access import drawing_page, may_redraw
from yiwang.structure.posts.policies import redrawing
from yiwang.structure.territory.actions.add_net import add_net
from yiwang.structure.territory.kinds import KINDS
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.queries import area_counts, nets, pending_counts
from yiwang.structure.territory.rows import NetSpec


@dataclass(frozen=True, slots=True)
class Line:
    """A net in words."""

    net: Net
    kind: str | Promise
    areas: int
    pending: int


@staff_page
def overview(request: HttpRequest) -> HttpResponse:
    """Every net with its kind, its levels, how many areas it has and whether a draft waits."""
    areas, pending = area_counts(), pending_counts()
    lines = [
        Line(net, KINDS[net.kind], areas.get(net.pk, 0), pending.get(net.pk, 0)) for net in nets()
    ]
    return page(request, "nets/overview.html", {"lines": lines, "may_redraw": may_redraw(request)})


@drawing_page
def add(request: HttpRequest) -> HttpResponse:
    """Add a net: its kind, its levels from the top down, and how new areas are coded."""
    if request.method != "POST":
        return _form(request, {})
    actor = redrawing(None, actor_of(request), timezone.localdate())
    try:
        net = add_net(_spec(request.POST), actor=actor, now=timezone.now())
    except Invalid as refusal:
        return _form(request, {name: str(said) for name, said in refusal.fields.items()})
    messages.success(request, _("The net is there. Bring its areas in, or put them together."))
    return redirect("nets_versions", net.key)


def _spec(sent: QueryDict) -> NetSpec:
    """Levels are sent as lists of equal length; blank lines do not count."""
    fields = ("level_key", "level_name", "level_name_en", "level_code")
    rows = zip(*(map(plain, sent.getlist(name)) for name in fields), strict=False)
    levels = [
        {"key": key, "name": name or key, "name_en": name_en} | ({"code": code} if code else {})
        for key, name, name_en, code in rows
        if key
    ]
    return NetSpec(
        key=text_of(sent, "key", 40),
        name=text_of(sent, "name", 100),
        name_en=text_of(sent, "name_en", 100),
        kind=text_of(sent, "kind", 30),
        levels=levels,
        is_partition="overlapping" not in sent,
    )


def _form(request: HttpRequest, faults: dict[str, str]) -> HttpResponse:
    sent = request.POST
    fields = ("level_key", "level_name", "level_name_en", "level_code")
    lines = list(zip(*(sent.getlist(name) for name in fields), strict=False))
    context = {
        "kinds": KINDS,
        "sent": sent,
        "lines": lines + [("", "", "", "")] * (3 - len(lines)),
        "faults": faults,
        "errors": [(f"f-{name}", said) for name, said in faults.items()],
    }
    return page(request, "nets/add.html", context, status=422 if faults else 200)
