"""The form of one action of a step: what it does, what it is called, where it leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.forms import Filling, filled, read, values_of
from yiwang.portals.rules.saving import save
from yiwang.portals.rules.sheet import Sheet, draft_page, read_sheet
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.editing.fields import SchemaField, fields_of
from yiwang.work.workflows.editing.text import with_values, without_action
from yiwang.work.workflows.proof.graph import LEADING_EFFECTS

FIELDS = [each for each in fields_of(Action) if each.name != "key"]


@rules_page
def action(request: HttpRequest, key: str, step: str, index: int) -> HttpResponse:
    """Look at the action, save it, or strike it out."""
    sheet = read_sheet(request, key, step=step)
    actions = sheet.definition.steps[step].actions
    if index >= len(actions):
        raise NotFound(_("The step has no such action any more. Go back to the step."))
    if request.method != "POST":
        return _form(request, sheet, index)
    place = ("steps", step, "actions", index)
    if "remove" in request.POST:
        outcome = save(request, sheet, lambda text: without_action(text, step, index))
        done = _("The action is struck out of the draft.")
    else:
        values = read(_fields(actions[index]), request.POST)
        outcome = save(request, sheet, lambda text: with_values(text, place, values), place)
        done = _("Saved in the draft.")
    if outcome.errors:
        return _form(request, sheet, index, outcome)
    messages.success(request, done)
    if "remove" in request.POST:
        return redirect("rules_step", key, step)
    return redirect("rules_action", key, step, index)


def _form(
    request: HttpRequest, sheet: Sheet, index: int, outcome: Outcome | None = None
) -> HttpResponse:
    step = sheet.definition.steps[sheet.step]
    shown = step.actions[index]
    fields = _fields(shown)
    filling = Filling(
        chosen=sheet.chosen,
        kind=step.kind,
        values=values_of(shown, fields),
        typed=request.POST if outcome and "remove" not in request.POST else None,
        faults=outcome.faults if outcome else {},
    )
    return draft_page(
        request,
        "action.html",
        sheet,
        outcome,
        step=step,
        action=shown,
        index=index,
        fields=filled(fields, filling),
    )


def _fields(shown: Action) -> list[SchemaField]:
    """Those that have an effect for this act, and those that hold something anyway."""
    act = ACTS[shown.act]
    idle = set()
    if act.effect not in LEADING_EFFECTS:
        idle.add("to")
    if act.key != "rate":
        idle.add("to_dissatisfied")
    if act.effect is not Effect.MOVE:
        idle |= {"ballot", "to_rejected"}
    if "organizations" not in act.needs:
        idle.add("gate")
    return [each for each in FIELDS if each.name not in idle or getattr(shown, each.name)]
