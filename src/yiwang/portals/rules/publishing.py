"""The second look before a workflow is published: what will happen, from when, and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import actor_of
from yiwang.portals.casework.typed import text_of
from yiwang.portals.moments import on_day
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.comparing import comparison
from yiwang.portals.rules.numbers import day_of
from yiwang.portals.rules.sheet import Sheet, draft_page, read_sheet
from yiwang.work.cases.queries.moved_by import types_moved_by
from yiwang.work.workflows.actions.publish_draft import publish_draft
from yiwang.work.workflows.queries.touched import touched

WHERE = {"effective_from": "on"}  # the field in which a fault is mended


@rules_page
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Look once more; then from the day chosen new cases follow the draft."""
    sheet = read_sheet(request, key)
    if request.method != "POST":
        return _look(request, sheet)
    on, reason = day_of(request.POST.get("on", "")), text_of(request.POST, "reason")
    now, actor, seen = timezone.now(), actor_of(request), request.POST.get("seen", "")
    try:
        version = publish_draft(key, seen=seen, on=on, reason=reason, actor=actor, now=now)
    except Invalid as refusal:
        faults = {WHERE.get(name, name): str(said) for name, said in refusal.fields.items()}
        errors = [(f"f-{name}", said) for name, said in faults.items()]
        return _look(request, sheet, Outcome(faults, errors))
    except Refusal as refusal:
        return _look(request, sheet, Outcome(errors=[("", str(refusal))]))
    said = _("Version %(number)s is published. New cases follow it from %(day)s on.")
    begins = timezone.localdate(version.effective_from)
    told = {"number": version.number, "day": on_day(begins, timezone.localdate(now))}
    messages.success(request, said % told)
    return redirect("rules_versions", key)


def _look(request: HttpRequest, sheet: Sheet, outcome: Outcome | None = None) -> HttpResponse:
    in_force = sheet.workflow.in_force
    number = sheet.source.number
    return draft_page(
        request,
        "publish.html",
        sheet,
        outcome,
        at_fields=outcome.faults if outcome else {},
        comparison=comparison(sheet.workflow.key, in_force.number if in_force else number, number),
        touched=touched(sheet.workflow.key, actor=actor_of(request), now=sheet.at),
        types=types_moved_by(sheet.workflow.key),
        today=timezone.localdate(sheet.at),
        on=request.POST.get("on", "") or timezone.localdate(sheet.at).isoformat(),
        reason=text_of(request.POST, "reason"),
    )
