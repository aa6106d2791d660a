"""Tables of a list out and in: the template, what is, what would change, and applying it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal
from yiwang.foundation.sheets.actions.apply_table import apply_table
from yiwang.foundation.sheets.actions.bring_table import Brought, bring_table
from yiwang.foundation.sheets.actions.discard_table import discard_table
from yiwang.foundation.sheets.actions.take_list import take_list
from yiwang.foundation.sheets.described import RowChange, SheetKind, What
from yiwang.foundation.sheets.faults import SHOWN, UnreadableTable
from yiwang.foundation.sheets.models import Upload
from yiwang.foundation.sheets.names import Names
from yiwang.foundation.sheets.planning import Plan
from yiwang.foundation.sheets.queries import upload_to_see
from yiwang.foundation.sheets.reading import LARGEST, harmless
from yiwang.foundation.sheets.waiting import plan_of
from yiwang.foundation.sheets.workbook import XLSX, template
from yiwang.portals.administration.lists import list_page
from yiwang.portals.administration.rows import address_of
from yiwang.portals.casework.staff import account_of, actor_of, page

CHANGES_SHOWN = 300
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Shown:
    """A change in words: field by field before and after."""

    change: RowChange
    called: str
    code: str
    fields: list[tuple[str, str, str]]
    address: str


@list_page
def blank(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """The template to fill in."""
    return _attached(template(kind), XLSX, f"{kind.key}-template.xlsx")


@list_page
def taken(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """What is in the list now, as a workbook or CSV; taking it along is recorded."""
    if request.method != "POST":
        return redirect("administration_rows", kind.key)
    form = "csv" if request.POST.get("as") == "csv" else "xlsx"
    content = take_list(kind, form, actor=actor_of(request), now=timezone.now())
    return _attached(content, CSV if form == "csv" else XLSX, f"{kind.key}.{form}")


@list_page
def bring(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """Bring a table; it is looked at on the next page."""
    upload = request.FILES.get("table")
    if request.method != "POST" or upload is None:
        messages.warning(request, _("Choose the table first: XLSX or CSV."))
        return redirect("administration_rows", kind.key)
    content: bytes = upload.read(LARGEST + 1)
    brought = Brought(str(upload.name), content, replaces="replaces" in request.POST)
    pk = bring_table(kind, brought, actor=actor_of(request), now=timezone.now())
    return redirect("administration_table", kind.key, pk)


@list_page
def table(request: HttpRequest, kind: SheetKind, upload_id: int) -> HttpResponse:
    """What a table that was brought would change, or what is wrong with it; sent: apply it."""
    upload = upload_to_see(upload_id, kind.key, account_of(request))
    if request.method != "POST":
        return _page(request, kind, upload)
    if "discard" in request.POST:
        discard_table(upload_id, actor=actor_of(request), now=timezone.now())
        messages.success(request, _("Thrown away. Nothing was changed."))
        return redirect("administration_rows", kind.key)
    seen = request.POST.get("seen", "")
    try:
        apply_table(upload_id, kind, seen=seen, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return _page(request, kind, upload, str(refusal))
    messages.success(request, str(kind.applied))
    return redirect("administration_table", kind.key, upload_id)


@list_page
def faults(request: HttpRequest, kind: SheetKind, upload_id: int) -> HttpResponse:
    """Everything that is wrong with a table, to take along."""
    upload = upload_to_see(upload_id, kind.key, account_of(request))
    plan = plan_of(upload, kind, actor_of(request), timezone.now())
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Sheet"), _("Row"), _("Column"), _("What to correct")])
    for fault in plan.faults:
        cells = (plan.sheet, str(fault.row or ""), fault.column, fault.sentence)
        writer.writerow([harmless(cell) for cell in cells])
    return _attached("\ufeff" + out.getvalue(), CSV, f"{kind.key}-faults.csv")


def _page(request: HttpRequest, kind: SheetKind, upload: Upload, error: str = "") -> HttpResponse:
    context: dict[str, object] = {"kind": kind, "upload": upload, "now": timezone.now()}
    status = 409 if error else 200
    if upload.applied_at is None:
        try:
            plan = plan_of(upload, kind, actor_of(request), timezone.now())
        except UnreadableTable as unreadable:
            error, status = str(unreadable), 422
        else:
            context |= told_of_plan(kind, plan)
            status = 422 if plan.faults else status
    context["errors"] = [("", error)] if error else []
    return page(request, "administration/table.html", context, status=status)


def told_of_plan(kind: SheetKind, plan: Plan) -> dict[str, object]:
    """What `plan_figures.html` and `plan_changes.html` show of it."""
    shown = {
        what: [change for change in plan.changes if change.what is what][:CHANGES_SHOWN]
        for what in What
    }
    remarked = {remark.row for remark in plan.remarks[:SHOWN]}
    looked_at = [*chain(*shown.values()), *(c for c in plan.changes if c.number in remarked)]
    sides = [side for change in looked_at for side in (change.before, change.after) if side]
    names = Names(kind, sides)
    groups = [(what, [_shown(each, names) for each in shown[what]]) for what in What]
    return {
        "plan": plan,
        "faults": [fault.said(plan.sheet) for fault in plan.faults[:SHOWN]],
        "rows_at_fault": len({fault.row for fault in plan.faults}),
        "further_faults": max(len(plan.faults) - SHOWN, 0),
        "remarks": list(_remarks(plan, names)),
        "further_remarks": max(len(plan.remarks) - SHOWN, 0),
        "groups": [(what, lines, plan.counts[what]) for what, lines in groups if lines],
        "most": CHANGES_SHOWN,
    }


def _remarks(plan: Plan, names: Names) -> Iterator[tuple[str, str]]:
    """What to look at first: which row is meant, in words, and the sentence."""
    rows = {change.number: change.after for change in plan.changes}
    for remark in plan.remarks[:SHOWN]:
        yield names.called(rows[remark.row]) if remark.row in rows else "", remark.sentence


def _shown(change: RowChange, names: Names) -> Shown:
    before, kind = change.before or {}, names.kind
    fields = [
        (
            str(column.title),
            names.said(column, before.get(column.key, "")),
            names.said(column, change.after[column.key]),
        )
        for column in kind.written_columns
        if before.get(column.key, "") != change.after[column.key]
    ]
    address = address_of(kind, change.key) if change.before else ""
    called, code = names.called(change.after), names.codes(change.after)
    return Shown(change, called, code, fields, address)


def _attached(content: bytes | str, kind: str, name: str) -> HttpResponse:
    header = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": header})
