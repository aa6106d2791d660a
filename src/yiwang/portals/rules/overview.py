"""The list of rules that can be changed, and the draft of one workflow with its proof."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import actor_of, page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.numbers import number_of
from yiwang.portals.rules.saving import direction, save
from yiwang.portals.rules.sheet import Sheet, draft_page, line_of, read_sheet
from yiwang.structure.registers.queries import register_lines
from yiwang.work.cases.queries.moved_by import types_moved_by
from yiwang.work.workflows.actions.discard_draft import discard_draft
from yiwang.work.workflows.actions.draft import draft
from yiwang.work.workflows.editing.text import new_key, with_step, with_step_moved
from yiwang.work.workflows.queries.drafted import source_of, workflow_lines
from yiwang.work.workflows.queries.touched import touched


@rules_page
def overview(request: HttpRequest) -> HttpResponse:
    """Every workflow and register with the version in force, its draft and what is coming."""
    now = timezone.now()
    context = {
        "workflows": workflow_lines(now),
        "registers": register_lines(timezone.localdate(now)),
        "now": now,
    }
    return page(request, "rules/overview.html", context)


@rules_page
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """The versions of a workflow; from here a new one is drafted."""
    workflow, now = line_of(key), timezone.now()
    if request.method == "POST":
        return _begun(request, key)
    context = {
        "workflow": workflow,
        "touched": touched(key, actor=actor_of(request), now=now),
        "types": types_moved_by(key),
        "now": now,
    }
    return page(request, "rules/versions.html", context)


@rules_page
def workflow_draft(request: HttpRequest, key: str) -> HttpResponse:
    """The draft: drawing, proof, and its steps as links; a step can be added."""
    sheet = read_sheet(request, key)
    typed = {name: text_of(request.POST, name, 200) for name in ("name", "kind", "stage")}
    if request.method != "POST":
        return _draft(request, sheet)
    if "discard" in request.POST:
        return _discarded(request, key)
    if by := direction(request):
        return _moved(request, sheet, by)
    step = new_key(sheet.definition.steps, "step")
    values = {**typed, "name_en": text_of(request.POST, "name_en", 200)}
    outcome = save(request, sheet, lambda text: with_step(text, step, values), ("steps", step))
    if outcome.errors:
        return _draft(request, sheet, outcome, typed)
    messages.success(request, _("The step is there. Say who acts in it, and what they can do."))
    return redirect("rules_step", key, step)


def _moved(request: HttpRequest, sheet: Sheet, by: int) -> HttpResponse:
    """A step one place up or down in the list; the first step stays the one that is named."""
    step = text_of(request.POST, "up", 60) or text_of(request.POST, "down", 60)
    outcome = save(request, sheet, lambda text: with_step_moved(text, step, by))
    if outcome.errors:
        return _draft(request, sheet, outcome)
    return redirect("rules_draft", sheet.workflow.key)


def _draft(
    request: HttpRequest,
    sheet: Sheet,
    outcome: Outcome | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    faults = outcome.faults if outcome else {}
    kinds = sheet.chosen.options("kind")
    return draft_page(
        request, "draft.html", sheet, outcome, typed=typed or {}, at_fields=faults, kinds=kinds
    )


def _begun(request: HttpRequest, key: str) -> HttpResponse:
    """A draft that begins with the text of a version, over the state that was seen."""
    source = source_of(key, number_of(request.POST.get("number", "")))
    seen, now = request.POST.get("seen", ""), timezone.now()
    try:
        draft(source.text, path=f"{key}.toml", actor=actor_of(request), now=now, seen=seen)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("rules_versions", key)
    said = _("The draft begins as version %(number)s. Nothing runs by it until it is published.")
    messages.success(request, said % {"number": source.number})
    return redirect("rules_draft", key)


def _discarded(request: HttpRequest, key: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        discard_draft(key, actor=actor_of(request), now=timezone.now(), seen=seen)
    except Refusal as refusal:
        outcome = Outcome(errors=[("", str(refusal))])
        return _draft(request, read_sheet(request, key), outcome)
    messages.success(request, _("The draft is thrown away. What is published stays as it is."))
    return redirect("rules_versions", key)
