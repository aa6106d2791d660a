"""Sessions in which bodies settle something together: who is asked, what each says, the minutes,
and what becomes of what was decided."""

import pytest

from yiwang.packs.tests.at_the_doors import Refused, TakenIn, words_of
from yiwang.packs.tests.at_the_doors import read as read_page
from yiwang.packs.tests.at_the_wall import done, put_up, read, told
from yiwang.packs.tests.localities.test_services_and_targets import written
from yiwang.work.cases.models import Case


def session(convener, area, kind, bodies, speakers, *, agenda="周五下午，会议室"):
    """Convened, spoken at by everybody, decided with minutes."""
    case = TakenIn(convener, area, kind, agenda, "worker")
    case.act(convener, "convene", type=kind, organizations=bodies, text=agenda)
    for speaker, words in speakers:
        case.act(speaker, "finish", text=words)
    with pytest.raises(Refused) as refusal:
        case.act(convener, "agreed", text="按议定的办")
    assert refusal.value.fields == ["documents"]  # the minutes
    case.show(convener, "agreed", "documents", text="按议定的办，纪要如附件")
    return case


@pytest.mark.mechanism("JMS-89")
def test_the_party_committee_of_yongan_holds_a_joint_meeting_with_minutes(enter):
    enter("jiamusi")

    case = session(
        "yongan.dispatcher",
        "230804007",
        "joint.session",
        ["ZD-230804007001", "DW-230804"],
        [("yongan.clerk", "社区出场地"), ("qianjin.library", "图书馆送书来")],
    )

    page = read_page(case.page, "yongan.dispatcher")
    for said in ("社区出场地", "图书馆送书来", "纪要如附件"):
        assert said in page
    case.act("yongan.dispatcher", "carried_out", text="书角开了")
    assert Case.objects.get(pk=case.case_id).run.outcome == "solved"


@pytest.mark.mechanism("RZ-12")
def test_units_take_a_real_part_in_what_matters_most_to_the_district(enter):
    enter("runzhou")

    case = session(
        "xijin.worker",
        "321111003013",
        "consult.major",
        ["DWDW-YH", "CG-321111"],
        [("xijin.bank", "银行可以出资修停车棚"), ("runzhou.urban", "城管负责审批和收边")],
    )

    page = read_page(case.page, "xijin.worker")
    assert "银行可以出资修停车棚" in page
    assert "城管负责审批和收边" in page


@pytest.mark.mechanism("RZ-48")
def test_sessions_of_runzhou_are_a_log_that_is_counted(enter):
    enter("runzhou")
    for agenda in ("停车棚怎么修", "夜市几点收"):
        session(
            "xijin.worker",
            "321111003013",
            "consult.session",
            ["DWDW-YH"],
            [("xijin.bank", "我们来两个人")],
            agenda=agenda,
        )

    ledger = read("/desk/ledger?type=consult.session", "jinshan.dispatcher")

    assert "议事会商" in ledger
    assert Case.objects.filter(type__key="consult.session").count() == 2


@pytest.mark.mechanism("SG-40")
@pytest.mark.mechanism("SG-57")
def test_what_a_council_of_songgang_decides_becomes_something_to_take_on(enter):
    enter("songgang")
    keeper = "dongfang.clerk"
    case = session(
        keeper,
        "440306024001",
        "council.resolution",
        ["CG-440306024"],
        [("songgang.urban", "城管办配合清运")],
    )
    run = Case.objects.get(pk=case.case_id).run_id
    assert f"run={run}" in read_page(case.page, keeper)

    activity = put_up(
        keeper, "activity", "440306024001", "周末清楼道", query=f"&run={run}", amount="30"
    )
    claim = told(activity, keeper, "YG-440306024", part="带三十名义工")
    done(claim, "songgang.dispatcher", keeper, "清了六个楼道")

    assert activity.run_id == run
    assert "周末清楼道" in read_page(case.page, keeper)  # the task shows what is done for it


@pytest.mark.mechanism("YH-11")
@pytest.mark.mechanism("YH-34")
def test_a_building_of_yuhang_has_a_council_that_settles_and_finds_services(enter):
    enter("yuhang")
    keeper = "cangqian.tower"
    page = read("/places/LZH-330110012")
    assert "政策咨询" in page
    assert "梦想大厦楼治会（演示）" in page

    case = session(
        keeper,
        "330110012",
        "hub.building",
        ["CG-330110"],
        [("yuhang.urban", "外卖停放点划在南门")],
    )
    put_up(
        keeper,
        "activity",
        "330110012",
        "政策咨询进楼",
        organization="LZH-330110012",
        venue="LZH-330110012",
        **{"t-day": "2027-03-03", "t-from": "12:10", "t-to": "13:00", "t-places": "20"},
    )

    assert "外卖停放点划在南门" in read_page(case.page, keeper)
    assert "政策咨询进楼" in read("/places/LZH-330110012")


@pytest.mark.mechanism("XH-04")
def test_what_is_talked_over_in_xinhua_is_built_and_shared_together(enter):
    enter("xinhua")
    council = "council.310105004"
    case = TakenIn("panyu.clerk", "310105004001", "council.matter", "弄堂停车怎么管", "worker")
    case.act(council, "to_council", type="council.matter", nature="communal")
    case.show(council, "resolved", "documents", text="央企出三十个夜间车位，居民区排号")
    run = Case.objects.get(pk=case.case_id).run_id

    offered = put_up(
        "panyu.clerk", "need", "310105004001", "夜间车位三十个", query=f"&run={run}", amount="30"
    )
    claim = told(offered, "panyu.clerk", "CY1-310105004", amount="30")
    done(claim, "xinhua.dispatcher", "panyu.clerk", "十二月一日起开放")

    assert "夜间车位三十个" in read_page(case.page, council)
    assert "新华商业管理公司（演示）" in read(f"/wall/{offered.pk}/")


@pytest.mark.mechanism("YH-12")
def test_the_plan_of_the_pilot_has_goals_owners_and_days_and_is_followed(enter):
    enter("yuhang")
    boss = "yuhang.supervisor"
    written(boss, "pilot_plan", "centre_seats", "13", "治理中心台账")

    plan = words_of(read_page("/desk/rules/registers/pilot_plan/progress", boss))
    rule = words_of(read_page("/desk/rules/registers/pilot_plan", boss))

    for goal in ("一、建强治理中心", "二、分类治理", "三、小区治理"):
        assert goal in plan
    reached = plan.partition("部门入驻区治理中心的席位")[2].partition("镇街综合信息指挥室")[0]
    assert "100%" in reached
    assert "余杭区" in rule  # who answers for a goal
    assert "不低于 20 个" in plan
