"""Urgent matters go first: marked at the desk with a reason, seen by all who work on them and by
the reporter, with shorter limits. Said of the matter; nothing is kept of a person."""

from datetime import datetime

import pytest
from django.urls import reverse

from yiwang.packs.tests.at_the_doors import Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of

REASON = "独居老人家里停水，天黑前要通"


def mark(case, username, reason=REASON):
    """Press the button on the page of the case."""
    [task] = case.tasks_of(username)
    address = reverse("desk_act", args=[case.case_id, task["id"], "mark_urgent"])
    return client_of(username).post(address, {"reason": reason})


def due_at(case, username):
    """When the office has to be done."""
    [task] = case.tasks_of(username)
    [due] = [each["due_at"] for each in task["clocks"] if each["purpose"] == "resolve"]
    return datetime.fromisoformat(due)


def stands_first(case, other, username):
    page = words_of(read(reverse("desk"), username))
    return page.index(case.number) < page.index(other.number)


@pytest.mark.mechanism("ZQ-93")
def test_urgent_hardship_is_marked_on_the_matter_and_goes_first(enter):
    enter("zhuanqiao")
    clerk, head, office = "junlian.clerk", "junlian.head", "zhuanqiao.urban"
    usual, urgent = (Reported("310112103022", "sanitation.muck", "路口倒了渣土") for _ in range(2))
    assert "写事情，不写个人情况" in words_of(read(urgent.page, clerk))
    assert mark(urgent, clerk, reason="").status_code == 422
    assert stands_first(usual, urgent, clerk)

    mark(urgent, clerk)

    assert stands_first(urgent, usual, clerk)
    assert "加急" in words_of(read(reverse("desk"), clerk))
    assert "加急" in words_of(read(reverse("desk_ledger"), clerk))
    assert REASON in words_of(read(urgent.page, clerk))
    assert "/mark_urgent" not in read(urgent.page, clerk)  # once is enough
    for case in (usual, urgent):
        case.act(clerk, "whistle", type="sanitation.muck", nature="zone_matter")
        case.act(head, "dispatch", organizations=["ZF-310112103"])
    assert due_at(urgent, office) < due_at(usual, office)
    followed = words_of(read(f"/c/{urgent.code}"))
    assert "已标为加急：先办" in followed
    assert urgent.progress()["urgent"]
    assert not usual.progress()["urgent"]


@pytest.mark.mechanism("GR-11")
def test_what_turns_out_to_be_urgent_is_answered_sooner(enter):
    enter("general")
    clerk, dispatcher, office = "chunxiao.clerk", "hubin.dispatcher", "hubin.housing"
    case = Reported("P1S1C1X1", "housing.leak", "楼顶漏水")
    case.act(clerk, "whistle", type="housing.leak", nature="joint")
    case.act(dispatcher, "dispatch", organizations=["CJ-P1S1"])
    before = due_at(case, office)

    mark(case, office)

    assert due_at(case, office) < before  # recounted from its start
    assert case.story()[-1] == "marked_urgent"
    assert "时限缩短" in words_of(read(f"/c/{case.code}"))


def test_what_is_urgent_no_more_is_so_by_two_and_its_reporter_reads_why(enter):
    enter("general")
    clerk, dispatcher, office = "chunxiao.clerk", "hubin.dispatcher", "hubin.housing"
    case = Reported("P1S1C1X1", "housing.leak", "楼顶漏水")
    case.act(clerk, "whistle", type="housing.leak", nature="joint")
    case.act(dispatcher, "dispatch", organizations=["CJ-P1S1"])
    usual = due_at(case, office)
    assert "/ask_usual_limits" not in read(case.page, office)
    mark(case, office)
    assert "/ask_usual_limits" in read(case.page, office)

    case.act(office, "ask_usual_limits", reason="阀门已关，不再漏")
    assert case.progress()["urgent"]
    [asked] = case.tasks_of("donghu.supervisor")
    assert "取消加急" in words_of(read(case.page, "donghu.supervisor"))
    case.act("donghu.supervisor", "grant", task=asked["id"])

    assert due_at(case, office) == usual
    followed = words_of(read(f"/c/{case.code}"))
    assert "不再加急，恢复类型规定的时限" in followed
    assert "阀门已关，不再漏" in followed
    assert not case.progress()["urgent"]
    assert [held["kind"] for held in case.progress()["holds"]] == ["usual_limits"]
