"""The figures of an area that one answers for: each opens its cases, its areas and its types."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Forbidden, NotFound, Sentence
from yiwang.insight.measures.counts import BY_NAME
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import Figure, Indicator, indicators, local_keys
from yiwang.insight.measures.queries import by_type, figures_below, figures_of, trend
from yiwang.insight.measures.settling import settling
from yiwang.insight.measures.subjects import Subject
from yiwang.insight.measures.words import word_of
from yiwang.portals.casework.counted import counted_link
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import reach_of
from yiwang.structure.posts.queries.reach import areas_beyond
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area, area_by_code, children_of, path_of
from yiwang.work.cases.case_types import types_by_id

SHOWN = (
    "resolution_rate",
    "satisfaction_rate",
    "on_time_rate",
    "response_rate",
    "return_rate",
    "rework_rate",
    "recurrence_rate",
    "reopening_rate",
    "ending_days",
    "ending_hours_median",
    "reply_hours",
    "department_on_time_rate",
)
MONTHS = 12
BESIDE = (
    "disputes_free",
    "disputes_cost_said",
    "disputes_outside",
    "disputes_open",
    "disputes_unsettled",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its word, and the cases behind it where they can be listed."""

    name: str
    number: int
    link: str
    is_time: bool = False  # in seconds

    @property
    def text(self) -> str:
        """The number as people read it."""
        if not self.is_time:
            return f"{self.number:,}"
        return _("%(value)s days") % {"value": f"{self.number / 86_400:,.1f}"}


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure differs from another period: in words, how much, and whether for the better."""

    than: Sentence
    before: str
    by: Decimal
    is_better: bool | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as the page shows it."""

    figure: Figure
    numerator: list[Count]
    denominator: list[Count]
    beside: list[Count]
    changes: list[Change]


@staff_page
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of a period, over the whole of an area in the reader's reach."""
    account_id, now = account_of(request), timezone.now()
    here = area_asked(request, account_id, timezone.localdate(now))
    days = days_asked(request, timezone.localdate(now))
    subject, chosen = Subject.area(here.pk), _chosen(request)
    listed = Listing(here, days)
    keys = shown_here()
    periods = (days, days.before(), days.year_before())
    shown = zip(*(figures_of(keys, subject, each) for each in periods), strict=True)
    disputes = settling(here.pk, days)
    context = {
        "figures": [listed.shown(*each) for each in shown],
        "here": here,
        "path": [each for each in path_of(here.pk) if reaches(account_id, each, now)],
        "chosen": chosen,
        "choices": [indicators()[key] for key in keys],
        "below": _below(chosen, here, days),
        "types": _types(chosen, subject, days),
        "months": trend(chosen.key, subject, _year_to(days.last), "month"),
        "since": days.first,
        "until": days.last,
        "now": now,
        "years": _choices(now),
        "settling": disputes,
        "disputes": [(word_of(name), disputes.counts[name]) for name in BESIDE],
    }
    return page(request, "desk/figures.html", context)


@dataclass(frozen=True, slots=True)
class Listing:
    """Links from the numbers of an area and a period to the ledger."""

    here: Area
    days: Days

    def shown(self, figure: Figure, before: Figure, year_before: Figure) -> Shown:
        """One figure with its numbers, and how it has changed."""
        changes = [
            change
            for than, other in (
                (_("the period before"), before),
                (_("a year ago"), year_before),
            )
            if (change := change_of(than, figure, other)) is not None
        ]
        return replace(self.alone(figure), changes=changes)

    def alone(self, figure: Figure) -> Shown:
        """One figure with its numbers."""
        indicator, counts = figure.indicator, figure.counts
        return Shown(
            figure,
            [self._count(indicator, term, counts) for term in indicator.numerator],
            [self._count(indicator, term, counts) for term in indicator.denominator],
            [self._count(indicator, term, counts) for term in indicator.beside],
            [],
        )

    def _count(self, indicator: Indicator, term: str, counts: Mapping[str, int | None]) -> Count:
        name = term.removeprefix("-")
        link = counted_link(name, self.days, area=self.here.code)
        is_time = name in BY_NAME and BY_NAME[name].adds.endswith("seconds")
        return Count(indicator.word_of(term), counts.get(name) or 0, link, is_time)


def change_of(than: Sentence, figure: Figure, other: Figure) -> Change | None:
    """From another period to this one; None where one of them has nothing to divide by."""
    value, former, better = figure.value, other.value, figure.indicator.better
    if value is None or former is None:
        return None
    by = value - former
    is_better = None if not by or not better else (by > 0) == (better == "more")
    return Change(than, other.text, by, is_better)


def _below(indicator: Indicator, here: Area, days: Days) -> list[tuple[Area, Figure]]:
    areas = children_of(here.pk)
    if not areas:
        return []
    found = figures_below(indicator.key, here.pk, areas[0].level, days)
    return [(each, found[each.pk]) for each in areas if each.pk in found]


def _types(indicator: Indicator, subject: Subject, days: Days) -> list[tuple[str, Figure]]:
    """By type, those with the most to count first."""
    found, kinds = by_type(indicator.key, subject, days), types_by_id()
    named = [
        (kinds[pk].label if pk in kinds else _("No type yet"), each) for pk, each in found.items()
    ]
    return sorted(named, key=lambda each: -(each[1].denominator or each[1].numerator))


def area_asked(request: HttpRequest, account_id: int, on: date) -> Area:
    """The area asked for, else the first of those that the reader answers for."""
    roots = list(reach_of(account_id, VIEW_FIGURES, on))
    if not roots:
        raise Forbidden(_("None of your posts gives you the figures. Ask your supervisor."))
    code, net = request.GET.get("area", ""), request.GET.get("net") or None
    found = area_by_code(code, net) if code else area(min(roots))
    if areas_beyond(account_id, VIEW_FIGURES, [found.pk], on):
        raise NotFound(_("You do not answer for this area. Choose one of yours."))
    return found


def reaches(account_id: int, each: Area, now: datetime) -> bool:
    """Whether somebody may read the figures of an area."""
    return not areas_beyond(account_id, VIEW_FIGURES, [each.pk], timezone.localdate(now))


def _chosen(request: HttpRequest) -> Indicator:
    key = request.GET.get("by", "")
    return indicators()[key if key in shown_here() else SHOWN[0]]


def shown_here() -> list[str]:
    """Those that every territory shows, and those that this one adds."""
    return [*SHOWN, *(key for key in local_keys() if key not in SHOWN)]


def days_asked(request: HttpRequest, today: date) -> Days:
    """The days asked for, else this year so far."""
    since = day_of(request.GET.get("since", "")) or date(today.year, 1, 1)
    until = day_of(request.GET.get("until", "")) or today
    return Days(min(since, until), max(since, until))


def _year_to(last: date) -> Days:
    first = last.replace(day=1)
    for _month in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return Days(first, last)


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


def day_of(text: str) -> date | None:
    """The day that a date field sends; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
