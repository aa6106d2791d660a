"""What stands around the map, panel by panel: each a template with what it shows, and nothing that
its board does not name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import Sentence
from yiwang.insight.boards.reading import in_and_out
from yiwang.insight.measures.days import Days
from yiwang.portals.command.chosen import Chosen
from yiwang.structure.posts.queries import Vacancy, post_names, post_types, vacancies
from yiwang.structure.posts.queries.duty import on_duty_below
from yiwang.structure.territory.queries import children_of, paths_below
from yiwang.work.cases.queries import watching
from yiwang.work.cases.queries.watching import Lights
from yiwang.work.workflows.queries.orders import open_orders_on
from yiwang.work.workflows.queries.standing_now import waiting_posts
from yiwang.work.workflows.queries.whistles import open_whistles_on

ROWS = 6  # of a list on the wall; the number says how many there are
SEATS = 3
WEEKS = 4
DAYS = 30
Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: where it stands, its title, and how it is read."""

    key: str
    side: str  # left, right, bottom
    title: Sentence
    read: Callable[[Chosen], Shown]

    @property
    def template(self) -> str:
        return f"command/panels/{self.key}.html"


def types(chosen: Chosen) -> Shown:
    """What came in today, by upper type."""
    rows = watching.by_type(chosen.area.pk, chosen.today, chosen.today, chosen.board.kinds)
    return {"rows": rows[:ROWS], "rest": sum(number for _type, number in rows[ROWS:])}


def hours(chosen: Chosen) -> Shown:
    """What came in today, by the hour so far."""
    today = watching.by_hour(chosen.area.pk, [chosen.today], chosen.board.kinds)[chosen.today]
    return {"rows": list(enumerate(today)), "total": sum(today), "hour": _hour(chosen)}


def late(chosen: Chosen) -> Shown:
    """What is late now: how much, in which areas, and what is late the longest, with whom."""
    area_id, now, kinds = chosen.area.pk, chosen.now, chosen.board.kinds
    below = watching.lights_below(area_id, now, kinds)
    areas = [(each, below[each.pk]) for each in children_of(area_id) if each.pk in below]
    lines = watching.open_lines(area_id, now, "red", most=ROWS, kinds=kinds)
    at = waiting_posts([line.run_id for line in lines])
    names = post_names(set(at.values()))
    paths = paths_below(chosen.area, {line.area_id for line in lines if line.area_id})
    return {
        "lights": watching.lights(area_id, now, kinds),
        "areas": sorted(
            ((area, each) for area, each in areas if each.red), key=lambda each: -each[1].red
        )[:ROWS],
        "rows": [
            (line, names.get(at.get(line.run_id, 0), ""), paths.get(line.area_id or 0, ""))
            for line in lines
        ],
    }


def ages(chosen: Chosen) -> Shown:
    """How long what is open has been open."""
    counted = watching.ages(chosen.area.pk, chosen.now, chosen.board.kinds)
    return {"rows": list(zip(age_words(), counted, strict=True)), "total": _all(counted)}


def whistles(chosen: Chosen) -> Shown:
    """Whistles that are not over."""
    runs = watching.open_runs_within(chosen.area.pk, chosen.board.kinds)
    found = open_whistles_on(runs, chosen.now)
    late_ones = sum(each.is_late for each in found)
    return {"rows": found[:ROWS], "total": len(found), "late": late_ones}


def orders(chosen: Chosen) -> Shown:
    """Supervision orders that are not answered."""
    runs = watching.open_runs_within(chosen.area.pk, chosen.board.kinds)
    found = open_orders_on(runs, chosen.now)
    late_ones = sum(each.is_late for each in found)
    return {"rows": found[:ROWS], "total": len(found), "late": late_ones}


def duty(chosen: Chosen) -> Shown:
    """Who is on duty by type of post, and how many seats are filled; nobody by name."""
    kinds = {each.pk: each for each in post_types()}
    there = on_duty_below(chosen.area.pk, chosen.now)
    seats = [each for each in _seats(chosen.area.pk, chosen.today) if each.seats]
    return {
        "on_duty": [(kinds[each.type_id], each) for each in there],
        "people": sum(each.people for each in there),
        "seats": seats[:SEATS],
        "required": sum(each.seats for each in seats),
        "filled": sum(each.seats - each.missing for each in seats),
    }


def weekday(chosen: Chosen) -> Shown:
    """Today, hour by hour and added up, against the mean of the same weekday of four weeks."""
    before = [chosen.today - timedelta(weeks=week) for week in range(1, WEEKS + 1)]
    found = watching.by_hour(chosen.area.pk, [chosen.today, *before], chosen.board.kinds)
    today, usual = _added(found[chosen.today]), [0.0] * 24
    for day in before:
        usual = [a + b / WEEKS for a, b in zip(usual, _added(found[day]), strict=True)]
    hour = _hour(chosen)
    rows = [
        (place, today[place] if place <= hour else None, round(usual[place], 1))
        for place in range(24)
    ]
    return {"rows": rows, "today": today[hour], "usual": round(usual[hour], 1), "hour": hour}


def days(chosen: Chosen) -> Shown:
    """Thirty days: what came in and what was closed."""
    rows = in_and_out(chosen.board, chosen.area.pk, Days.until(chosen.today, DAYS))
    return {
        "rows": rows,
        "came": sum(came for _day, came, _went in rows),
        "went": sum(went for _day, _came, went in rows),
    }


def age_words() -> list[Sentence]:
    """The classes of age in words."""
    return [
        pgettext_lazy("board", "today"),
        _("2–3 days"),
        _("4–7 days"),
        _("8–15 days"),
        _("16–30 days"),
        _("over 30 days"),
    ]


PANELS = {
    each.key: each
    for each in (
        Panel("types", "left", _("Coming in today, by type"), types),
        Panel("hours", "left", _("Coming in today, by hour"), hours),
        Panel("ages", "left", _("How long the open ones have been open"), ages),
        Panel("late", "right", _("Late now, and where"), late),
        Panel("whistles", "right", _("Whistles open"), whistles),
        Panel("orders", "right", _("Supervision orders open"), orders),
        Panel("duty", "right", _("On duty now"), duty),
        Panel("weekday", "bottom", _("Today against the same weekday"), weekday),
        Panel("days", "bottom", _("Thirty days: in and out"), days),
    )
}


def panels_of(names: Sequence[str], side: str) -> list[Panel]:
    """Those of the named panels that stand on this side."""
    return [PANELS[name] for name in names if name in PANELS and PANELS[name].side == side]


@kept
def _seats(area_id: int, on: date) -> list[Vacancy]:
    return vacancies(area_id, on)


def _hour(chosen: Chosen) -> int:
    return localtime(chosen.now).hour


def _added(numbers: Sequence[int]) -> list[int]:
    total, found = 0, []
    for number in numbers:
        total += number
        found.append(total)
    return found


def _all(counted: Sequence[Lights]) -> int:
    return sum(each.all for each in counted)
