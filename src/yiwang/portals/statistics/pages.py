"""Typed-in figures of an area or a body: the latest of each kind, and one kind over the years."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Forbidden
from yiwang.insight.statistics.queries import Line, latest_of, lines_of, parts_of
from yiwang.insight.statistics.series import Series, series_named
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.organizations.listing import by_code
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.powers import ENTER_FIGURES, VIEW_FIGURES
from yiwang.structure.posts.queries import capacity_with, has_power, reach_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area as area_with
from yiwang.structure.territory.queries import area_by_code, children_of, path_of


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figures they are: an area's or a body's, and how the address says so."""

    area: Area | None
    body: Organization | None

    @property
    def query(self) -> str:
        said = {"area": self.area.code} if self.area else {"body": self.body.code}  # type: ignore[union-attr]  # one of both
        return urlencode(said)

    @property
    def label(self) -> str:
        return self.area.label if self.area else str(self.body.name)  # type: ignore[union-attr]  # one of both

    @property
    def ids(self) -> dict[str, int | None]:
        return {
            "area_id": self.area.pk if self.area else None,
            "organization_id": self.body.pk if self.body else None,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """An area below, with its figure for the same days; None where nobody typed one in."""

    area: Area
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The latest figure of a kind."""

    series: Series
    line: Line


@staff_page
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The latest figure of each kind; where none was typed in yet, how that is done."""
    subject = _subject(request)
    found = latest_of(**subject.ids)
    area = subject.area
    context = {
        "subject": subject,
        "shown": [Shown(series, line) for series, line in found],
        "path": path_of(area.pk) if area else [],
        "below": children_of(area.pk) if area else [],
        "may_enter": has_power(account_of(request), ENTER_FIGURES, timezone.localdate()),
        "now": timezone.now(),
    }
    return page(request, "statistics/overview.html", context)


@staff_page
@require_safe
def series(request: HttpRequest, key: str) -> HttpResponse:
    """One kind of figure: every period, what it was before corrections, and the areas below."""
    kind, subject = series_named(key), _subject(request)
    lines = lines_of(key, **subject.ids)
    latest = lines[0].statistic if lines else None
    context = {
        "series": kind,
        "subject": subject,
        "lines": lines,
        "latest": latest,
        "parts": _parts(key, subject.area, latest.first, latest.last) if latest else [],
        "may_enter": has_power(account_of(request), ENTER_FIGURES, timezone.localdate()),
        "now": timezone.now(),
    }
    return page(request, "statistics/series.html", context)


def _parts(key: str, area: Area | None, first: date, last: date) -> list[Part]:
    below = children_of(area.pk) if area else []
    values = parts_of(key, [each.pk for each in below], first, last)
    return [Part(each, values.get(each.pk)) for each in below] if values else []


def _subject(request: HttpRequest) -> Subject:
    """What was asked for, else the widest area of the reader; refuses what they may not see."""
    body = by_code(code) if (code := text_of(request.GET, "body", 60)) else None
    area = None
    if body is None:
        code = text_of(request.GET, "area", 60)
        area = area_by_code(code) if code else _widest(request)
    over = body.area_id if body else area.pk if area else None
    account_id, on = account_of(request), timezone.localdate()
    if not any(capacity_with(account_id, each, over, on) for each in (VIEW_FIGURES, ENTER_FIGURES)):
        raise Forbidden(_("You do not see the figures here. Ask who does for this area."))
    return Subject(area, body)


def _widest(request: HttpRequest) -> Area:
    account_id, on = account_of(request), timezone.localdate()
    for power in (VIEW_FIGURES, ENTER_FIGURES):
        roots = reach_of(account_id, power, on).filter(post__area__net__is_primary=True)
        first = roots.order_by("post__area__parent", "pk").first()
        if first is not None:
            return area_with(first)
    raise Forbidden(_("None of your posts gives you the figures. Ask your supervisor."))
