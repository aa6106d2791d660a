"""The ledger of an area and a month: who demands what of its communities."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Forbidden
from yiwang.insight.burden.policies import own_bodies
from yiwang.insight.burden.queries import COLUMNS, Source, ledger_of
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.organizations.queries import organization
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import capacity_with, reach_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area as area_with
from yiwang.structure.territory.queries import area_by_code, children_of, path_of
from yiwang.work.workflows.wording import in_words

HEADS: dict[str, Promise] = {
    "matters": gettext_lazy("Matters to work on"),
    "beside": gettext_lazy("Orders, approvals, scores"),
    "task": gettext_lazy("Other tasks"),
    "form": gettext_lazy("Forms to fill in"),
    "report": gettext_lazy("Reports to write"),
    "meeting": gettext_lazy("Meetings and checks"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A source in words with its numbers, column by column."""

    name: str
    numbers: list[tuple[Promise, int]]
    total: int


@staff_page
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """By source, by community and for each person; what no register admits."""
    on = timezone.localdate()
    area, month = _area(request, on), _month(text_of(request.GET, "month", 7), on)
    found = ledger_of(area.pk, month, on)
    context = {
        "ledger": found,
        "lines": [_line(source) for source in found.sources],
        "heads": [HEADS[name] for name in COLUMNS],
        "area": area,
        "path": path_of(area.pk),
        "below": children_of(area.pk),
        "month": month,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": _next(month) if _next(month) <= on else None,
        "other_staff": _("Other staff"),
        "may_enter": bool(own_bodies(account_of(request), on)),
        "now": timezone.now(),
    }
    return page(request, "burden/ledger.html", context)


def _line(source: Source) -> Line:
    numbers = [(HEADS[name], source.counts[name]) for name in COLUMNS]
    return Line(_name_of(source), numbers, source.total)


def _name_of(source: Source) -> str:
    if source.words:
        return source.words
    if source.body_id:
        body = organization(source.body_id)
        return in_words(body.name, body.name_en)
    if source.key == "body":
        return _("Other staff")
    return _("Residents") if source.key == "residents" else _("The hotline")


def _area(request: HttpRequest, on: date) -> Area:
    """What was asked for, else the widest area whose figures one sees, else that of one's body."""
    account_id, code = account_of(request), text_of(request.GET, "area", 60)
    own = [body.area_id for body in own_bodies(account_id, on) if body.area_id]
    if not code:
        roots = reach_of(account_id, VIEW_FIGURES, on).filter(post__area__net__is_primary=True)
        first = roots.order_by("post__area__parent", "pk").first() or next(iter(own), None)
        if first is None:
            raise Forbidden(_("None of your posts gives you the figures. Ask your supervisor."))
        return area_with(first)
    area = area_by_code(code)
    if area.pk not in own and capacity_with(account_id, VIEW_FIGURES, area.pk, on) is None:
        raise Forbidden(_("You do not see the figures here. Ask who does for this area."))
    return area


def _month(text: str, on: date) -> date:
    """The first day of the month asked for, else of this one."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return on.replace(day=1)
    return asked if date(2000, 1, 1) <= asked <= on else on.replace(day=1)


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
