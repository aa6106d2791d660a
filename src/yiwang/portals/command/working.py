"""The working board behind the wall: red, amber and green by area and by body, how old what is open
has grown, and the cases themselves; and the plan on paper (挂图作战)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.command.chosen import Chosen, chosen_of
from yiwang.portals.command.panels import age_words
from yiwang.structure.organizations.queries import names_of
from yiwang.structure.posts.powers import VIEW_CASES
from yiwang.structure.posts.queries import has_power, post_names
from yiwang.structure.posts.queries.people import ending_below
from yiwang.structure.territory.queries import children_of, paths_below
from yiwang.work.cases.queries import watching
from yiwang.work.cases.queries.watching import Lights, OpenLine
from yiwang.work.workflows.queries import Light
from yiwang.work.workflows.queries.standing_now import (
    LIGHTS,
    BodyLights,
    lights_of_bodies,
    waiting_posts,
)

MOST_LINES = 200
MOST_BODIES = 40
MOST_ON_PAPER = 60
BEFORE, AFTER = 13, 14  # days of the plan before and after today
NAMES = {"red": _("Late"), "amber": _("Near the limit"), "green": pgettext_lazy("board", "In time")}


@dataclass(frozen=True, slots=True)
class Row:
    """An open case with its place and who is at work on it."""

    line: OpenLine
    place: str
    post: str

    @property
    def light(self) -> Light:
        return Light(self.line.light)


@dataclass(frozen=True, slots=True)
class Body:
    """A body with what waits there."""

    lights: BodyLights
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A case on the plan: the columns (from 1 on) from its report to its limit, and whether it
    began or ends beyond the paper."""

    row: Row
    first: int
    last: int
    is_earlier: bool
    is_later: bool


@staff_page
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """The number of queries does not grow with what is shown."""
    now, account_id = timezone.now(), account_of(request)
    chosen = chosen_of(request.GET, account_id, now)
    light, body = _light(request), _body(request)
    area_id, kinds = chosen.area.pk, chosen.board.kinds
    below = watching.lights_below(area_id, now, kinds)
    bodies = _bodies(chosen)
    counted = watching.ages(area_id, now, kinds)
    lines = watching.open_lines(area_id, now, light, most=MOST_LINES + 1, kinds=kinds, body=body)
    context = {
        "chosen": chosen,
        "light": light,
        "lights": _total(counted),
        "names": NAMES.items(),
        "body": next((each for each in bodies if each.lights.organization_id == body), None),
        "areas": [(area, below.get(area.pk, Lights())) for area in children_of(area_id)],
        "bodies": bodies[:MOST_BODIES],
        "ages": list(zip(age_words(), counted, strict=True)),
        "rows": _rows(lines[:MOST_LINES], chosen),
        "has_more": len(lines) > MOST_LINES,
        "ending": ending_below(area_id, chosen.today),
        "may_open": has_power(account_id, VIEW_CASES, chosen.today),
        "now": now,
    }
    return page(request, "command/work.html", context)


@staff_page
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """What is kept in view, over four weeks, on one sheet of A3."""
    now = timezone.now()
    chosen = chosen_of(request.GET, account_of(request), now)
    lines = watching.key_lines(
        chosen.area.pk, now, most=MOST_ON_PAPER + 1, kinds=chosen.board.kinds
    )
    context = {
        "chosen": chosen,
        "days": days_on_paper(chosen.today),
        "bars": [bar_of(row, chosen.today) for row in _rows(lines[:MOST_ON_PAPER], chosen)],
        "has_more": len(lines) > MOST_ON_PAPER,
        "now": now,
    }
    return page(request, "command/plan.html", context)


def days_on_paper(today: date) -> list[date]:
    """The columns of the plan."""
    return [today + timedelta(days=n) for n in range(-BEFORE, AFTER + 1)]


def bar_of(row: Row, today: date) -> Bar:
    """Where a case stands on the plan. What is late, or has no limit, reaches to today."""
    days = days_on_paper(today)
    began, due = _day(row.line.reported_at), _day(row.line.due_at) if row.line.due_at else today
    ends = max(due, today) if row.line.light == "red" else due
    low, high = max(min(began, ends), days[0]), min(max(began, ends), days[-1])
    return Bar(
        row,
        max((low - days[0]).days, 0) + 1,
        max((high - days[0]).days, 0) + 1,
        began < days[0],
        ends > days[-1],
    )


def _rows(lines: list[OpenLine], chosen: Chosen) -> list[Row]:
    at = waiting_posts([line.run_id for line in lines])
    names = post_names(set(at.values()))
    paths = paths_below(chosen.area, {line.area_id for line in lines if line.area_id})
    return [
        Row(line, paths.get(line.area_id or 0, ""), names.get(at.get(line.run_id, 0), ""))
        for line in lines
    ]


def _bodies(chosen: Chosen) -> list[Body]:
    runs = watching.open_runs_within(chosen.area.pk, chosen.board.kinds)
    found = lights_of_bodies(runs, chosen.now)
    names = names_of({each.organization_id for each in found if each.organization_id})
    return [Body(each, names.get(each.organization_id or 0, "")) for each in found]


def _total(counted: list[Lights]) -> Lights:
    return Lights(*(sum(getattr(each, name) for each in counted) for name in LIGHTS))


def _light(request: HttpRequest) -> str:
    asked = request.GET.get("light", "red")
    return asked if asked in LIGHTS else ""


def _body(request: HttpRequest) -> int | None:
    asked = request.GET.get("body", "")
    return int(asked) if asked.isdecimal() and len(asked) < 19 else None


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
