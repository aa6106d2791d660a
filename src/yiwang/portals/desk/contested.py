"""Contested entries (争议条目): what departments gave back in a year, entry by entry."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.work.cases.actions.export_contested import export_contested
from yiwang.work.cases.queries.contested import contested_entries

YEARS_BACK = 4


@staff_page
@require_safe
def contested(request: HttpRequest) -> HttpResponse:
    """The most contested first, with the cases behind each."""
    now = timezone.now()
    this_year = timezone.localdate(now).year
    year = _year(request.GET.get("year", ""), this_year)
    context = {
        "contested": contested_entries(year, account_of(request), now=now),
        "year": year,
        "years": range(this_year, this_year - YEARS_BACK, -1),
        "now": now,
    }
    return page(request, "desk/contested.html", context)


@staff_page
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The same as a file, one line a return: recorded."""
    now = timezone.now()
    year = _year(request.POST.get("year", ""), timezone.localdate(now).year)
    content = export_contested(year, actor=actor_of(request), now=now)
    headers = {"Content-Disposition": f'attachment; filename="contested-{year}.csv"'}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=headers)


def _year(typed: str, this_year: int) -> int:
    """The year asked for, if it is one of those offered."""
    asked = int(typed) if typed.isdecimal() and len(typed) == 4 else this_year
    return asked if this_year - YEARS_BACK < asked <= this_year else this_year
