"""Figures before and after a day on which something changed: a rule came into force, or any day.

Both sides have as many days. Where less has passed since the day, both are cut to what has passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from yiwang.insight.measures.days import BEGINNING, Days
from yiwang.insight.measures.indicators import Figure
from yiwang.insight.measures.queries import figures_of
from yiwang.insight.measures.subjects import Subject
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.desk.figures import (
    Change,
    Listing,
    Shown,
    area_asked,
    change_of,
    day_of,
    reaches,
    shown_here,
)
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.queries import register_lines
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import path_of
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.queries.published import versions_in_force_since

LENGTHS = (30, 90, 180, 365)  # days on each side
USUAL = 90


@dataclass(frozen=True, slots=True)
class DatedChange:
    """What came into force on a day: a workflow or a register, and which version of it."""

    on: date
    thing: Definition | Register
    version: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure on both sides of a day; each opens into its cases."""

    before: Shown
    after: Shown
    change: Change | None


@staff_page
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Choose what changed, and read every figure before and after it."""
    account_id, now = account_of(request), timezone.now()
    today = timezone.localdate(now)
    here = area_asked(request, account_id, today)
    on, length = day_of(request.GET.get("on", "")), _length(request)
    error = _fault(on, today)
    sides = sides_of(on, length, today) if on and not error else None
    dated = changes_until(today)
    context = {
        "here": here,
        "path": [each for each in path_of(here.pk) if reaches(account_id, each, now)],
        "dated": dated,
        "then": [each for each in dated if each.on == on],
        "on": on,
        "length": length,
        "lengths": LENGTHS,
        "sides": sides,
        "compared": _compared(here, *sides) if sides else [],
        "errors": [("f-on", error)] if error else [],
        "faults": {"on": error},
        "now": now,
    }
    return page(request, "desk/changes.html", context, status=422 if error else 200)


def changes_until(today: date) -> list[DatedChange]:
    """Every version of a workflow or a register that has come into force, the latest first; one
    query of workflows and two of registers."""
    at = timezone.now()
    found = [
        DatedChange(timezone.localdate(each.effective_from), each.definition, each.number)
        for each in versions_in_force_since(at)
    ]
    for line in register_lines(today):
        found += [
            DatedChange(version.effective_from, line.register, version.number)
            for version in line.register.versions.all()
            if version.published_at and version.effective_from <= today
        ]
    return sorted(found, key=lambda each: (-each.on.toordinal(), each.thing.name))


def sides_of(on: date, length: int, today: date) -> tuple[Days, Days]:
    """As many days before the day as from it on, none after today."""
    number = min(length, (today - on).days + 1)
    before = Days.until(on - timedelta(days=1), number)
    return before, Days(on, on + timedelta(days=number - 1))


def _compared(here: Area, before: Days, after: Days) -> Sequence[Compared]:
    keys, subject = shown_here(), Subject.area(here.pk)
    pairs = zip(figures_of(keys, subject, before), figures_of(keys, subject, after), strict=True)
    return [_pair(Listing(here, before), Listing(here, after), *pair) for pair in pairs]


def _pair(earlier: Listing, later: Listing, before: Figure, after: Figure) -> Compared:
    change = change_of(pgettext("change", "before"), after, before)
    return Compared(earlier.alone(before), later.alone(after), change)


def _fault(on: date | None, today: date) -> str:
    if on and on > today:
        return _("This day has not come yet: there is nothing after it. Choose an earlier one.")
    if on and on <= BEGINNING:
        return _("Nothing was counted then. Choose a later day.")
    return ""


def _length(request: HttpRequest) -> int:
    asked = request.GET.get("length", "")
    return int(asked) if asked in {str(each) for each in LENGTHS} else USUAL
