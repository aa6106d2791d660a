"""Checking in with a community: units and members, what is reported back to whom, how it ends, and
the certificate that somebody scans."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.work.cases.models import Case, Contact
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.sweep import sweep

COMMITTEE, CLERK, TOWN, UNIT = (
    "310112103022",
    "junlian.clerk",
    "zhuanqiao.supervisor",
    "unit.310112103",
)
GRID, COMMUNITY_CLERK = "230804007001001", "yongan.clerk"
NOT_DONE = {"item": "next", "state": "not_applicable"}


def unit_that_checks_in():
    case = TakenIn(UNIT, COMMITTEE, "checkin.unit", "中心小学党支部来报到", "worker")
    case.act(UNIT, "check_in", text="可以开放操场，周末", type="checkin.unit")
    return case


def fed_back(case, members="12人次"):
    ticks = [
        {"item": "asked", "state": "done", "words": "操场开放了八次"},
        {"item": "members", "state": "done", "words": members},
        NOT_DONE,
    ]
    case.act(CLERK, "feed_back", ticks=ticks)


@pytest.mark.mechanism("ZQ-43")
def test_a_unit_checks_in_hears_back_every_quarter_and_reports_upward(enter):
    enter("zhuanqiao")
    case = unit_that_checks_in()
    assert "可以开放操场" in read(case.page, CLERK)
    assert case.steps_of(CLERK) == ["社区接收报到"]
    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "accept")
    assert refusal.value.fields == ["text"]  # what the community asks of it
    case.act(CLERK, "accept", text="周末开放操场；每月一次课后看护")
    assert "周末开放操场" in read(case.page, UNIT)  # the unit reads what is asked of it

    for _quarter in range(2):  # it comes round again
        clock = Clock.objects.get(run__subject_id=case.case_id, state="running")
        assert (clock.limit, clock.kind) == (90, "calendar_day")
        with pytest.raises(Refused) as refusal:
            case.act(CLERK, "feed_back")
        assert set(refusal.value.fields) == {"tick.asked", "tick.members", "tick.next"}
        fed_back(case)
        assert "12人次" in words_of(read(case.page, UNIT))
        case.act(UNIT, "report_up", text="本季开放操场八次，下季加一次看护")
        case.act(TOWN, "send_back", reason="写明参加了多少人次")
        case.act(UNIT, "report_up", text="本季开放操场八次、12人次，下季加一次看护")
        case.act(TOWN, "noted")
    assert case.steps_of(CLERK) == ["服务中：社区每季反馈"]

    fed_back(case)
    case.act(UNIT, "leave", reason="支部改组")
    assert case.steps_of(CLERK) == ["退出交接"]
    case.act(CLERK, "handed_over", text="课后看护由志愿队接着做")
    assert Case.objects.get(pk=case.case_id).run.outcome == "solved"


@pytest.mark.mechanism("ZQ-43")
def test_a_community_may_decline_a_unit_and_is_told_when_it_forgets_to_report_back(enter):
    enter("zhuanqiao")
    declined = unit_that_checks_in()
    with pytest.raises(Refused) as refusal:
        declined.act(CLERK, "refuse")
    assert refusal.value.fields == ["reason"]
    declined.act(CLERK, "refuse", reason="本社区已有三家学校")
    assert "本社区已有三家学校" in read(declined.page, UNIT)
    assert Case.objects.get(pk=declined.case_id).run.outcome == "declined"
    with pytest.raises(Refused):  # residents check in themselves, units by their liaison
        Reported(COMMITTEE, "checkin.unit", "来报到")

    late = unit_that_checks_in()
    late.act(CLERK, "accept", text="周末开放操场；每月一次课后看护")
    run = Case.objects.get(pk=late.case_id).run
    clock = Clock.objects.get(run=run, state="running")
    sweep(clock.due_at - timedelta(days=9))  # reminded
    sweep(clock.due_at + timedelta(minutes=1))
    assert "escalated" in late.story()


@pytest.mark.mechanism("ZQ-43")
def test_a_member_checks_in_without_a_name_and_both_sides_report_back(enter):
    enter("zhuanqiao")
    with pytest.raises(Refused):  # nobody of staff begins it for somebody of their own accord
        TakenIn("junlian.inspector", COMMITTEE, "checkin.member", "来报到", "worker")
    case = Reported(COMMITTEE, "checkin.member", "住在本小区，周末有空")
    case.act(CLERK, "give_post", text="小区巡查岗，周六上午，到居委会一楼")
    assert case.progress()["replies"][-1]["text"] == "小区巡查岗，周六上午，到居委会一楼"

    case.act(CLERK, "ask_reporter", text="这一季做了什么，有什么建议？")  # the member reports
    Client().post(
        f"/c/{case.code}/act", {"do": "answer_question", "text": "巡查了六次，路灯修得慢"}
    )
    assert "巡查了六次，路灯修得慢" in read(case.page, CLERK)
    case.act(CLERK, "record", text="巡查六次，报了三处路灯")  # … and hears back
    assert case.progress()["replies"][-1]["text"] == "巡查六次，报了三处路灯"
    assert case.steps_of(CLERK) == ["服务中：社区每季记一次"]

    assert Contact.objects.filter(case=case.case_id).exists()
    assert "13812345678" not in read(case.page, CLERK)
    for stranger in ("market.310112103", UNIT, "zhuanqiao.dispatcher"):
        with pytest.raises(Refused):  # who has no part in it knows nothing of it
            read(case.page, stranger)
    case.act(CLERK, "over", text="服务到六月底，谢谢您")
    Client().post(f"/c/{case.code}/act", {"do": "rate", "grade": "5"})
    assert Case.objects.get(pk=case.case_id).run.outcome == "solved"


def scanned(page):
    """The address behind the picture, from the sheet that was rendered."""
    return page.context["link"].removeprefix("http://testserver")


@pytest.mark.mechanism("JMS-31")
def test_who_checks_in_is_handed_a_certificate_that_anybody_can_look_up(enter):
    enter("jiamusi")
    case = Reported(GRID, "livelihood.check_in", "在职，住在本社区，想报到")
    sheet = f"/c/{case.code}/certificate"
    assert Client().get(sheet).status_code == 404  # nothing before it is accepted
    with pytest.raises(Refused):
        read(f"{case.page}certificate", COMMUNITY_CLERK)
    case.act(COMMUNITY_CLERK, "give_post", text="卫生监督岗，周日上午，到社区一楼")

    printed = words_of(read(f"{case.page}certificate", COMMUNITY_CLERK))
    assert "在职党员进社区报到证" in read(case.page, COMMUNITY_CLERK)
    today = timezone.localdate()
    assert f"有效起始 {today.year}年{today.month}月{today.day}日" in printed  # the year as well
    for said in ("姓名", "所在单位", "永安", "卫生监督岗", case.number, "八小时之外在社区服务"):
        assert said in printed
    own = Client().get(sheet, headers={"Accept-Language": "zh-hans"})
    assert "<svg" in own.content.decode()
    assert 'href="?paper=a5"' in own.content.decode()
    assert "area-card-a5" in Client().get(f"{sheet}?paper=a5").content.decode()

    address = scanned(own)
    found = words_of(read(address))
    assert "有效" in found
    assert case.number in found
    assert "永安" in found
    for kept in ("13812345678", "卫生监督岗", "想报到", case.code):
        assert kept not in found
    assert Client().get(address[:-1] + ("0" if address[-1] != "0" else "1")).status_code == 404

    case.act(COMMUNITY_CLERK, "record", text="这一季做了四次")
    assert "有效" in words_of(read(address))  # the next quarter, the same certificate
    case.act(COMMUNITY_CLERK, "over", text="服务到月底，谢谢您")
    assert re.search(r"已结束.*于.*结束", words_of(read(address)))
    assert "没有可打印的了" in words_of(read(sheet))


@pytest.mark.mechanism("JMS-31")
def test_a_certificate_says_that_its_holder_has_withdrawn(enter):
    enter("jiamusi")
    case = Reported(GRID, "livelihood.check_in", "在职，住在本社区，想报到")
    case.act(COMMUNITY_CLERK, "give_post", text="卫生监督岗，周日上午")
    address = scanned(Client().get(f"/c/{case.code}/certificate"))

    Client().post(f"/c/{case.code}/act", {"do": "withdraw"})

    assert re.search(r"已退出.*于.*退出", words_of(read(address)))


def test_what_needs_no_certificate_has_none(enter):
    enter("jiamusi")
    case = Reported(GRID, "housing.parking", "楼前停车没有秩序")
    assert Client().get(f"/c/{case.code}/certificate").status_code == 404
    with pytest.raises(Refused) as refusal:
        read(f"{case.page}certificate", COMMUNITY_CLERK)
    assert refusal.value.status == 404
