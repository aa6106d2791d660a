"""Links between two nets as the ground has them: which areas lie within or overlap which."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.portals.casework.staff import page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.nets.access import drawer, drawing_page
from yiwang.structure.territory.actions.load_area_links import NetPair, load_area_links
from yiwang.structure.territory.meeting import links_met
from yiwang.structure.territory.queries import named_by_code, net_named, nets

SHOWN = 200
ON_THE_GROUND = ("within", "overlaps")


@drawing_page
def link(request: HttpRequest, net: str) -> HttpResponse:
    """Look at what the ground says of two nets; note it."""
    found = net_named(net)
    others = [each for each in nets() if each.pk != found.pk]
    asked = text_of(request.POST, "to") or text_of(request.GET, "to")
    to = next((each for each in others if each.key == asked), None)
    rows = links_met(found, to) if to else []
    if request.method == "POST" and to:
        actor, now = drawer(request, found), timezone.now()
        pair = NetPair(found.key, to.key, ON_THE_GROUND)
        change = load_area_links(pair, rows, actor=actor, now=now)
        words = {"added": change.added, "ended": change.ended}
        messages.success(request, _("%(added)s links begin, %(ended)s end.") % words)
        return redirect("nets_versions", found.key)
    shown = rows[:SHOWN]
    sources = named_by_code(found.pk, {row.source_code for row in shown})
    targets = named_by_code(to.pk, {row.target_code for row in shown}) if to else {}
    context = {
        "net": found,
        "others": others,
        "to": to,
        "count": len(rows),
        "within": sum(row.kind == "within" for row in rows),
        "lines": [(sources[row.source_code], row.kind, targets[row.target_code]) for row in shown],
    }
    return page(request, "nets/link.html", context)
