"""The text of a draft for those who want it: to be read, taken along, and brought back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.saving import refused, save
from yiwang.portals.rules.sheet import Sheet, draft_page, read_sheet
from yiwang.work.workflows.definition.read import FaultyDefinition, read_definition

LARGEST = 1_000_000  # bytes of a file brought back


@rules_page
def text(request: HttpRequest, key: str) -> HttpResponse:
    """The TOML text of the draft; sent back it takes the draft's place."""
    sheet = read_sheet(request, key)
    if request.method == "POST":
        return _replaced(request, sheet)
    if "download" in request.GET:
        name = f'attachment; filename="{key}.toml"'
        return HttpResponse(
            sheet.source.text,
            "application/toml; charset=utf-8",
            headers={"Content-Disposition": name},
        )
    return draft_page(request, "text.html", sheet, text=sheet.source.text)


def _replaced(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    given = _given(request)
    outcome = _outcome(request, sheet, given)
    if outcome.errors:
        return draft_page(request, "text.html", sheet, outcome, text=given)
    messages.success(request, _("Saved in the draft."))
    return redirect("rules_draft", sheet.workflow.key)


def _outcome(request: HttpRequest, sheet: Sheet, given: str) -> Outcome:
    try:
        definition = read_definition(given, "")
    except FaultyDefinition as faulty:
        return refused(sheet, faulty.faults, ("?",))
    if definition.key != sheet.workflow.key:
        said = _("This text is of the workflow “%(other)s”, not of this one.")
        return Outcome(errors=[("text", said % {"other": definition.key})])
    return save(request, sheet, lambda _text: given, ("?",))


def _given(request: HttpRequest) -> str:
    """The file chosen, else what stands in the field."""
    upload = request.FILES.get("file")
    if upload is not None and upload.size is not None and upload.size <= LARGEST:
        content: bytes = upload.read()
        return content.decode("utf-8-sig", "replace").replace("\x00", "")
    text = request.POST.get("text", "")[:LARGEST]
    return text.replace("\r\n", "\n").replace("\x00", "")
