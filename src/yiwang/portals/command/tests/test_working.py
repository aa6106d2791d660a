"""The working board behind the wall, and the plan on paper."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from yiwang.portals.casework.tests.staging import dispatched, reported
from yiwang.portals.command.tests.staging import COUNTY, TOWN, board, overdue
from yiwang.portals.command.working import Row, bar_of, days_on_paper
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.work.cases.queries.watching import OpenLine

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 15)


def numbers(path):
    return [row.line.number for row in board(path).context["rows"]]


def test_lists_are_red_amber_and_green_with_their_counts():
    late, early, waiting = overdue(dispatched("ZJ-9001")), dispatched("ZJ-9001"), reported()

    page = board("/command/work")

    lights = page.context["lights"]
    assert (lights.red, lights.amber, lights.green) == (1, 0, 2)
    assert numbers("/command/work") == [late.number]
    assert set(numbers("/command/work?light=green")) == {early.number, waiting.number}
    assert len(numbers("/command/work?light=all")) == 3
    assert numbers("/command/work?light=amber") == []


def test_they_are_counted_by_area_and_by_body_and_narrowed_to_either():
    late = overdue(dispatched("ZJ-9001"))
    dispatched("CG-9001")

    page = board("/command/work?light=all")

    assert {area.code: each.all for area, each in page.context["areas"] if each.all} == {TOWN: 2}
    by_name = {each.name: (each.lights.red, each.lights.green) for each in page.context["bodies"]}
    assert (1, 0) in by_name.values()
    body = ids_by_code()["ZJ-9001"]
    assert numbers(f"/command/work?light=all&body={body}") == [late.number]
    assert numbers(f"/command/work?light=all&in={COUNTY}&body=0") == []


def test_what_is_open_is_counted_by_age():
    dispatched("ZJ-9001")
    overdue(dispatched("ZJ-9001"))

    ages = board("/command/work").context["ages"]

    assert [each.all for _name, each in ages] == [2, 0, 0, 0, 0, 0]
    assert ages[0][1].red == 1


def row(began, due, light="green"):
    line = OpenLine(1, 1, "26000001", "井盖", None, at(began), at(due), light, is_urgent=False)
    return Row(line, "", "")


def at(day):
    return day and timezone.make_aware(datetime.combine(day, time(9)))


@pytest.mark.parametrize(
    ("began", "due", "light", "columns"),
    [
        (date(2026, 10, 15), date(2026, 10, 16), "green", (14, 15, False, False)),
        (date(2026, 10, 10), date(2026, 10, 12), "red", (9, 14, False, False)),  # late up to today
        (date(2026, 9, 1), date(2026, 12, 1), "green", (1, 28, True, True)),
        (date(2026, 9, 1), date(2026, 9, 5), "red", (1, 14, True, False)),
        (date(2026, 10, 14), None, "green", (13, 14, False, False)),
    ],
)
def test_a_bar_reaches_from_the_report_to_the_limit(began, due, light, columns):
    bar = bar_of(row(began, due, light), TODAY)

    assert (bar.first, bar.last, bar.is_earlier, bar.is_later) == columns
    assert len(days_on_paper(TODAY)) == 28


@pytest.mark.mechanism("JMS-10")
def test_key_matters_hang_on_the_wall_with_time_and_standing():
    late = overdue(dispatched("ZJ-9001"))
    dispatched("ZJ-9001")  # in time and watched by nobody: not on it

    page = board("/command/plan")
    html = page.content.decode()

    assert [bar.row.line.number for bar in page.context["bars"]] == [late.number]
    assert "重点事项挂图作战表" in html
    assert "超时 2 天" in html
    assert html.count('class="plan-bar plan-red"') == 1
    assert "打印A3" in html


def test_an_empty_plan_says_what_would_stand_there():
    assert "没有需要挂图的事项" in board("/command/plan").content.decode()
