"""The figures of one's own reach: each a numerator over a denominator, each opening its cases."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Forbidden
from yiwang.insight.measures.indicators import Figure
from yiwang.insight.measures.queries import figures_for
from yiwang.insight.measures.settling import settling_for
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import has_power
from yiwang.work.cases.queries.counting import Period

COUNTS: dict[str, Promise] = {
    "solved": gettext_lazy("solved"),
    "accepted": gettext_lazy("accepted"),
    "open": gettext_lazy("accepted, still open"),
    "deferred": gettext_lazy("of these set aside until a day"),
    "closed_dissatisfied": gettext_lazy("closed, reporter dissatisfied"),
    "declined": gettext_lazy("declined with an answer"),
    "waiting": gettext_lazy("waiting for triage"),
    "withdrawn": gettext_lazy("withdrawn"),
    "voided": gettext_lazy("void, for a stated reason"),
    "satisfied": gettext_lazy("satisfied"),
    "rated": gettext_lazy("rated"),
    "unanswered": gettext_lazy("closed without a rating"),
    "ratings_left_out": gettext_lazy("ratings left out after an appeal"),
    "in_time": gettext_lazy("in time"),
    "timed": gettext_lazy("in time or late"),
    "late": gettext_lazy("late"),
    "late_left_out": gettext_lazy("left out after an appeal"),
    "returned": gettext_lazy("given back by a department"),
    "dispatched": gettext_lazy("given to departments"),
    "returns_left_out": gettext_lazy("left out after an appeal"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its word, and the cases behind it."""

    name: str
    number: int
    link: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as the page shows it."""

    figure: Figure
    numerator: Count
    denominator: Count
    beside: list[Count]


@staff_page
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of a period over everything that the reader may see."""
    account_id, now = account_of(request), timezone.now()
    if not has_power(account_id, VIEW_FIGURES, timezone.localdate(now)):
        raise Forbidden(_("None of your posts gives you the figures. Ask your supervisor."))
    since, until = _days(request, timezone.localdate(now))
    period = Period(_midnight(since), _midnight(until + timedelta(days=1)))
    found = figures_for(account_id, period, now=now)
    shown = [_shown(figure, since, until) for figure in found]
    context = {"figures": shown, "since": since, "until": until, "now": now, "years": _choices(now)}
    settled = settling_for(account_id, period, now=now)
    return page(request, "desk/figures.html", context | {"settling": settled})


def _shown(figure: Figure, since: date, until: date) -> Shown:
    def count(name: str, number: int) -> Count:
        asked = {"since": since.isoformat(), "until": until.isoformat(), "counted": name}
        query = urlencode(asked)
        return Count(str(COUNTS.get(name, name)), number, f"{reverse('desk_ledger')}?{query}")

    return Shown(
        figure,
        count(figure.indicator.numerator[0], figure.numerator),
        count(figure.indicator.denominator[0], figure.denominator),
        [count(name, number) for name, number in figure.beside.items()],
    )


def _days(request: HttpRequest, today: date) -> tuple[date, date]:
    """The days asked for, else this year so far."""
    since = _day(request.GET.get("since", "")) or date(today.year, 1, 1)
    until = _day(request.GET.get("until", "")) or today
    return (since, until) if since <= until else (until, since)


def _choices(now: datetime) -> list[tuple[str, date, date]]:
    """The periods people ask for."""
    today = timezone.localdate(now)
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return [
        (_("This month"), first, today),
        (_("Last month"), before.replace(day=1), before),
        (_("This year"), date(today.year, 1, 1), today),
        (_("The last 365 days"), today - timedelta(days=364), today),
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
