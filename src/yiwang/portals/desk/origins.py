"""Where the work of departments began: with what residents needed, or with orders and plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Sentence
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.origins import Began, began_in
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.desk.figures import area_asked, days_asked, reaches
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import bodies_by_id
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import path_of
from yiwang.work.cases.origins import NEEDED, ORIGIN_WORDS, ORIGINS


@dataclass(frozen=True, slots=True)
class Row:
    """A body: how much of its work began with needs, and each number with its cases."""

    name: str
    share: str
    cells: list[tuple[Sentence, int, str]]  # word, number, link; in the order of ORIGINS
    all: int


@staff_page
@require_safe
def origins(request: HttpRequest) -> HttpResponse:
    """By body, over the area and the days asked for."""
    account_id, now = account_of(request), timezone.now()
    here = area_asked(request, account_id, timezone.localdate(now))
    days = days_asked(request, timezone.localdate(now))
    began = began_in(here.pk, days)
    bodies = bodies_by_id({each.organization_id for each in began})
    rows = [_row(each, bodies[each.organization_id], here, days) for each in began]
    together = {key: sum(each.numbers.get(key, 0) for each in began) for key in ORIGINS}
    context = {
        "here": here,
        "path": [each for each in path_of(here.pk) if reaches(account_id, each, now)],
        "rows": rows,
        "together": [(word, together[key]) for key, word in ORIGIN_WORDS.items()],
        "all": sum(together.values()),
        "share": _share(together),
        "origins": ORIGIN_WORDS.values(),
        "since": days.first,
        "until": days.last,
        "now": now,
    }
    return page(request, "desk/origins.html", context)


def _row(began: Began, body: Organization, here: Area, days: Days) -> Row:
    cells = [
        (word, began.numbers.get(key, 0), _link(key, body.code, here, days))
        for key, word in ORIGIN_WORDS.items()
    ]
    return Row(body.name, _share(began.numbers), cells, began.all)


def _link(origin: str, code: str, here: Area, days: Days) -> str:
    asked = {"counted": "tasks", "body": code, "origin": origin, "area": here.code}
    asked |= {"since": days.first.isoformat(), "until": days.last.isoformat()}
    return f"{reverse('desk_ledger')}?{urlencode(asked)}"


def _share(numbers: Mapping[str, int]) -> str:
    """Of all, those that residents needed, in percent."""
    everything = sum(numbers.values())
    if not everything:
        return "–"
    return _("%(value)s %%") % {"value": f"{100 * numbers.get(NEEDED, 0) / everything:.1f}"}
