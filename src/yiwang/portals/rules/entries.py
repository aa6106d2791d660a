"""The form of one entry of a register's draft: what it is for, and what follows."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.areas_found import area_meant, as_offered
from yiwang.portals.casework.bodies_found import body_meant
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.typed import plain
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.entry_rows import LISTS, Faults, Known, Row, entry_of
from yiwang.portals.rules.entry_words import hint_of, label_of
from yiwang.portals.rules.forms import FormField
from yiwang.portals.rules.register_sheet import (
    RegisterSheet,
    read_register,
    register_page,
    save_rows,
)
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.workflows.editing.text import new_key

LONG = {"title", "words", "basis"}
CODES: dict[str, Callable[[str], str]] = {  # cells in which people write names
    "area": lambda said: area_meant(said, primary=True).code,
    "organizations": lambda said: body_meant(said).code,
}


@rules_page
def entry(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """An entry by its position from 1; 0 is a new one, put before the one named, else last."""
    sheet = read_register(request, key)
    if position > len(sheet.entries):
        raise NotFound(_("The draft has no such entry any more. Go back to the register."))
    columns = sheet.known.columns(sheet.rows)
    if request.method != "POST":
        row = sheet.as_written[position - 1] if position else {}
        return _form(request, sheet, position, row, {})
    typed = _typed(request, columns)
    keys = [row.key for row in sheet.rows]
    typed["key"] = keys[position - 1] if position else new_key(keys, "entry")
    coded, faults = _coded(typed)
    written, wrong = entry_of(coded, sheet.known)
    faults = wrong | faults
    if not faults:
        rows = sheet.rows
        if position:
            rows[position - 1] = written
        else:
            rows.insert(_place(request, len(rows)), written)
        outcome = save_rows(request, sheet, rows)
        if not outcome.errors:
            messages.success(request, _("Saved in the draft."))
            return redirect("rules_register", key)
        return _form(request, sheet, position, typed, dict(outcome.faults), outcome)
    outcome = Outcome(faults, [(f"f-{name}", said) for name, said in faults.items()])
    return _form(request, sheet, position, typed, faults, outcome)


def _typed(request: HttpRequest, columns: list[str]) -> Row:
    """One row of text; fields of several choices in one cell."""
    return {
        name: "|".join(
            part for each in request.POST.getlist(name) for part in plain(each).split("\n") if part
        )
        for name in columns
    }


def _coded(typed: Row) -> tuple[Row, Faults]:
    """The same with the codes of the area and the bodies that are meant; what fits none, or
    several, is told at its field."""
    coded, faults = dict(typed), {}
    for name, code_of in CODES.items():
        try:
            said = filter(None, typed.get(name, "").split("|"))
            coded |= {name: "|".join(map(code_of, said))} if name in typed else {}
        except NotFound as refusal:
            faults[name] = str(refusal)
    return coded, faults


def _place(request: HttpRequest, last: int) -> int:
    before = request.POST.get("before", "")
    return int(before) - 1 if before.isdecimal() and 0 < int(before[:9]) <= last else last


def _form(
    request: HttpRequest,
    sheet: RegisterSheet,
    position: int,
    row: Row,
    faults: Faults,
    outcome: Outcome | None = None,
) -> HttpResponse:
    columns = [name for name in sheet.known.columns(sheet.rows) if name != "key"]
    return register_page(
        request,
        "entry.html",
        sheet,
        outcome,
        fields=[_field(name, row.get(name, ""), sheet.known, faults) for name in columns],
        position=position,
        before=request.POST.get("before", ""),
        title=row.get("title", ""),
    )


def _field(name: str, text: str, known: Known, faults: Faults) -> FormField:
    values = tuple(filter(None, text.split("|")))
    options = _options(name, known)
    if name == "area":
        widget, text = "area", _area_shown(text)
    elif name == "functions":
        widget = "ladder"
    elif options:
        widget = "checks" if name in LISTS else "choice"
    elif name == "words" or name in LISTS:
        widget = "lines"
    else:
        widget = "long" if name in LONG else "text"
    if options:
        options |= {value: value for value in values if value not in options}
    return FormField(
        name=name,
        label=label_of(name),
        hint=hint_of(name),
        widget=widget,
        value=text,
        values=values,
        options=options,
        is_required=name in ("title", "functions", "to_nature", "admitted"),
        error=faults.get(name, ""),
    )


def _area_shown(text: str) -> str:
    """The area of a code by its name; what was typed otherwise as it is."""
    try:
        return as_offered(area_by_code(text)) if text else ""
    except NotFound:
        return text


def _options(name: str, known: Known) -> dict[str, str]:
    if name == "kind":
        return dict(known.kinds)
    if name in ("nature", "to_nature"):
        return dict(known.natures)
    if name == "functions":
        return dict(known.functions)
    if name == "admitted":
        return {"yes": _("may be asked"), "no": _("may not be asked")}
    return {}
