"""A file brought in: read at the door with what is declared of it, every row at fault named, and
kept as the draft of a version that changes nothing yet."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.portals.casework.areas_found import LONGEST
from yiwang.portals.casework.staff import page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.nets.access import area_code, drawer, drawing_page
from yiwang.portals.nets.sent_files import as_file
from yiwang.structure.territory.actions.draft_version import Effect, draft_version
from yiwang.structure.territory.datums import Datum
from yiwang.structure.territory.importing.delivery import Delivery, Manner, read_file
from yiwang.structure.territory.importing.faults import FaultyFile, RowFault
from yiwang.structure.territory.importing.ground import NAMES, Declared
from yiwang.structure.territory.importing.plan import Into
from yiwang.structure.territory.importing.sheet import COLUMNS
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.queries import net_named

NAMED = ("code", "name", "parent", "level", "predecessors", "lng", "lat")  # columns asked for


@drawing_page
def bring(request: HttpRequest, net: str) -> HttpResponse:
    """The form; then the draft, or the list of what is wrong with the file."""
    found = net_named(net)
    if request.method != "POST":
        return _form(request, found)
    try:
        into = _into(request.POST, found)
    except NotFound as refusal:
        return _form(request, found, [RowFault(0, str(refusal))], str(refusal))
    actor = drawer(request, found, into.below)
    try:
        delivery = _delivered(request)
        effect = Effect(reason=text_of(request.POST, "reason", 300))
        draft = draft_version(delivery, into, effect, actor=actor, now=timezone.now())
    except FaultyFile as refusal:
        return _form(request, found, refusal.faults)
    except Invalid as refusal:
        return _form(request, found, [RowFault(0, str(said)) for said in refusal.fields.values()])
    return redirect("nets_version", found.key, draft.pk)


def _into(sent: QueryDict, net: Net) -> Into:
    known = {datum.value for datum in Datum}
    datum = text_of(sent, "datum")
    declared = Declared(Datum(datum) if datum in known else None, text_of(sent, "crs", 4000))
    return Into(
        net.key,
        text_of(sent, "level", 30),
        area_code(text_of(sent, "below", LONGEST), net),
        bool(text_of(sent, "replaces")),
        declared,
    )


def _delivered(request: HttpRequest) -> Delivery:
    """The file as it was sent, read under its own name."""
    asked = {name: text_of(request.POST, f"column_{name}", 80) for name in NAMED}
    manner = Manner(text_of(request.POST, "layer", 80), {k: v for k, v in asked.items() if v})
    with as_file(request, "file") as path:
        return read_file(path, manner)


def _form(
    request: HttpRequest, net: Net, faults: list[RowFault] | None = None, below: str = ""
) -> HttpResponse:
    """`below`: what is wrong with the area below which the file lies."""
    context = {
        "net": net,
        "below_fault": below,
        "sent": request.POST,
        "datums": [(datum.value, name) for datum, name in NAMES.items()],
        "columns": [
            (name, COLUMNS[name], text_of(request.POST, f"column_{name}")) for name in NAMED
        ],
        "faults": sorted(faults or [], key=lambda fault: (not fault.row, fault)),
        "rows_at_fault": len({fault.row for fault in faults or [] if fault.row}),
    }
    return page(request, "nets/bring.html", context, status=422 if faults else 200)
