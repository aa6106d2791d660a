"""Why a task may be returned, and on which terms those at work may ask for something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.forms import Filling, FormField, filled, read, values_of
from yiwang.portals.rules.saving import Edit, save
from yiwang.portals.rules.sheet import Sheet, draft_page, read_sheet
from yiwang.work.workflows.acts import APPEALS
from yiwang.work.workflows.definition.schema import Reason, RequestTerms
from yiwang.work.workflows.editing.fields import SchemaField, fields_of
from yiwang.work.workflows.editing.text import new_key, with_table, with_values, without_table

FIELDS = [each for each in fields_of(RequestTerms) if each.name != "reasons"]
ONLY_OF_APPEALS = {"within"}
NEVER_OF_APPEALS = {"times", "most", "steps"}  # made once, after the end
ROOM = 2  # empty rows for further reasons
MOST_REASONS = 40
KINDS: dict[str, Promise] = {
    "extension": gettext_lazy("More time"),
    "pause": gettext_lazy("A pause"),
    "deferral": gettext_lazy("Setting aside"),
    "usual_limits": gettext_lazy("Taking back an urgency"),
    "void": gettext_lazy("Voiding"),
    "appeal_count": gettext_lazy("Objecting to a count: late, returned"),
    "appeal_rating": gettext_lazy("Objecting to a rating"),
}
LABELS: dict[str, Promise] = {  # where a setting means something else here than in a step
    "limit": gettext_lazy("Time to decide"),
    "times": gettext_lazy("Granted at most so many times"),
    "steps": gettext_lazy("May be asked in these steps; none chosen: wherever staff act"),
    "within": gettext_lazy("May be made so long after the end"),
}


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason to choose from; the key is what records know it by, and stays."""

    name: str  # of its inputs
    key: str = ""
    label: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class TermsForm:
    """The terms of one kind of request; without fields where it may not be asked for."""

    kind: str
    label: str
    fields: list[FormField]
    reasons: list[ReasonRow]
    approver: str = ""  # who decides today; empty: it may not be asked for
    is_open: bool = False  # something here has to be mended


@rules_page
def terms(request: HttpRequest, key: str) -> HttpResponse:
    """Look at them and save one part at a time: the reasons, or one kind of request."""
    sheet = read_sheet(request, key)
    if request.method != "POST":
        return _form(request, sheet)
    kind = request.POST.get("kind", "")
    place = ("requests", kind) if kind in KINDS else ("return_reasons",)
    outcome = save(request, sheet, _edit(request.POST, sheet, kind), place)
    if outcome.errors:
        return _form(request, sheet, outcome, kind)
    messages.success(request, _("Saved in the draft."))
    return redirect("rules_terms", key)


def _edit(post: QueryDict, sheet: Sheet, kind: str) -> Edit:
    if kind not in KINDS:
        return lambda text: with_values(text, (), {"return_reasons": _reasons(post)})
    if "remove" in post:
        return lambda text: without_table(text, ("requests", kind))
    values = read(_fields(kind), post)
    if kind in sheet.definition.requests:
        values["reasons"] = _reasons(post)
    return lambda text: with_table(text, ("requests", kind), values)


def _reasons(post: QueryDict) -> list[dict[str, str]]:
    """The rows as they stand; one without a name is struck out, a new one gets a key."""
    found: list[dict[str, str]] = []
    for number in range(MOST_REASONS):
        row = {name: text_of(post, f"reasons.{number}.{name}", 120) for name in _PARTS}
        if row["name"]:
            row["key"] = row["key"] or new_key([each["key"] for each in found], "reason")
            found.append(row)
    return found


_PARTS = ("key", "name", "name_en")


def _form(
    request: HttpRequest, sheet: Sheet, outcome: Outcome | None = None, kind: str = ""
) -> HttpResponse:
    is_typed = outcome is not None and "remove" not in request.POST
    typed = request.POST if is_typed else None
    definition = sheet.definition
    kinds = [
        _terms(sheet, each, str(label), typed if each == kind else None, outcome)
        for each, label in KINDS.items()
    ]
    returns = _rows(definition.return_reasons, typed if kind not in KINDS else None)
    return draft_page(request, "terms.html", sheet, outcome, kinds=kinds, returns=returns)


def _terms(
    sheet: Sheet, kind: str, label: str, typed: QueryDict | None, outcome: Outcome | None
) -> TermsForm:
    present = sheet.definition.requests.get(kind)
    values: Mapping[str, object] = values_of(present, FIELDS) if present else {}
    faults = outcome.faults if outcome and typed is not None else {}
    filling = Filling(sheet.chosen, values=values, typed=typed, faults=faults)
    reasons = _rows(present.reasons, typed) if present else []
    fields = [
        replace(field, label=str(LABELS.get(field.name, field.label)))
        for field in filled(_fields(kind), filling)
    ]
    approver = sheet.chosen.posts.get(present.approver, present.approver) if present else ""
    return TermsForm(kind, label, fields, reasons, approver, is_open=typed is not None)


def _fields(kind: str) -> list[SchemaField]:
    """What can be set for this kind of request."""
    left_out = NEVER_OF_APPEALS if kind in APPEALS else ONLY_OF_APPEALS
    return [each for each in FIELDS if each.name not in left_out]


def _rows(reasons: Sequence[Reason], typed: QueryDict | None) -> list[ReasonRow]:
    """The reasons with room for more, as typed where something was."""
    rows = [{"key": one.key, "name": one.name, "name_en": one.name_en} for one in reasons]
    if typed is not None:
        rows = _reasons(typed)
    rows += [dict.fromkeys(_PARTS, "")] * ROOM
    return [
        ReasonRow(f"reasons.{number}", row["key"], row["name"], row["name_en"])
        for number, row in enumerate(rows)
    ]
