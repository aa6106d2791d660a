"""The settings of a whole workflow, and the stages that the reporter sees."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.forms import Filling, filled, read, values_of
from yiwang.portals.rules.numbers import number_of
from yiwang.portals.rules.saving import Edit, save
from yiwang.portals.rules.sheet import Sheet, draft_page, read_sheet
from yiwang.work.workflows.definition.schema import Definition, Stage
from yiwang.work.workflows.editing.fields import fields_of
from yiwang.work.workflows.editing.text import new_key, with_stage, with_values, without_stage

# the key and what it moves are what other parts know the workflow by: they do not change
FIELDS = [each for each in fields_of(Definition) if each.name not in ("key", "subject")]
STAGE_FIELDS = [each for each in fields_of(Stage) if each.name != "key"]


@rules_page
def settings(request: HttpRequest, key: str) -> HttpResponse:
    """Look at them, save them, add a stage or strike one out."""
    sheet = read_sheet(request, key)
    if request.method != "POST":
        return _form(request, sheet)
    outcome = save(request, sheet, _edit(request, sheet))
    if outcome.errors:
        return _form(request, sheet, outcome)
    messages.success(request, _("Saved in the draft."))
    return redirect("rules_settings", key)


def _edit(request: HttpRequest, sheet: Sheet) -> Edit:
    stages = sheet.definition.stages
    if "remove_stage" in request.POST:
        number = number_of(request.POST.get("remove_stage", ""))
        return lambda text: without_stage(text, number)
    if "add_stage" in request.POST:
        key = new_key([stage.key for stage in stages], "stage")
        named = {name: text_of(request.POST, f"new_{name}", 200) for name in ("name", "name_en")}
        return lambda text: with_stage(text, {"key": key, **named})

    def changed(text: str) -> str:
        text = with_values(text, (), read(FIELDS, request.POST))
        for number in range(len(stages)):
            values = read(STAGE_FIELDS, request.POST, f"stages.{number}.")
            text = with_values(text, ("stages", number), values)
        return text

    return changed


def _form(request: HttpRequest, sheet: Sheet, outcome: Outcome | None = None) -> HttpResponse:
    definition = sheet.definition
    is_typed = outcome is not None and not {"add_stage", "remove_stage"} & set(request.POST)
    typed, faults = request.POST if is_typed else None, outcome.faults if outcome else {}
    whole = Filling(sheet.chosen, values=values_of(definition, FIELDS), typed=typed, faults=faults)
    stages = [
        filled(
            STAGE_FIELDS,
            Filling(sheet.chosen, values=values_of(stage, STAGE_FIELDS), typed=typed),
            f"stages.{number}.",
        )
        for number, stage in enumerate(definition.stages)
    ]
    return draft_page(
        request,
        "settings.html",
        sheet,
        outcome,
        fields=filled(FIELDS, whole),
        stages=stages,
        new_name=text_of(request.POST, "new_name", 200) if "add_stage" in request.POST else "",
    )
