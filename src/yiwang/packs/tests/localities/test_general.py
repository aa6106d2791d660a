"""What holds everywhere: a place to raise things, many ways in, and talking before deciding."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.cases.models import Case

CLERK, COMPOUND = "chunxiao.clerk", "P1S1C1X1"


@pytest.mark.mechanism("GR-10")
def test_an_idea_goes_another_way_than_a_complaint(enter):
    enter("general")
    idea, complaint = Reported(COMPOUND, "idea.community"), Reported(COMPOUND, "housing.leak")

    idea.act(CLERK, "answer", type="idea.community", text="采纳，下月开始")

    assert idea.progress()["decide_until"]  # its reporter is asked what they think of the answer
    assert complaint.steps_of(CLERK) == ["社区受理"]


@pytest.mark.mechanism("GR-07", "GR-09")
def test_residents_raise_and_follow_by_themselves(enter):
    enter("general")
    assert "反映" in read("/")
    assert "查询" in read("/")
    case = Reported(COMPOUND, "housing.leak", "楼顶漏水")

    case.act(CLERK, "whistle", type="housing.leak", nature="joint")
    followed = read(f"/c/{case.code}")

    assert "受理" in followed
    assert "分派" in followed
    with pytest.raises(Refused) as refusal:
        read("/c/23456-789AB-CDEFG")
    assert refusal.value.status == 404


@pytest.mark.mechanism("GR-23")
def test_what_people_govern_themselves_takes_that_path(enter):
    enter("general")
    case = Reported(COMPOUND, "neighbours.space", "想在院里摆几张长椅")
    assert "大家商量着办" in read(case.page, CLERK)  # what the register proposes

    case.act(CLERK, "talk", type="neighbours.space", nature="self_governed")
    case.act(CLERK, "settle", text="十七户同意，摆在东侧，物业周六安装")

    assert case.story() == ["reported", "accepted", "settled"]
    assert case.tasks_of("hubin.dispatcher") == []


@pytest.mark.mechanism("GR-13")
def test_what_touches_people_is_not_decided_before_they_were_asked(enter):
    enter("general")
    case = Reported(COMPOUND, "interest.project", "把自行车棚改成托育点")
    assert set(case.offered(CLERK)) == {"ask_people", "decline"}  # no way to decide at once
    assert case.tasks_of("hubin.dispatcher") == []

    plan = {"type": "interest.project", "text": "方案贴在三个楼栋，逐户发意见表"}
    case.act(CLERK, "ask_people", **plan)
    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "settle")
    assert refusal.value.fields == ["text"]  # what they said
    case.act(CLERK, "settle", text="六十二户表达意见，五十户同意，十二户担心停车")
    assert "十二户担心停车" in read(case.page, "hubin.dispatcher")
    case.act("hubin.dispatcher", "answer", text="先改一半，保留二十个车位")

    assert case.story() == ["reported", "accepted", "settled", "answered"]


def brought(rows, username=CLERK):
    table = "\n".join(["工单编号,内容,类型,区域,联系方式", *rows])
    file = SimpleUploadedFile("热线.csv", table.encode("gb18030"))
    return client_of(username).post("/desk/hotline", {"table": file})


@pytest.mark.mechanism("GR-08")
def test_there_are_many_ways_in_and_each_is_kept(enter):
    enter("general")
    Reported(COMPOUND, "housing.leak", "网上反映：漏水")
    for channel in ("phone", "counter", "letter"):
        TakenIn(CLERK, COMPOUND, "housing.leak", f"{channel} 反映：漏水", channel)
    passed_on = brought(["HX-1,路灯不亮,路灯不亮,春晓一号院,13812345678"])

    assert passed_on.status_code == 200
    for channel, name in {
        "rest": "其他系统",
        "phone": "电话",
        "counter": "窗口",
        "letter": "来信",
        "hotline": "热线",
    }.items():
        ledger = words_of(read("/desk/ledger", CLERK, channel=channel))
        assert Case.objects.get(channel=channel).number in ledger
        assert name in ledger


def test_a_table_of_the_hotline_comes_in_whole_and_once_or_not_at_all(enter):
    enter("general")
    good = ["HX-1,路灯不亮,路灯不亮,春晓一号院,13812345678", "HX-2,楼道堆物,,P1S1C1X1,"]

    refused = brought([*good, "HX-1,,没有的类型,月球,", ",漏水,,春晓一号院,"])

    assert refused.status_code == 422
    page = words_of(refused.content.decode())
    assert "一条也没有登记：有 2 行要改" in page
    assert "第 4 行：这个编号在第 2 行已经有了" in page
    assert "第 5 行：请填写热线的工单编号" in page
    assert not Case.objects.exists()
    assert "登记了 2 件" in words_of(brought(good).content.decode())
    again = words_of(brought([*good, "HX-3,垃圾满溢,,春晓一号院,"]).content.decode())
    assert "登记了 1 件" in again
    assert "2 件以前来过，保持原样" in again
    assert Case.objects.filter(channel="hotline").count() == 3
    assert brought(good, "hubin.urban").status_code == 403
