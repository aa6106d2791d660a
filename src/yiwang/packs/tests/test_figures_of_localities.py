"""What localities measure, as their supervisors read it on the page of figures."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.packs.tests.moving import Moving
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import Organization
from yiwang.work.cases.reports import Place

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BY = "satisfaction_rate"
UNTIL = "until=2026-10-31"


def page(username, asked):
    """The page of figures of a supervisor, once the reader of the record has caught up."""
    seal_pending(timezone.now())
    keep_up(timezone.now())
    return client_of(username).get(f"/desk/figures?since=2026-09-01&{UNTIL}&{asked}")


def answered(area, kind, nature, grade, *, at=MONDAY, place=None):
    """A matter of Zhuanqiao settled by its committee, checked, answered and rated."""
    case = Moving(area, kind, "请来处理一下", at=at, place=place)
    case.act("junlian.clerk", "settle", kind=kind, nature=nature, text="已办好")
    case.act("zhuanqiao.verifier", "pass_check")
    case.act("junlian.clerk", "answer", text="已办好，请您看看。")
    case.as_reporter("rate", grade=grade)
    return case


def missing(below):
    """The areas that have nothing."""
    return {each.code for each, figure in below if not figure.numerator}


def months(response):
    return {day: figure.text for day, figure in response.context["months"] if figure.numerator}


@pytest.mark.mechanism("ZQ-60")
def test_figures_of_zhuanqiao_add_up_by_zone_as_by_any_unit(enter):
    enter("zhuanqiao")
    answered("310112103022", "housing.corridor", "own", 5)

    town = page("zhuanqiao.supervisor", "by=satisfaction_rate")
    zone = page("zhuanqiao.supervisor", "area=310112103P02&by=satisfaction_rate")

    by_zone = {each.name: figure.denominator for each, figure in town.context["below"]}
    assert by_zone == {"颛桥片区": 0, "君莲片区": 1, "田园片区": 0, "北桥片区": 0, "都市片区": 0}
    committees = {each.name for each, f in zone.context["below"] if f.denominator}
    assert committees == {"君莲新城第一居民区"}
    assert "君莲片区" in zone.content.decode()


@pytest.mark.mechanism("ZQ-72")
def test_reporters_of_zhuanqiao_are_asked_after_the_end_and_counted_month_by_month(enter):
    enter("zhuanqiao")
    answered("310112103022", "housing.corridor", "own", 5)
    answered("310112103022", "housing.corridor", "own", 4, at=MONDAY + timedelta(days=30))
    later = answered("310112103022", "housing.corridor", "own", 1, at=MONDAY + timedelta(days=31))

    shown = page("zhuanqiao.supervisor", "by=satisfaction_rate")

    assert later.steps() == {"dissatisfied"}
    assert months(shown) == {date(2026, 9, 1): "100.00%", date(2026, 10, 1): "50.00%"}
    [figure] = [each for each in shown.context["figures"] if each.figure.indicator.key == BY]
    assert [(each.name, each.number) for each in figure.numerator] == [("满意", 2)]
    assert [(each.name, each.number) for each in figure.denominator] == [("已评价", 3)]


@pytest.mark.mechanism("ZQ-71")
def test_what_comes_back_at_the_same_place_in_zhuanqiao_is_followed_over_months(enter):
    enter("zhuanqiao")
    spot, far = Place(121.38, 31.06), Place(121.41, 31.05)
    for days, place in ((0, spot), (1, far), (32, spot)):
        at = MONDAY + timedelta(days=days)
        Moving("310112103022", "sanitation.litter", "垃圾又堆起来了", at=at, place=place)
    Moving("310112103022", "facilities.lamp", "路灯不亮", at=at, place=spot)  # of another type

    shown = page("zhuanqiao.supervisor", "by=recurrence_rate")

    assert months(shown) == {date(2026, 10, 1): "50.00%"}
    by_type = {name: figure.text for name, figure in shown.context["types"]}
    assert by_type == {"暴露垃圾": "33.33%", "路灯不亮": "0.00%"}


@pytest.mark.mechanism("ZQ-64")
def test_how_enterprises_are_served_in_zhuanqiao_is_read_by_type(enter):
    enter("zhuanqiao")
    answered("310112103022", "enterprise.permit", "own", 5)
    Moving("310112103022", "enterprise.conditions", "园区门口总积水", at=MONDAY)

    shown = page("zhuanqiao.supervisor", "by=response_rate")

    by_type = {name: figure.text for name, figure in shown.context["types"]}
    assert by_type == {"办证办照": "100.00%", "经营环境": "0.00%"}


@pytest.mark.mechanism("JMS-20")
def test_jiamusi_sees_down_to_the_grid_where_a_branch_or_a_leader_is_missing(enter):
    enter("jiamusi")
    here, gone = "230804007001", "230804007001001"
    asked = f"area={here}&by=grids_with_party_body"
    before = page("jiamusi.supervisor", asked).context["below"]
    there = Organization.objects.filter(area__code=gone, kind__startswith="party_")
    assert there.update(state="in_preparation")

    city = page("jiamusi.supervisor", "by=grids_with_party_body").context
    community = page("jiamusi.supervisor", asked).context
    leaders = page("jiamusi.supervisor", f"area={here}&by=grids_with_leader").context

    key = city["chosen"].key
    [shown] = [each for each in city["figures"] if each.figure.indicator.key == key]
    assert [count.name for count in shown.numerator] == ["有党组织的网格"]
    assert (shown.figure.numerator, shown.figure.denominator) == (4379, 7830)
    assert missing(community["below"]) - missing(before) == {gone}
    assert {figure.text for _each, figure in leaders["below"]} == {"100.00%"}


@pytest.mark.mechanism("JMS-36")
def test_jiamusi_counts_what_was_done_for_people_by_type(enter):
    enter("jiamusi")
    for kind in ("livelihood.elderly", "livelihood.elderly", "facilities.lamp"):
        case = Moving("230804007001001", kind, "请来处理一下", at=MONDAY)
        case.act("yongan.clerk", "settle", kind=kind, nature="small", text="已办好")
        case.act("yongan.verifier", "pass_check")
        case.act("yongan.clerk", "answer", text="已办好。")
        case.as_reporter("rate", grade=5)
    Moving("230804007001001", "livelihood.elderly", "还没有人来", at=MONDAY)

    shown = page("jiamusi.supervisor", "by=matters_done").context

    figures = {each.figure.indicator.key: each.figure for each in shown["figures"]}
    done = figures["matters_done"]
    assert (done.text, shown["chosen"].label) == ("3", "办好民生实事件数")
    assert {name: figure.text for name, figure in shown["types"]} == {
        "养老助老": "2",
        "路灯不亮": "1",
    }


@pytest.mark.mechanism("CQ-34")
def test_satisfaction_in_chongqing_is_followed_month_by_month(enter):
    enter("chongqing")
    for days, grade in ((0, 1), (0, 5), (30, 5)):
        at = MONDAY + timedelta(days=days)
        case = Moving("500120001001001", "housing.corridor", "请来处理一下", at=at)
        settled = {"kind": "housing.corridor", "nature": "public_affair", "text": "已清理"}
        case.act("biquan.dispatcher", "settle", **settled)
        case.act("biquan.verifier", "pass_check")
        case.act("biquan.dispatcher", "answer", text="已清理。")
        case.as_reporter("rate", grade=grade)

    shown = page("bishan.supervisor", f"by={BY}")

    assert months(shown) == {date(2026, 9, 1): "50.00%", date(2026, 10, 1): "100.00%"}


@pytest.mark.mechanism("SG-82")
def test_songgang_compares_its_figures_before_and_after_a_mechanism_began(enter):
    enter("songgang")
    began = date(2019, 1, 1)  # 网格党建
    at = datetime(2018, 12, 3, 9, tzinfo=MONDAY.tzinfo)
    for hours in (0, 24):
        before = at + timedelta(hours=hours)
        Moving("440306024001", "sanitation.litter", "垃圾没有清运", at=before)
    solved = Moving("440306024001", "sanitation.litter", "垃圾没有清运", at=at + timedelta(days=60))
    kept = {"kind": "sanitation.litter", "nature": "here", "text": "已清运"}
    solved.act("dongfang.clerk", "settle", **kept)
    seal_pending(timezone.now())
    keep_up(timezone.now())
    supervisor = client_of("songgang.supervisor")

    listed = supervisor.get("/desk/figures/changes", headers={"Accept-Language": "zh-hans"})
    asked = f"/desk/figures/changes?on={began}&length=90"
    answer = supervisor.get(asked, headers={"Accept-Language": "zh-hans"})

    dates = {each.thing.name: each.on for each in listed.context["dated"]}
    assert dates["矛盾纠纷化解"] == date(2018, 1, 1)
    assert dates[answer.context["then"][0].thing.name] == began
    [rate] = [
        each
        for each in answer.context["compared"]
        if each.after.figure.indicator.key == "cumulative_completion"
    ]
    assert (rate.before.figure.text, rate.after.figure.text) == ("–", "0.00%")
    [returned] = [
        each
        for each in answer.context["compared"]
        if each.after.figure.indicator.key == "response_rate"
    ]
    assert [each.number for each in returned.before.denominator] == [2]
    assert [each.number for each in returned.after.denominator] == [1]
    assert "since=2018-10-03&amp;until=2018-12-31" in answer.content.decode()
    assert supervisor.get("/desk/figures/changes?on=2999-01-01").status_code == 422
