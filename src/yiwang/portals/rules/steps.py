"""The form of one step of a draft: its settings, its actions, and striking it out."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.forms import Filling, filled, read, values_of
from yiwang.portals.rules.numbers import number_of
from yiwang.portals.rules.saving import direction, save
from yiwang.portals.rules.sheet import Sheet, draft_page, read_sheet
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.editing.fields import SchemaField, fields_of
from yiwang.work.workflows.editing.text import (
    new_key,
    with_action,
    with_item_moved,
    with_values,
    without_step,
)
from yiwang.work.workflows.proof.shape import IDLE

FIELDS = fields_of(Step)
NEW_ACTION = ("act", "name", "name_en", "to")


@rules_page
def step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Look at the step, save it, add an action, or strike the step out."""
    sheet = read_sheet(request, key, step=step)
    if request.method != "POST":
        return _form(request, sheet)
    if "remove" in request.POST:
        return _removed(request, sheet)
    if "add" in request.POST:
        return _added(request, sheet)
    if by := direction(request):
        return _moved(request, sheet, by)
    fields = _fields(sheet.definition.steps[step])
    values = read(fields, request.POST)
    place = ("steps", step)
    outcome = save(request, sheet, lambda text: with_values(text, place, values), place)
    if outcome.errors:
        return _form(request, sheet, outcome, is_typed=True)
    messages.success(request, _("Saved in the draft."))
    return redirect("rules_step", key, step)


def _removed(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    outcome = save(request, sheet, lambda text: without_step(text, sheet.step))
    if outcome.errors:
        return _form(request, sheet, outcome)
    messages.success(request, _("The step is struck out of the draft."))
    return redirect("rules_draft", sheet.workflow.key)


def _moved(request: HttpRequest, sheet: Sheet, by: int) -> HttpResponse:
    """An action one place up or down: buttons stand in this order."""
    index = number_of(request.POST.get("up") or request.POST.get("down") or "")
    place = ("steps", sheet.step, "actions")
    outcome = save(request, sheet, lambda text: with_item_moved(text, place, index, by))
    if outcome.errors:
        return _form(request, sheet, outcome)
    return redirect("rules_step", sheet.workflow.key, sheet.step)


def _added(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    values: dict[str, object] = {name: text_of(request.POST, name, 500) for name in NEW_ACTION}
    values["to"] = values["to"] or None
    actions = sheet.definition.steps[sheet.step].actions
    act = str(values["act"])
    key = new_key([action.key for action in actions], act)
    if key != act:
        values["key"] = key
    place = ("steps", sheet.step, "actions", len(actions))
    edit = save(request, sheet, lambda text: with_action(text, sheet.step, values), place)
    if edit.errors:
        return _form(request, sheet, edit, is_adding=True)
    messages.success(request, _("The action is there. Say what it tells whoever presses it."))
    return redirect("rules_action", sheet.workflow.key, sheet.step, len(actions))


def _form(
    request: HttpRequest,
    sheet: Sheet,
    outcome: Outcome | None = None,
    *,
    is_typed: bool = False,
    is_adding: bool = False,
) -> HttpResponse:
    shown = sheet.definition.steps[sheet.step]
    faults: Mapping[str, str] = outcome.faults if outcome else {}
    fields = _fields(shown)
    filling = Filling(
        chosen=sheet.chosen,
        kind=shown.kind,
        values=values_of(shown, fields),
        typed=request.POST if is_typed else None,
        faults={} if is_adding else faults,
    )
    new = {name: text_of(request.POST, name, 500) if is_adding else "" for name in NEW_ACTION}
    return draft_page(
        request,
        "step.html",
        sheet,
        outcome,
        step=shown,
        fields=filled(fields, filling),
        new=new,
        new_faults=faults if is_adding else {},
        acts_offered=sheet.chosen.acts(shown.kind),
    )


def _fields(shown: Step) -> list[SchemaField]:
    """Those that have an effect in this kind of step, and those that hold something anyway."""
    idle = IDLE.get(shown.kind, ())
    return [each for each in FIELDS if each.name not in idle or getattr(shown, each.name)]
