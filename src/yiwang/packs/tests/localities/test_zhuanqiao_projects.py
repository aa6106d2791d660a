"""Zhuanqiao: what the town assigns, what neighbours decide and build, and its service points: from
the first step to the last, where people do it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, photo, read, words_of
from yiwang.packs.tests.localities.test_boards import board, counted, figures_of
from yiwang.packs.tests.localities.test_bodies import card
from yiwang.packs.tests.localities.test_item_by_item import Checked
from yiwang.packs.tests.localities.test_lists_in_use import everybody, gaps
from yiwang.packs.tests.localities.test_people_of_localities import sent
from yiwang.structure.posts.models import Activation
from yiwang.work.cases.models import Case, Publication
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.sweep import sweep

TOWN, HEAD, CLERK = "zhuanqiao.supervisor", "junlian.head", "junlian.clerk"
COMMITTEE, TIANYUAN = "310112103022", "310112103012"


def published_for_its_time(case):
    """The notice has stood as long as it must; the sweep comes round."""
    run = Case.objects.get(pk=case.case_id).run
    [clock] = Clock.objects.filter(run=run, task__role="publisher", state="running")
    sweep(clock.due_at + timedelta(minutes=1))


@pytest.mark.mechanism("ZQ-17")
def test_the_town_assigns_a_task_with_its_day_and_hears_back(enter):
    enter("zhuanqiao")
    case = TakenIn(TOWN, "310112103P02", "assigned.key", "夏季用电安全大检查", "worker")
    assert "排一遍老旧小区和出租房集中的楼" in read(case.page, TOWN)  # the list of tasks
    assert "assigned.key" not in read("/desk/begin", CLERK)  # the town assigns, and nobody below it
    with pytest.raises(Refused, match="由别人发起：所有工作人员；只限镇一级"):
        TakenIn(CLERK, COMMITTEE, "assigned.key", "下面给上面交办", "worker")

    case.act(
        TOWN,
        "dispatch",
        type="assigned.key",
        organizations=["ZG-310112103P02", "AJ-310112103"],
    )
    [task] = case.tasks_of(HEAD)
    assert {clock["purpose"] for clock in task["clocks"]} == {"acknowledge", "resolve"}
    for who in (HEAD, "zhuanqiao.safety"):
        case.act(who, "acknowledge")
        case.act(who, "finish", text=f"{who}：走了二十栋楼，列出三处")
    assert "走了二十栋楼，列出三处" in read(case.page, TOWN)

    case.act(TOWN, "rework", reason="三处还没有写明哪天改好")
    case.act(HEAD, "finish", text="三处周五前改好")
    case.act("zhuanqiao.safety", "finish", text="周五去看")
    case.act(TOWN, "received")

    assert case.story()[-4:] == ["sent_to_rework", "handled", "handled", "done"]


@pytest.mark.mechanism("ZQ-32")
def test_programme_515_groups_its_tasks_and_its_content_is_the_towns(enter):
    enter("zhuanqiao")
    programme = TakenIn(TOWN, "310112103", "assigned.pilot", "领航工程：第一项任务", "worker")
    TakenIn(TOWN, "310112103", "assigned.key", "夏季用电安全大检查", "worker")
    counted()

    page = board(TOWN, board="pilot")
    targets = words_of(read("/desk/rules/registers/pilot_515/progress", TOWN))

    assert "515领航工程" in [each.label for each in page.context["boards"]]
    assert figures_of(page)["reported_cases"] == 1  # not what belongs to no programme
    assert "名称待填" in read(programme.page, TOWN)
    assert "不低于 5 个" in targets
    assert "不低于 15 项" in targets


@pytest.mark.mechanism("ZQ-22")
def test_working_group_and_service_centre_of_a_zone_live_in_one_neighbourhood_centre(enter):
    enter("zhuanqiao")

    for zone, centre in {
        "P01": "颛益汇",
        "P02": "君莲",
        "P03": "田园",
        "P04": "北桥",
        "P05": "金榜",
    }.items():
        house = card(f"LL-310112103{zone}", TOWN)
        assert f"{centre}邻里中心" in house
        assert house.partition("与其他单位的关系")[2].split()[0] == "2"
        assert f"{centre}邻里中心" in card(f"ZG-310112103{zone}", TOWN)
        assert f"{centre}邻里中心" in card(f"DQ-310112103{zone}", TOWN)


@pytest.mark.mechanism("ZQ-25", "ZQ-86", "ZQ-87")
def test_service_points_stand_in_three_tiers_of_one_five_and_many(enter):
    enter("zhuanqiao")

    town = card("DQ-310112103", TOWN).partition("与其他单位的关系")[2]
    zone = card("DQ-310112103P05", TOWN).partition("与其他单位的关系")[2]
    standard = gaps("venue_standard", TOWN)

    zones = ("颛桥", "君莲", "田园", "北桥", "都市")
    assert all(f"成员 · {name}片区党群服务中心" in town for name in zones)
    assert town.split()[0] == "5"
    assert "产业园区党群服务站（演示）" in zone
    assert zone.count("居民区党群服务站") >= 4
    assert "每个片区一个党群服务中心 5 共 5 个，已达到" in standard
    assert "每个居民区一个党群服务站 32 共 32 个，已达到" in standard
    assert "每个村一个党群服务站 14 共 14 个，已达到" in standard


@pytest.mark.mechanism("ZQ-02", "ZQ-33")
def test_a_service_point_asks_its_hub_which_asks_the_department_of_the_directory(enter):
    enter("zhuanqiao")
    directory = everybody("/registers/services")
    assert "法律咨询和人民调解" in directory
    assert "社区事务受理：就业、社保、救助" in directory
    case = Reported(COMMITTEE, "service.legal", "租房合同怎么写，想问律师")
    assert case.steps_of(CLERK) == ["党群服务站点受理"]

    case.act(CLERK, "to_hub", type="service.legal", text="站点没有律师，请片区中心接着办")
    assert case.steps_of(HEAD) == ["片区党群服务中心"]
    assert "颛桥镇司法所" in read(case.page, HEAD)  # by the list, whose service it is
    case.act(HEAD, "dispatch", organizations=["SF-310112103"])
    justice = "justice.310112103"
    case.act(justice, "acknowledge")
    case.act(justice, "finish", text="律师周三下午在中心，带合同来")
    case.act(HEAD, "answer", text="律师周三下午两点在片区中心，请带合同来")

    assert case.progress()["replies"][0]["by"].endswith("党群服务中心主任")


@pytest.mark.mechanism("ZQ-79")
def test_a_service_at_home_is_agreed_on_with_as_little_as_possible(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "service.home", "老人下不了楼，想办敬老卡")

    case.act(CLERK, "appoint", type="service.home", text="周四上午十点上门，请备好照片")
    case.act(CLERK, "settle", text="敬老卡材料已收齐送办")
    case.act(CLERK, "answer", text="卡办好后送上门")

    page = read(case.page, CLERK)
    assert "周四上午十点上门" in page
    assert "13812345678" not in page  # the contact stays sealed
    assert "13812345678" not in read(f"/c/{case.code}")
    with pytest.raises(Refused):
        read(case.page, "market.310112103")  # who has no part in it


def called(text="楼下停车怎么划"):
    clerk = f"clerk.{TIANYUAN}"
    case = TakenIn(clerk, TIANYUAN, "council.parties", text, "worker")
    return case, clerk


@pytest.mark.mechanism("ZQ-57")
def test_four_parties_of_a_tianyuan_neighbourhood_decide_and_carry_out_together(enter):
    enter("zhuanqiao")
    assert "召集业委会、物业公司和社会组织议事 召集各方" in card(f"DZ-{TIANYUAN}", TOWN)
    case, clerk = called()
    council = {"type": "council.parties", "organizations": [f"YS-{TIANYUAN}"]}
    case.act(clerk, "convene", text="议停车，周六上午，居委会二楼", **council)

    parties = [f"{each}.{TIANYUAN}" for each in ("branch", "owners", "property", "association")]
    assert [case.steps_of(each) for each in parties] == [["各方说意见"]] * 4  # called as one
    for number, party in enumerate(parties):
        assert case.tasks_of(clerk) == []  # nothing is decided before all four have spoken
        case.act(party, "finish", text=f"第{number + 1}方：同意划线，出一份力")
    with pytest.raises(Refused) as refusal:
        case.act(clerk, "agreed", text="划二十个车位")
    assert refusal.value.fields == ["documents"]  # the minutes
    case.show(clerk, "agreed", "documents", text="划二十个车位，物业两周内划好")
    case.act(clerk, "carried_out", text="物业划好了，业委会公布了规则")

    page = words_of(read(case.page, clerk))
    assert "第4方：同意划线，出一份力" in page
    assert case.story()[-3:] == ["handled", "done", "done"]


@pytest.mark.mechanism("ZQ-55")
def test_a_micro_renewal_is_proposed_voted_on_designed_built_and_shown(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "renewal.micro", "楼道口加一段坡道")

    case.act(CLERK, "to_vote", type="renewal.micro", text="三号楼门口，逐户发表决票")
    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "passed", text="应到48户，同意40户")
    assert refusal.value.fields == ["documents"]  # the result as it was counted
    case.show(CLERK, "passed", "documents", text="应到48户，实到45户，同意40户，不同意5户")
    case.act(CLERK, "publish", text="坡道宽一米二，费用八千元，工期五天")
    assert "坡道宽一米二" in everybody("/published/")
    published_for_its_time(case)
    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "built", text="坡道做好了")
    assert set(refusal.value.fields) == {"photos", "photos_before"}
    case.show(CLERK, "built", "photos_before", "photos", text="坡道做好了，扶手一并装好")
    case.act(CLERK, "conclude", text="坡道已完工，花了七千六百元")
    case.act(CLERK, "answer", text="坡道做好了，请您来看")

    assert "同意40户，不同意5户" in read(case.page, CLERK)
    assert case.progress()["replies"][0]["text"] == "坡道做好了，请您来看"
    assert case.progress()["decide_until"]  # whoever proposed it says what they think


@pytest.mark.mechanism("ZQ-63", "ZQ-67")
def test_a_project_has_goal_budget_phases_and_the_neighbourhoods_it_touches(enter):
    enter("zhuanqiao")
    case = TakenIn(HEAD, "310112103P02", "renewal.project", "君莲沿街更新", "worker")
    with pytest.raises(Refused) as refusal:
        case.act(HEAD, "submit", type="renewal.project")
    assert refusal.value.fields == ["text"]  # goal, budget, whom it touches

    case.act(HEAD, "submit", text="目标：沿街三百米整修；经费六十万；涉及两个居民区")
    case.act(TOWN, "approve", text="同意，先公示")
    case.act(HEAD, "publish", text="目标三百米，经费六十万元；第一步九月设计，第二步十一月完工")
    assert "第二步十一月完工" in everybody("/published/")
    published_for_its_time(case)
    touched = ["JW-310112103022", "JW-310112103024"]
    case.act(HEAD, "dispatch", organizations=["CJ-310112103", *touched])
    for who in ("housing.310112103", CLERK, "clerk.310112103024"):
        assert case.tasks_of(HEAD) == []  # the result comes when all are done
        case.act(who, "finish", text="本单位的做完了")
    case.act(HEAD, "conclude", text="三百米全部整修，花了五十八万元")

    notice = Publication.objects.get(case=case.case_id)
    assert "三百米全部整修，花了五十八万元" in everybody(f"/published/{notice.pk}")
    phases = words_of(read(case.page, HEAD))
    assert all(phase in phases for phase in ("立项", "公示", "实施", "结果公开"))


@pytest.mark.mechanism("ZQ-29")
def test_a_model_service_point_is_one_by_criteria_and_until_a_day(enter):
    enter("zhuanqiao")
    check = Checked(HEAD, "venue.demonstration", "310112103P02", "君莲片区党群服务中心申报示范站点")
    assert list(check.items) == ["standard", "directory", "hours", "brand"]
    check.tick(hours="周日下午还没有人")
    assert "没做到 双休日和晚上有开放时间 周日下午还没有人" in check.read_by("zhuanqiao.verifier")
    check.act("zhuanqiao.verifier", "send_back", reason="周日下午排上班再报")
    check.tick()
    check.act("zhuanqiao.verifier", "meets")
    assert "君莲片区党群服务中心" not in everybody("/registers/demonstration_points")

    until = timezone.localdate() + timedelta(days=3 * 365)
    check.act(
        TOWN,
        "enter",
        text="君莲片区党群服务中心",
        words="君莲片区党群服务中心",
        until=until.isoformat(),
    )

    listed = everybody("/registers/demonstration_points")
    assert "君莲片区党群服务中心" in listed
    assert f"{until.year}年{until.month}月{until.day}日" in listed
    later = Client().get("/registers/demonstration_points.json").json()["entries"]
    assert until.isoformat() in {entry["holds_until"] for entry in later}


@pytest.mark.mechanism("ZQ-59")
def test_the_directory_of_services_is_gone_over_against_what_is_needed(enter):
    enter("zhuanqiao")
    case = TakenIn(HEAD, "310112103P02", "service.review", "下半年目录评估：助浴服务", "worker")
    [task] = case.tasks_of(HEAD)
    assert {clock["purpose"] for clock in task["clocks"]} == {"resolve"}  # twice a year
    assert "助浴服务" not in everybody("/registers/services")

    case.act(HEAD, "submit", type="service.review", text="半年有41次问助浴服务，目录里没有")
    until = timezone.localdate() + timedelta(days=365)
    case.show(TOWN, "enter", text="助浴服务", words="助浴服务", until=until.isoformat())

    assert "助浴服务" in everybody("/registers/services")  # the next version, for everybody
    assert case.steps_of(HEAD) == ["每半年对照需求看目录"]
    assert "半年有41次问助浴服务" in read(case.page, TOWN)  # why it was decided


@pytest.mark.mechanism("ZQ-78")
def test_departments_clean_up_together_month_after_month_by_a_list(enter):
    enter("zhuanqiao")
    case = TakenIn(HEAD, "310112103P02", "cleanup.monthly", "君莲片区联合整治", "worker")

    for month in ("十一月", "十二月"):
        team = {"type": "cleanup.monthly", "organizations": ["LD-310112103P02"]}
        case.act(HEAD, "go", text=f"{month}：沿街三百米，周四上午", **team)
        for who in ("zhuanqiao.urban", "zhuanqiao.police", "market.310112103"):
            case.act(who, "acknowledge")
            case.act(who, "finish", text=f"{month}：看了二十家", photos=[photo()])
        ticks = [
            {"item": "stalls", "state": "done"},
            {"item": "lanes", "state": "not_done", "words": "两处还堆着货"},
            {"item": "signs", "state": "done"},
        ]
        case.act(HEAD, "checked", ticks=ticks)

    assert case.steps_of(HEAD) == ["本月联合整治"]  # and the next one is due
    page = words_of(read(case.page, TOWN))
    assert page.count("没做到 消防通道畅通 两处还堆着货") == 2


@pytest.mark.mechanism("ZQ-54")
def test_what_is_typed_in_once_stands_in_every_list_figure_and_report(enter):
    enter("zhuanqiao")
    case = TakenIn("junlian.inspector", COMMITTEE, "sanitation.litter", "河边的垃圾", "worker")
    counted()

    assert case.number in read("/desk/", CLERK)
    assert case.number in read("/desk/ledger", TOWN)
    page = board(TOWN, **{"in": "310112103"}, colour="reported_cases")
    counts = {part.area.code: part.figure.numerator for part in page.context["territory"].parts}
    assert {code: number for code, number in counts.items() if number} == {"310112103P02": 1}
    report = read("/command/report", TOWN, day=timezone.localdate().isoformat())
    assert "君莲片区" in report.partition("分区域情况")[2]
    assert "市容环境" in report.partition("分类情况")[2].partition("分区域情况")[0]
    asked = Reported(COMMITTEE, "sanitation.illegal_building", "每周报一张搭建台账")
    asked.act(CLERK, "whistle", type="sanitation.illegal_building", nature="zone_matter")
    with pytest.raises(Refused) as refusal:  # and no table of its own is asked of a committee
        asked.act(HEAD, "dispatch", organizations=[f"JW-{COMMITTEE}"])
    assert "不得派居村" in refusal.value.detail


@pytest.mark.mechanism("ZQ-15")
def test_the_red_barrier_stands_ready_and_is_opened_on_demand_only(enter):
    enter("zhuanqiao")
    member = "junlian.barrier"
    ready = words_of(read("/desk/emergencies", TOWN))
    assert "有 1 人备勤" in ready
    assert "被应急启用" not in words_of(read("/desk/", member))
    until = timezone.localdate() + timedelta(days=14)
    call = {"area": "310112103022", "purpose": "疫情防控", "ends_on": until.isoformat()}

    sent(TOWN, "/desk/emergencies", **call, hours="3")
    assert "您被应急启用：疫情防控" in words_of(read("/desk/", member))
    case = TakenIn(TOWN, "310112103P02", "assigned.health", "疫情防控：织牢红色屏障", "worker")
    template = read(case.page, TOWN)
    for demand in ("编组、排班、划定点位", "志愿者集结、物资发放"):
        assert demand in template
    made = Activation.objects.get()
    sent(TOWN, f"/desk/emergencies/{made.pk}/end")

    assert "有 1 人备勤" in words_of(read("/desk/emergencies", TOWN))
    assert "您被应急启用" not in words_of(read("/desk/", member))
