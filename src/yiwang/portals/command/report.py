"""The daily and the weekly report: read on a page, taken along as a document or a workbook."""

from datetime import date, timedelta
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import Refusal
from yiwang.insight.boards.actions.export_report import export_report
from yiwang.insight.boards.reports import DAILY, WEEKLY, Issue, issue_of, report_of
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.command.as_document import as_document
from yiwang.portals.command.as_workbook import as_workbook
from yiwang.portals.command.chosen import Chosen, chosen_of

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    "docx": (as_document, f"{OFFICE}.wordprocessingml.document"),
    "xlsx": (as_workbook, f"{OFFICE}.spreadsheetml.sheet"),
}


@staff_page
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report of the day before or the week before, unless another is asked for."""
    now = timezone.now()
    chosen = chosen_of(request.GET, account_of(request), now)
    issue = _issue(request.GET, chosen)
    context = {
        "chosen": chosen,
        "issue": issue,
        "report": report_of(chosen.board, chosen.area, issue, now),
        "kinds": (DAILY, WEEKLY),
        "now": now,
    }
    return page(request, "command/report.html", context)


@staff_page
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The same as a file; who took it is recorded."""
    now = timezone.now()
    chosen = chosen_of(request.POST, account_of(request), now)
    issue = _issue(request.POST, chosen)
    form = request.POST.get("form", "")
    form = form if form in FORMS else "docx"
    write, kind = FORMS[form]
    try:
        made = export_report(
            chosen.board, chosen.area, issue, form, actor=actor_of(request), now=now
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{reverse('command_report')}?{chosen.address()}")
    name = f"{made.title} {made.issue}.{form}"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(write(made), kind, headers=headers)


def _issue(query: QueryDict, chosen: Chosen) -> Issue:
    kind = WEEKLY if query.get("kind") == WEEKLY else DAILY
    back = timedelta(days=7 if kind == WEEKLY else 1)
    return issue_of(kind, _day(query.get("day", "")) or chosen.today - back)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None  # a year before and a week after it are days too
