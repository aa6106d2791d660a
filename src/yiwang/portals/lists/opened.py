"""Registers that stand open: read, downloaded and compared by everybody, without an account.

What a register says is shown; which matter entered an entry, and why one was struck, stays inside.
"""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework import spreadsheets
from yiwang.portals.desk.entries import entry_lines
from yiwang.portals.lists.targets import ways_of
from yiwang.portals.rules.entry_rows import Known, as_row, rows_as_written
from yiwang.structure.registers.models import Entry, Register, RegisterVersion
from yiwang.structure.registers.queries import (
    current_version,
    entries_of,
    registers,
    versions_of,
)

INSIDE = {"why"}  # outcomes that are words of the house
NOBODY = 0
TARGET = "target"  # the effect of which everybody reads how far one has come


@require_safe
def registers_open(request: HttpRequest) -> HttpResponse:
    """Every open register that holds today."""
    on = timezone.localdate()
    found = [(each, current_version(each.key, on)) for each in registers() if each.is_public]
    context = {"listed": [(each, held) for each, held in found if held], "now": timezone.now()}
    return render(request, "lists/open_list.html", context)


@require_safe
def register_open(request: HttpRequest, key: str) -> HttpResponse:
    """One open register: what holds today, entry by entry, since when, and on which basis."""
    on = timezone.localdate()
    try:
        register, version = _open(key, on)
    except NotFound as refusal:
        return render(request, "lists/open_none.html", {"said": str(refusal)}, status=404)
    context = {
        "register": register,
        "version": version,
        "lines": entry_lines(_holding(version, on), NOBODY, on),
        "versions": versions_of(key),
        "ways": ways_of(register, on) if register.effect == TARGET else [],
        "now": timezone.now(),
    }
    return render(request, "lists/open.html", context)


@require_safe
def as_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The entries as CSV that Excel opens."""
    on = timezone.localdate()
    try:
        register, version = _open(key, on)
    except NotFound as refusal:
        return HttpResponse(str(refusal), "text/plain; charset=utf-8", status=404)
    entries = _holding(version, on)
    known = Known(register.effect, on)
    columns = [
        name
        for name in known.columns([as_row(entry) for entry in entries])
        if name not in INSIDE | {"entered_by"}
    ]
    content = spreadsheets.written(rows_as_written(entries), columns)
    header = {"Content-Disposition": f'attachment; filename="{key}.csv"'}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=header)


@require_safe
def as_json(request: HttpRequest, key: str) -> HttpResponse:
    """The same for programs, with the version, its day and its basis."""
    on = timezone.localdate()
    try:
        register, version = _open(key, on)
    except NotFound as refusal:
        return JsonResponse({"detail": str(refusal)}, status=404)
    return JsonResponse(
        {
            "key": register.key,
            "name": register.name,
            "name_en": register.name_en,
            "effect": register.effect,
            "owner": register.owner.name if register.owner else "",
            "version": version.number,
            "effective_from": version.effective_from.isoformat(),
            "basis": version.basis,
            "entries": [_as_json(entry) for entry in _holding(version, on)],
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _open(key: str, on: date) -> tuple[Register, RegisterVersion]:
    register = next((each for each in registers() if each.key == key and each.is_public), None)
    version = current_version(key, on) if register else None
    if register is None or version is None:
        raise NotFound(_("No register of this name is open to everybody."))
    return register, version


def _holding(version: RegisterVersion, on: date) -> Sequence[Entry]:
    return [e for e in entries_of(version.pk) if not (e.holds_until and e.holds_until < on)]


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "key": entry.key,
        "title": entry.title,
        "title_en": entry.title_en,
        "kind": entry.kind,
        "nature": entry.nature,
        "area": entry.area.code if entry.area else "",
        "words": entry.words,
        "outcome": {name: value for name, value in entry.outcome.items() if name not in INSIDE},
        "basis": entry.basis,
        "holds_from": entry.holds_from.isoformat() if entry.holds_from else None,
        "holds_until": entry.holds_until.isoformat() if entry.holds_until else None,
    }
