"""Areas, days of calendars and types of matters by tables."""

import pytest

from yiwang.foundation.clocks.models import Calendar, CalendarDay
from yiwang.foundation.records.models import Record
from yiwang.structure.administration.kinds.areas import Areas
from yiwang.structure.administration.kinds.calendars import Calendars
from yiwang.structure.administration.kinds.days import Days
from yiwang.structure.administration.tests.tables import (
    NOON,
    applied,
    plan,
    sentences,
    told,
    workbook,
)
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import primary_net
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.type_list import CaseTypes

pytestmark = pytest.mark.django_db
AREAS, CALENDARS, DAYS, TYPES = Areas(), Calendars(), Days(), CaseTypes()
HEAD = ["net", "code", "name", "level", "parent"]


@pytest.fixture
def base() -> str:
    return primary_net().key


def test_an_area_is_renamed_and_another_added_in_the_next_version(base):
    before = primary_net().revision
    geometry = Area.objects.get(code="9001010101", valid_to=None).geometry
    content = workbook(
        HEAD,
        [base, "9001010101", "一号网格", "grid", "90010101"],
        [base, "9001010199", "新网格", "grid", "90010101"],
    )

    counts = applied(AREAS, content)

    assert (counts["added"], counts["changed"]) == (1, 1)
    assert primary_net().revision == before + 1
    renamed = Area.objects.get(code="9001010101", valid_to=None)
    assert (renamed.name, bytes(renamed.geometry)) == ("一号网格", bytes(geometry))
    assert Area.objects.get(code="9001010199").parent.code == "90010101"
    assert sorted(told(AREAS.subject)) == ["territory.area.added", "territory.area.changed"]
    assert plan(AREAS, content).changes == []


def test_an_area_ends_and_its_code_is_not_given_again(base):
    head = [*HEAD, "is_over"]
    row = [base, "9001010101", "一号网格", "grid", "90010101"]
    assert applied(AREAS, workbook(head, [*row, "是"]))["ended"] == 1

    [said] = sentences(plan(AREAS, workbook(head, [*row, "否"])))

    assert Area.objects.get(code="9001010101").valid_to is not None
    assert "已终止的区域用过这个编码" in said


def test_areas_never_lie_in_a_circle(base):
    content = workbook(
        HEAD,
        [base, "9001", "东县", "county", "90010101"],
        [base, "90010101", "临江社区", "community", "9001"],
    )

    said = sentences(plan(AREAS, content))

    assert [any(f"第 {row} 行，“parent (E)”列" in each for each in said) for row in (2, 3)] == [
        True
    ] * 2
    assert not Record.objects.filter(name="territory.areas.changed").exists()


def test_a_make_up_day_is_announced_and_taken_back():
    calendar = Calendar.objects.order_by("pk").first()
    head = ["calendar", "day", "is_working", "name", "is_over"]
    new = workbook(head, [calendar.key, "2027-02-06", "否", "春节", ""])
    over = workbook(head, [calendar.key, "2027-02-06", "否", "春节", "是"])

    assert applied(DAYS, new)["added"] == 1
    calendar.refresh_from_db()
    assert calendar.announced_through.isoformat() == "2027-02-06"
    assert applied(DAYS, over)["ended"] == 1
    assert not CalendarDay.objects.filter(day="2027-02-06").exists()
    loaded = Record.objects.filter(name="clocks.calendar.loaded", at=NOON)
    assert [each.subject_id for each in loaded] == [calendar.pk] * 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["none", "2027-02-06", "否", "春节", ""], "没有日历“none”"),
        (["{key}", "2027-02-30", "否", "春节", ""], "“2027-02-30”不是日期"),
        (["{key}", "2027-02-06", "否", "春节", "08:30-12:00"], "放假没有工作时间"),
        (["{key}", "2027-02-06", "是", "调休", "12:00-08:30"], "工作时间请按先后写"),
    ],
)
def test_a_day_that_cannot_be_is_said(row, said):
    key = Calendar.objects.order_by("pk").first().key
    content = workbook(
        ["calendar", "day", "is_working", "name", "spans"], [row[0].format(key=key), *row[1:]]
    )

    assert said in sentences(plan(DAYS, content))[0]


def test_a_week_is_changed_and_its_days_that_differ_stay():
    calendar = Calendar.objects.order_by("pk").first()
    days, revision = calendar.days.count(), calendar.revision
    content = workbook(["key", "saturday"], [calendar.key, "09:00-11:30"])

    assert applied(CALENDARS, content)["changed"] == 1

    calendar.refresh_from_db()
    assert calendar.week[5] == [["09:00", "11:30"]]
    assert (calendar.days.count(), calendar.revision) == (days, revision + 1)
    assert "clocks.calendar.changed" in told(CALENDARS.subject)
    assert plan(CALENDARS, content).changes == []


def test_another_calendar_is_added_as_a_whole():
    head = ["key", "name", "monday", "announced_from", "announced_through"]
    row = ["night", "夜班", "18:00-24:00", "2026-01-01", "2026-12-31"]

    assert applied(CALENDARS, workbook(head, row))["added"] == 1

    made = Calendar.objects.get(key="night")
    assert made.week == [[["18:00", "24:00"]], [], [], [], [], [], []]
    assert made.timezone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["12:00-08:30", "2026-12-31", ""], "工作时间请按先后写"),
        (["", "2026-12-31", ""], "至少有一天上班"),
        (["08:30-12:00", "2025-12-31", ""], "公布"),
        (["08:30-12:00", "2026-12-31", "Beijing"], "“Beijing”"),
    ],
)
def test_a_week_that_cannot_be_is_said(row, said):
    head = ["key", "name", "announced_from", "monday", "announced_through", "timezone"]
    content = workbook(head, ["night", "夜班", "2026-01-01", *row])

    assert said in sentences(plan(CALENDARS, content))[0]


def test_a_limit_is_changed_and_what_runs_is_to_be_reckoned_anew():
    content = workbook(["key", "name", "resolve"], ["housing.leak", "房屋渗漏", "2 工作日"])

    counts = applied(TYPES, content)

    kind = CaseType.objects.get(key="housing.leak")
    assert counts["changed"] == 1
    assert (kind.name, kind.limits["resolve"]) == ("房屋渗漏", {"value": 2.0, "clock": "work_day"})
    loaded = Record.objects.filter(name="cases.type.loaded").latest("id")
    assert loaded.data["limits_of"] == "cases.case"
    assert told(TYPES.subject) == ["cases.type.changed"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["housing.leak", "漏水", "三天"], "“三天”不是时限"),
        (["Housing", "漏水", ""], "只能用小写字母"),
        (["nothing.leak", "漏水", ""], "上级"),
    ],
)
def test_a_type_that_cannot_be_is_said_and_nothing_stays_of_trying(row, said):
    before = list(CaseType.objects.order_by("pk").values())

    [sentence] = sentences(plan(TYPES, workbook(["key", "name", "resolve"], row)))

    assert said in sentence
    assert list(CaseType.objects.order_by("pk").values()) == before
