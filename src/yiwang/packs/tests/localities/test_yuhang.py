"""Yuhang: answered first, instructed against a signature, reported back before anything closes."""

from datetime import date

import pytest

from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, photo, read
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import route_proposal

CLERK, TOWN, BUREAU = "cangqian.clerk", "cangqian.dispatcher", "yuhang.urban"
GRID = "330110012001001"
STALL = {"type": "sanitation.stall", "nature": "instruction"}


def instructed():
    case = Reported(GRID, "sanitation.stall", "菜场门口占道经营")
    case.act(CLERK, "whistle", **STALL)
    case.act(TOWN, "dispatch", organizations=["CG-330110"])
    return case


@pytest.mark.mechanism("YH-08")
def test_an_appeal_is_answered_first_against_a_clock(enter):
    enter("yuhang")
    case = Reported(GRID, "sanitation.stall", "菜场门口占道经营")

    [task] = case.tasks_of(CLERK)
    [answering] = case.progress()["answering"]

    assert [clock["purpose"] for clock in task["clocks"]] == ["resolve"]
    assert answering["who"] == "太炎社区 · 社会治理中心 · 村社治理中心受理员"
    assert answering["due_at"] == task["clocks"][0]["due_at"]  # the reporter sees it too


@pytest.mark.mechanism("YH-28")
def test_what_was_moved_down_is_proposed_to_the_town_from_its_day_on(enter):
    enter("yuhang")
    stall = Reported(GRID, "sanitation.stall", "菜场门口占道经营")
    fumes = Reported(GRID, "environment.fumes", "楼下油烟")
    for case, type in ((stall, "sanitation.stall"), (fumes, "environment.fumes")):
        case.act(CLERK, "whistle", type=type, nature="instruction")

    def proposed(case, on):
        found = route_proposal(Case.objects.get(pk=case.case_id), on)
        return found.organizations[-1].code

    today, later = date(2026, 12, 31), date(2027, 1, 1)
    assert (proposed(stall, today), proposed(fumes, today)) == ("ZF-330110012", "CG-330110")
    assert (proposed(stall, later), proposed(fumes, later)) == ("ZF-330110012", "ZF-330110012")
    assert "占道经营的日常处置（执法队编制下沉镇街）" in read(stall.page, TOWN)
    stall.act(TOWN, "dispatch", organizations=["ZF-330110012"])
    assert stall.steps_of("urban_management.330110012")


@pytest.mark.mechanism("YH-28")
def test_what_was_taken_back_is_refused_to_the_town_with_the_entry_named(enter):
    enter("yuhang")
    noise = Reported(GRID, "environment.noise", "夜间施工")
    building = Reported(GRID, "sanitation.illegal_building", "楼顶搭建")
    for case, type in ((noise, "environment.noise"), (building, "sanitation.illegal_building")):
        case.act(CLERK, "whistle", type=type, nature="instruction")
    team, bureau = "ZF-330110012", "CG-330110"

    with pytest.raises(Refused) as taken_back:
        noise.act(TOWN, "dispatch", organizations=[team])
    with pytest.raises(Refused) as leads:
        building.act(TOWN, "dispatch", organizations=[team, bureau])

    assert taken_back.value.fields == leads.value.fields == ["organizations"]
    assert noise.story() == building.story() == ["reported", "whistled"]
    noise.act(TOWN, "dispatch", organizations=[bureau])
    building.act(TOWN, "dispatch", organizations=[bureau, team])
    page = read("/desk/rules/registers/duties", TOWN)
    assert "部门收回" in page
    assert "夜间施工噪声的处罚" in page


@pytest.mark.mechanism("YH-21")
def test_an_instruction_is_signed_for_by_a_time_and_the_sender_sees_it(enter):
    enter("yuhang")
    case = instructed()
    [task] = case.tasks_of(BUREAU)
    assert sorted(clock["purpose"] for clock in task["clocks"]) == ["acknowledge", "resolve"]
    assert not case.progress()["answering"][0]["has_signed"]

    case.act(BUREAU, "acknowledge")

    assert case.progress()["answering"][0]["has_signed"]
    assert "已签收" in read(case.page, TOWN)


@pytest.mark.mechanism("YH-22")
def test_nothing_closes_before_its_result_is_reported_back(enter):
    enter("yuhang")
    case = instructed()
    case.act(BUREAU, "acknowledge")

    with pytest.raises(Refused) as refusal:
        case.act(BUREAU, "finish")
    assert "text" in refusal.value.fields
    case.act(BUREAU, "finish", text="摊位已劝离，设了引导牌", photos=[photo()])

    assert "摊位已劝离" in read(case.page, TOWN)  # whoever instructed reads the result
    assert case.steps_of("cangqian.verifier") == ["核查反馈"]
    assert case.progress()["state"] == "open"


@pytest.mark.mechanism("YH-14")
def test_towns_and_departments_ask_each_other_and_answers_are_tracked(enter):
    enter("yuhang")
    up = TakenIn(TOWN, "330110012", "between.guidance", "物业收支公开的口径怎么把握", "worker")
    down = TakenIn(BUREAU, "330110012", "between.support", "请街道协助通知沿街商户", "worker")

    up.act(TOWN, "dispatch", type="between.guidance", organizations=["ZJ-330110"])
    down.act(TOWN, "dispatch", type="between.support", organizations=["ZX-330110012"])
    town_room = "command.330110012"
    up.act("yuhang.housing", "acknowledge")
    down.act(town_room, "acknowledge")
    down.act(town_room, "finish", text="两百家商户都通知到了")

    assert up.progress()["answering"][0]["has_signed"]
    assert "两百家商户都通知到了" in read(down.page, BUREAU)


@pytest.mark.mechanism("YH-23")
def test_guidance_is_asked_for_in_a_thread_and_kept_where_others_find_it(enter):
    enter("yuhang")
    case = TakenIn(CLERK, GRID, "between.guidance", "加装电梯要先征求谁的意见", "worker")

    case.act(TOWN, "answer", type="between.guidance", text="先征求本单元，再公示")
    kept = read("/desk/rules/registers/knowledge", CLERK)

    assert "先征求本单元，再公示" in read(case.page, CLERK)
    assert "加装电梯：先征求本单元意见" in kept
