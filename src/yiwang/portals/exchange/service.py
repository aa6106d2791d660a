"""What one volunteer has served in a period: for themselves and the two bodies that answer."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, staff_page
from yiwang.portals.exchange.frame import shown
from yiwang.work.exchange.queries.volunteers import service_of


@staff_page
@require_safe
def service(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The year up to today where no days are chosen."""
    on = timezone.localdate()
    until = _day(request.GET.get("until", "")) or on
    since = _day(request.GET.get("since", "")) or date(until.year, 1, 1)
    since, until = min(since, until), max(since, until)
    found = service_of(appointment_id, account_of(request), since, until, on)
    context = {
        "service": found,
        "since": since,
        "until": until,
        "is_own": found.appointment.account_id == account_of(request),
    }
    return shown(request, "exchange/service.html", context)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
