"""The page of an area's days, by month or by week, and the file for calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.days.as_file import as_calendar
from yiwang.portals.days.collected import Day, Span, days_in
from yiwang.portals.days.spans import Shown, asked
from yiwang.portals.moments import WEEKDAYS
from yiwang.structure.posts.queries import appointments_of
from yiwang.structure.territory.queries import area as area_by_id
from yiwang.structure.territory.queries import area_by_code, path_of
from yiwang.work.cases.actions.take_days import take_days

AHEAD = timedelta(days=92)  # in the file
SHOWN_LATE = 20
SHOWN_IN_CELL = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the calendar with what stands on it."""

    on: date
    days: list[Day]
    is_within: bool  # not one of the neighbouring month

    @property
    def weekday(self) -> str:
        return str(WEEKDAYS[self.on.weekday()])

    @property
    def further(self) -> int:
        return len(self.days) - SHOWN_IN_CELL


@staff_page
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The days of where the reader works; without such a place, the areas to choose from."""
    for held in appointments_of(account_of(request), timezone.localdate()):
        body = held.post.organization
        if found := held.post.area_id or (body.area_id if body else None):
            here = area_by_id(found)
            return redirect("days", here.net.key, here.code)
    return redirect("desk_areas")


@staff_page
@require_safe
def days(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """Everything of an area that has a day, of one heading where it is chosen."""
    here, now = area_by_code(code, net), timezone.now()
    shown = asked(request.GET, timezone.localdate(now))
    heading = text_of(request.GET, "heading", 80)
    span = Span(here, account_of(request), shown.first, shown.last, now)
    found = days_in(span, heading)
    weeks = [[_cell(on, found.found, shown) for on in week] for week in shown.grid]
    context = {
        "area": here,
        "path": path_of(here.pk)[:-1],
        "shown": shown,
        "heading": heading,
        "days": found,
        "late": found.late[:SHOWN_LATE],
        "weeks": weeks,
        "listed": [cell for week in weeks for cell in week if cell.days],
        "weekdays": WEEKDAYS,
        "today": timezone.localdate(now),
        "now": now,
    }
    return page(request, "days/page.html", context)


def _cell(on: date, found: Sequence[Day], shown: Shown) -> Cell:
    return Cell(on, [day for day in found if day.on == on], shown.first <= on <= shown.last)


@staff_page
@require_POST
def as_file(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """The coming three months for the reader's own calendar; what is confidential is left out."""
    here, now = area_by_code(code, net), timezone.now()
    today = timezone.localdate(now)
    found = days_in(Span(here, account_of(request), today, today + AHEAD, now))
    name = _("Days of %(area)s") % {"area": here.label}
    leaving = [day for day in found.found if day.leaves_the_house]
    cases = {day.case_id for day in leaving if day.case_id}
    take_days(cases, here.pk, actor=actor_of(request), now=now)
    host, base = request.get_host(), request.build_absolute_uri("/").rstrip("/")
    content = as_calendar(name, leaving, host=host, base=base, now=now)
    header = {"Content-Disposition": f'attachment; filename="days-{here.code}.ics"'}
    return HttpResponse(content, "text/calendar; charset=utf-8", headers=header)
