"""Chongqing: what compounds and towns talk over, the tasks of its reform, who convenes, and data
that are sums."""

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.packs.tests.localities.test_boards import board, counted, figures_of
from yiwang.packs.tests.localities.test_bodies import card
from yiwang.packs.tests.localities.test_files_and_seats import in_days, person, sent
from yiwang.portals.casework.tests.staging import account_id
from yiwang.structure.organizations.queries import ids_by_code

BOSS, COMMANDER, COMMUNITY = "bishan.supervisor", "biquan.commander", "500120001001"
GRID, TOWN = "500120001001001", "500120001"


@pytest.fixture
def chongqing(enter):
    enter("chongqing")


@pytest.mark.mechanism("CQ-10", "CQ-32")
def test_a_compound_talks_over_what_is_big_for_it_and_its_branch_convenes(chongqing):
    branch, council = card(f"XQ-{COMMUNITY}", BOSS), f"XYH-{COMMUNITY}"
    assert "召集业委会、物业企业和专职网格员议小区的事 召集各方" in branch
    assert "召集各方" in card(f"SD-{COMMUNITY}", BOSS)  # and in the community its committee
    worker = "biquan.grid"  # sits in the branch and in the owners' committee too
    case = TakenIn(worker, GRID, "compound.matter", "公共收益怎么用", "worker")

    given = {"type": "compound.matter", "organizations": [council]}
    case.act(worker, "convene", text="议公共收益，周日下午，物业会议室", **given)
    assert case.steps_of("dawang.property") == ["各方说意见"]
    shown = words_of(read(case.page, BOSS))
    assert shown.index("大旺社区示范小区党支部") < shown.index("大旺社区示范小区业委会")
    for task in case.tasks_of(worker):
        if task["step"] == "各方说意见":
            case.act(worker, "finish", task=task["id"], text="同意先修单元门")
    case.act("dawang.property", "finish", text="物业出一半工钱")
    with pytest.raises(Refused) as refusal:
        case.act(worker, "agreed", text="先修单元门")
    assert refusal.value.fields == ["documents"]  # the minutes
    case.show(worker, "agreed", "documents", text="先修单元门，两周内")
    case.act(worker, "carried_out", text="十二个单元门修好了")

    assert "物业出一半工钱" in read(case.page, BOSS)
    assert case.story()[-2:] == ["done", "done"]


@pytest.mark.mechanism("CQ-17")
def test_a_town_consults_over_its_figures_month_after_month_and_decides(chongqing):
    case = TakenIn(COMMANDER, TOWN, "consultation.year", "碧泉街道全年会商", "worker")
    Reported(GRID, "environment.water", "河水发黑")
    counted()
    assert "分类情况" in words_of(read("/command/report", COMMANDER, kind="weekly"))
    [task] = case.tasks_of(COMMANDER)
    assert [clock["purpose"] for clock in task["clocks"]] == ["resolve"]  # within thirty days

    boards = ["JJ-500120001"]
    with pytest.raises(Refused) as refusal:
        case.act(COMMANDER, "decide", organizations=boards, text="水体本月增多，查三个排口")
    assert "documents" in refusal.value.fields
    decide(case, "水体本月增多，查三个排口", boards)
    clerk = "board_economy.500120001"
    assert case.steps_of(clerk) == ["板块落实"]
    case.act(clerk, "acknowledge")
    case.act(clerk, "finish", text="三个排口封了两个")

    assert case.steps_of(COMMANDER) == ["每月会商"]  # the next one begins with what came of it
    assert "三个排口封了两个" in read(case.page, COMMANDER)


def decide(case, text, codes):
    """Through the form, with a picture of the minutes."""
    ids = ids_by_code()
    case.show(
        COMMANDER, "decide", "documents", text=text, organizations=[ids[code] for code in codes]
    )


@pytest.mark.mechanism("CQ-01")
def test_the_reform_is_a_set_of_tasks_on_a_board_of_its_own(chongqing):
    case = TakenIn(BOSS, TOWN, "reform.branches", "党建扎桩：碧泉街道小区党支部", "worker")
    assert "列出没有党支部的小区，一个一个建" in read(case.page, BOSS)
    TakenIn(BOSS, TOWN, "reform.grids", "治理结网：碧泉街道网格核对", "worker")

    case.act(BOSS, "dispatch", type="reform.branches", organizations=["ZX-500120001"])
    case.act("biquan.dispatcher", "acknowledge")
    case.act("biquan.dispatcher", "finish", text="新建三个，还有一个在筹备")
    case.act(BOSS, "received")
    counted()

    page = board(BOSS, board="reform")
    assert "党建扎桩·治理结网" in [each.label for each in page.context["boards"]]
    assert figures_of(page)["reported_cases"] == 2
    types = words_of(page.context["sections"]["types"])
    assert "改革任务 2" in types


@pytest.mark.mechanism("CQ-31")
def test_secretaries_have_a_course_again_and_again_and_who_missed_it_is_seen(chongqing):
    assert "定期举办社区党组织书记培训示范班" in card("ZZ-500120", BOSS)
    assert "社区党组织书记培训示范班" in words_of(read("/notices/", area="500120"))
    missing = words_of(read("/desk/people", BOSS)).partition("没有有效证书的岗位")[2]
    assert "代春梅" in missing
    assert "社区党委书记 社区党组织书记培训示范班" in missing

    sent(
        BOSS,
        f"/desk/people/{account_id('dawang.secretary')}/certificate",
        kind="secretary_course",
        issued_on=in_days(-320),
        expires_on=in_days(45),
    )

    assert "社区党组织书记培训示范班" in person("dawang.secretary", "dawang.secretary")
    page = words_of(read("/desk/people", BOSS))
    assert "代春梅 社区党组织书记培训示范班" in page.partition("快要到期的证书")[2]  # the next one
    assert "社区党委书记 社区党组织书记培训示范班" not in page.partition("没有有效证书的岗位")[2]


@pytest.mark.mechanism("CQ-12")
def test_data_are_used_in_sums_and_nobody_is_looked_up(chongqing):
    for text in ("河水发黑", "河水有味", "河面漂油"):
        Reported(GRID, "environment.water", text, contact="13912345678")
    counted()

    page = board(BOSS, colour="reported_cases")
    report = read("/command/report", BOSS, day=timezone.localdate().isoformat())

    assert [part.figure.numerator for part in page.context["territory"].parts].count(3) == 1
    assert "生态环境" in words_of(page.context["sections"]["types"])
    assert "生态环境" in words_of(report)
    for shown in (page.content.decode(), report, read("/desk/figures", BOSS)):
        assert "13912345678" not in shown
    for number in ("13912345678", "11010519491231002X"):
        with pytest.raises(Refused) as refusal:
            read("/desk/ledger", BOSS, text=number)
        assert "不能用个人号码" in refusal.value.detail
