"""A net put together from another: a proposal of balanced groups of neighbours, changed by hand
on the page or in a spreadsheet, counted again, and accepted by a person as a draft."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.areas_found import LONGEST
from yiwang.portals.casework.staff import page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.nets.access import area_code, drawer, drawing_page
from yiwang.portals.nets.groups import Groups, groups_of_parts, sent_groups
from yiwang.portals.nets.picture import picture_of
from yiwang.portals.nets.sent_files import as_file
from yiwang.portals.rules.numbers import number_of
from yiwang.structure.territory.actions.draft_groups import draft_groups
from yiwang.structure.territory.aggregating import aggregated, read_parts
from yiwang.structure.territory.importing.delivery import read_table
from yiwang.structure.territory.importing.faults import FaultyFile, RowFault
from yiwang.structure.territory.judging import judged
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.proposing import Wish, proposed, read_weights
from yiwang.structure.territory.queries import net_named, nets

MOST_BY_HAND = 900  # areas on one page; more are changed in a spreadsheet


@drawing_page
def group(request: HttpRequest, net: str) -> HttpResponse:
    """Ask for a proposal or bring a table; change, count again, take home, accept."""
    found = net_named(net)
    of = _other(request, found)
    if request.method != "POST":
        return _page(request, found, of)
    try:
        groups = _groups(request, found, of)
        if "accept" in request.POST:
            return _accepted(request, found, groups)
        if "table" in request.POST:
            return _table(groups, found)
        return _page(request, found, of, groups)
    except FaultyFile as refusal:
        return _page(request, found, of, faults=refusal.faults)
    except NotFound as refusal:
        return _page(request, found, of, faults=[RowFault(0, str(refusal))])
    except Invalid as refusal:
        faults = [RowFault(0, str(said)) for said in refusal.fields.values()]
        return _page(request, found, of, faults=faults)


def _other(request: HttpRequest, net: Net) -> Net:
    """The net whose areas are put together: the one asked for, else the primary one."""
    others = [each for each in nets() if each.pk != net.pk]
    if not others:
        raise Invalid({"of": _("There is no other net to put areas together from.")})
    asked = text_of(request.POST, "of") or text_of(request.GET, "of")
    return next((each for each in others if each.key == asked), others[0])


def _groups(request: HttpRequest, net: Net, of: Net) -> Groups:
    """The groups as proposed, as brought in a table, or as they stand on the page."""
    if "propose" in request.POST:
        return _proposed(request, net, of)
    if "bring" in request.POST:
        with as_file(request, "parts") as path:
            return groups_of_parts(of, read_parts(read_table(path)), {})
    return sent_groups(request.POST, of)


def _proposed(request: HttpRequest, net: Net, of: Net) -> Groups:
    sent = request.POST
    weights = {}
    if request.FILES.get("weights"):
        with as_file(request, "weights") as path:
            weights = read_weights(path)
    wish = Wish(
        number_of(sent.get("into", "")),
        text_of(sent, "level") or str(of.levels[-1]["key"]),
        area_code(text_of(sent, "below", LONGEST), of),
        text_of(sent, "code", 40) or "{number:02}",
        text_of(sent, "name", 80) or "{number}",
    )
    parent = area_code(text_of(sent, "parent", LONGEST), net)
    return Groups.proposed(proposed(of, wish, weights), of, parent)


def _accepted(request: HttpRequest, net: Net, groups: Groups) -> HttpResponse:
    """It is a draft from here on, and takes effect on the day that its page gives it."""
    actor = drawer(request, net)
    try:
        draft = draft_groups(net.key, groups.of.key, groups.parts, actor=actor, now=timezone.now())
    except FaultyFile as refusal:
        return _page(request, net, groups.of, groups, refusal.faults)
    except Refusal as refusal:
        return _page(request, net, groups.of, groups, [RowFault(0, str(refusal))])
    return redirect("nets_version", net.key, draft.pk)


def _table(groups: Groups, net: Net) -> HttpResponse:
    """The groups as a table for a spreadsheet, to be changed and brought back."""
    text = io.StringIO(newline="")
    rows = [
        (part.code, part.name, part.parent, part.part, groups.names_of_parts.get(part.part, ""))
        for part in groups.parts
    ]
    csv.writer(text).writerows([("code", "name", "parent", "part", "part_name"), *rows])
    header = {"Content-Disposition": f'attachment; filename="{net.key}.csv"'}
    return HttpResponse("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", headers=header)


def _page(
    request: HttpRequest,
    net: Net,
    of: Net,
    groups: Groups | None = None,
    faults: list[RowFault] | None = None,
) -> HttpResponse:
    shown = {}
    if groups is not None:
        weighed, made = judged(of, groups.parts, groups.weighed), None
        by_code = {each.code: each for each in weighed}
        try:
            made = aggregated(net, of, groups.parts)
        except FaultyFile as refusal:
            faults = faults or refusal.faults
        shown = {
            "groups": groups,
            "judged": weighed,
            "lines": [(*line, by_code.get(line[1])) for line in groups.labelled],
            "picture": picture_of(of, groups.numbered),
            "made": made,
            "by_hand": len(groups.rows) <= MOST_BY_HAND,
        }
    context = {
        "net": net,
        "of": of,
        "others": [each for each in nets() if each.pk != net.pk],
        "pattern": str(net.levels[-1].get("code", "")) or "{number:02}",
        "sent": request.POST,
        "faults": faults or [],
        **shown,
    }
    return page(request, "nets/group.html", context, status=422 if faults else 200)
