"""The draft of a register: its entries in their order, and thrown away. Tables of it go the way of
all lists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import account_of, actor_of
from yiwang.portals.desk.entries import entry_lines
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.entry_list import OF
from yiwang.portals.rules.numbers import number_of
from yiwang.portals.rules.register_sheet import (
    RegisterSheet,
    read_register,
    register_page,
    save_rows,
)
from yiwang.structure.registers.actions.discard_register_draft import discard_register_draft
from yiwang.structure.registers.queries import versions_of
from yiwang.structure.registers.rows import EntryRow


@rules_page
def register(request: HttpRequest, key: str) -> HttpResponse:
    """Look at the draft, begin it, move or strike out an entry."""
    sheet = read_register(request, key, is_drafted=False)
    if request.method != "POST":
        return _page(request, sheet)
    if "discard" in request.POST:
        return _discarded(request, sheet)
    outcome = save_rows(request, sheet, _rows(request, sheet))
    if outcome.errors:
        return _page(request, sheet, outcome)
    messages.success(request, _("Saved in the draft."))
    return redirect("rules_register", key)


def _rows(request: HttpRequest, sheet: RegisterSheet) -> list[EntryRow]:
    """The entries as they are to be."""
    rows = sheet.rows
    for what, by in (("up", -1), ("down", 1)):
        place = number_of(request.POST.get(what, "")) - 1
        if what in request.POST and 0 <= place < len(rows) and 0 <= place + by < len(rows):
            rows[place], rows[place + by] = rows[place + by], rows[place]
    if "remove" in request.POST:
        place = number_of(request.POST.get("remove", "")) - 1
        rows = [row for number, row in enumerate(rows) if number != place]
    return rows


def _discarded(request: HttpRequest, sheet: RegisterSheet) -> HttpResponse:
    seen, actor, key = request.POST.get("seen", ""), actor_of(request), sheet.register.key
    try:
        discard_register_draft(key, seen=seen, actor=actor, now=timezone.now())
    except Refusal as refusal:
        return _page(request, sheet, Outcome(errors=[("", str(refusal))]))
    messages.success(request, _("The draft is thrown away. What is published stays as it is."))
    return redirect("rules_register", key)


def _page(
    request: HttpRequest, sheet: RegisterSheet, outcome: Outcome | None = None
) -> HttpResponse:
    on = timezone.localdate()
    return register_page(
        request,
        "register.html",
        sheet,
        outcome,
        list=f"{OF}{sheet.register.key}",
        lines=entry_lines(sheet.entries, account_of(request), on),
        versions=versions_of(sheet.register.key),
    )
