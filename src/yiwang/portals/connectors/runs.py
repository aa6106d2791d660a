"""Runs: a file brought by hand, fetching now, what a run would change or did, applying it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Refusal
from yiwang.foundation.sheets.faults import SHOWN, UnreadableTable
from yiwang.foundation.sheets.names import Names
from yiwang.foundation.sheets.reading import LARGEST
from yiwang.interfaces.connectors.actions.answer import answer
from yiwang.interfaces.connectors.actions.apply_run import apply_run
from yiwang.interfaces.connectors.actions.discard_run import discard_run
from yiwang.interfaces.connectors.actions.fetch import fetch
from yiwang.interfaces.connectors.actions.take_in import Sent, take_in
from yiwang.interfaces.connectors.models import Run
from yiwang.interfaces.connectors.planning import Planned, plan_of_content
from yiwang.interfaces.connectors.queries import run_named
from yiwang.portals.administration.tables import told_of_plan
from yiwang.portals.casework.staff import actor_of, page
from yiwang.portals.connectors.access import connector_page
from yiwang.structure.registers.dictionaries import dictionaries_in_force


@connector_page
@require_POST
def bring(request: HttpRequest, key: str) -> HttpResponse:
    """A file brought by hand; it is looked at on the next page."""
    upload = request.FILES.get("table")
    if upload is None:
        messages.warning(request, _("Choose the file first: JSON, CSV or XLSX."))
        return redirect("connector", key)
    sent = Sent(upload.read(LARGEST + 1), name=str(upload.name))
    found = take_in(key, sent, actor=actor_of(request), now=timezone.now())
    return redirect("connector_run", found.pk)


@connector_page
@require_POST
def fetch_now(request: HttpRequest, key: str) -> HttpResponse:
    """Fetch it now, whenever its turn would be."""
    found = fetch(key, actor=actor_of(request), now=timezone.now())
    return redirect("connector_run", found.pk)


@connector_page
@require_POST
def answer_now(request: HttpRequest, key: str) -> HttpResponse:
    """Tell the other system now what came of its bodies."""
    found = answer(key, actor=actor_of(request), now=timezone.now())
    return redirect("connector_run", found.pk)


@connector_page
@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """What a run would change or has changed, or what is wrong with it; sent: apply it."""
    found = run_named(run_id)
    overwrites = "overwrites" in (request.POST or request.GET)
    if request.method != "POST":
        return _page(request, found, overwrites=overwrites)
    actor, now = actor_of(request), timezone.now()
    if "discard" in request.POST:
        discard_run(run_id, actor=actor, now=now)
        messages.success(request, _("Thrown away. Nothing was changed."))
        return redirect("connector", found.connector.key)
    seen = request.POST.get("seen", "")
    try:
        apply_run(run_id, seen=seen, overwrites=overwrites, actor=actor, now=now)
    except Refusal as refusal:
        return _page(request, run_named(run_id), overwrites=overwrites, error=str(refusal))
    messages.success(request, _("Applied. Each row tells in its history from where it came."))
    return redirect("connector_run", run_id)


def _page(
    request: HttpRequest, found: Run, *, overwrites: bool = False, error: str = ""
) -> HttpResponse:
    context: dict[str, object] = {
        "run": found,
        "connector": found.connector,
        "overwrites": overwrites,
        "now": timezone.now(),
    }
    status = 409 if error else 200
    if found.is_open and found.content is not None:
        try:
            planned = _planned(found, overwrites=overwrites)
        except UnreadableTable as unreadable:
            error, status = str(unreadable), 422
        else:
            context |= _told(planned)
            status = 422 if planned.plan.faults else status
    context["errors"] = [("", error)] if error else []
    return page(request, "connectors/run.html", context, status=status)


def _planned(found: Run, *, overwrites: bool) -> Planned:
    content = bytes(found.content or b"")
    return plan_of_content(found.connector, content, timezone.now(), overwrites=overwrites)


def _told(planned: Planned) -> dict[str, object]:
    plan = planned.plan
    names = Names(plan.kind, [each.after for each in plan.left])
    left = [(names.called(each.after), names.codes(each.after)) for each in plan.left[:SHOWN]]
    books = dictionaries_in_force(localdate())
    unknown = [(key, books.get(key, key)) for key in sorted(planned.came.unknown)]
    return told_of_plan(plan.kind, plan) | {"left": left, "unknown": unknown}
