"""Jiamusi: joint meetings and councils, tasks under headings, people who know a trade, contact
households, help for women, services, and needs that grids ask for."""

import pytest
from django.test import Client

from yiwang.insight.notices.models import Notice
from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.packs.tests.localities.test_bodies import card, page
from yiwang.packs.tests.localities.test_item_by_item import Checked
from yiwang.packs.tests.localities.test_lists_in_use import everybody
from yiwang.packs.tests.localities.test_notices import act, board, page_of, written
from yiwang.packs.tests.localities.test_services_and_targets import written as counted
from yiwang.portals.casework.tests.staging import client_of

GRID, COMMUNITY, TOWN, COUNTY = "230804007001001", "230804007001", "230804007", "230804"
CLERK, BOSS, CITY = "yongan.clerk", "qianjin.supervisor", "jiamusi.supervisor"
TOWN_DESK = "yongan.dispatcher"
ZH = {"Accept-Language": "zh-hans"}


def progress(register, reader=BOSS):
    return words_of(read(f"/desk/rules/registers/{register}/progress", reader))


@pytest.mark.mechanism("JMS-09", "JMS-15")
def test_joint_meetings_stand_at_every_level_with_one_who_convenes_and_many_kinds(enter):
    enter("jiamusi")
    for level in (COUNTY, TOWN, COMMUNITY):
        here = page(f"/desk/areas/base/{level}", BOSS)
        assert "党建联席会议 联席会议 召集各方" in here

    community = card(f"LX-{COMMUNITY}", BOSS)

    assert "归属 · 永安街道党建联席会议" in community
    assert "归属 · 前进区党建联席会议" in card(f"LX-{TOWN}", BOSS)
    for member in ("永安小学", "储蓄所", "物业企业", "社会工作站", "居民议事会", "服务站"):
        assert member in community
    assert "妇女联合会" in card(f"LX-{COUNTY}", BOSS)
    counties = page("/desk/organizations?kind=joint_meeting", CITY)
    assert "共 1677 个" in counties  # 10 counties, 138 towns, 1 529 communities and villages


@pytest.mark.mechanism("JMS-58")
def test_residents_of_yongan_have_a_council_that_settles_what_is_theirs(enter):
    enter("jiamusi")

    council = card(f"YSH-{COMMUNITY}", BOSS)

    assert "居民议事会成员 缺 6 人 魏长河" in council
    assert "搭建居民议事会" in council
    assert "居民议事会成员" in words_of(read(f"/areas/base/{COMMUNITY}"))  # for everybody
    case = Reported(GRID, "housing.parking", "楼前停车没有秩序")
    case.act(CLERK, "talk_over", type="housing.parking", nature="self_governed")
    case.act(CLERK, "settle", text="议事会商定：划线二十二个，夜里留出通道")
    assert len(case.tasks_of("yongan.verifier")) == 1


@pytest.mark.mechanism("JMS-41")
def test_a_household_of_a_grid_offers_itself_as_a_contact_point(enter):
    enter("jiamusi")

    everyone = words_of(read(f"/areas/base/{GRID}"))
    staff = page(f"/desk/areas/base/{GRID}", CLERK)

    assert "网格党员中心户" in everyone
    assert "田桂芝" not in everyone  # a home: the post is shown, the person is not
    assert "网格党员中心户 永安社区第一网格党支部 田桂芝 志愿" in staff
    assert "自愿把家里作为邻里的联系点" in everyone


@pytest.mark.mechanism("JMS-26")
def test_people_who_know_a_trade_are_stationed_in_grids_and_counted(enter):
    enter("jiamusi")

    grid = page(f"/desk/areas/base/{GRID}", CLERK)
    staffing = words_of(read("/desk/staffing", BOSS, area=COMMUNITY))

    assert "范思语 派驻 · 社会组织专业人员 · 来自永安心语社会工作站" in grid
    assert "孔令杰 派驻" in grid
    assert "社会组织专业人员 – 1" in staffing
    assert "青年专业人员 – 1" in staffing


@pytest.mark.mechanism("JMS-07", "JMS-08")
def test_six_headings_hold_twenty_one_tasks_each_from_a_document_with_owner_and_day(enter):
    enter("jiamusi")
    library = words_of(read("/desk/rules/registers/rules", BOSS))
    documents = [f"“一方案四意见”之{number}" for number in "一二三四五"]
    entries = Client().get("/registers/tasks.json").json()["entries"]

    assert len(entries) == 21
    assert len({entry["outcome"]["heading"] for entry in entries}) == 6
    for entry in entries:
        assert entry["basis"] in documents
        assert entry["outcome"]["owner"]
        assert entry["outcome"]["level"]
        assert entry["outcome"]["by"] == "2026-12-31"
    assert all(document in library for document in documents)
    counted(CITY, "tasks", "branches", "762", "组织部 台账")
    first = progress("tasks", CITY).partition("一、建强网格党组织")[2].partition("二、")[0]
    assert first.strip().startswith("4 项中已达到 1 项")
    assert "责任岗位：市委组织部" in first
    assert "762 个" in first


@pytest.mark.mechanism("JMS-02")
def test_five_mechanisms_are_a_list_with_parts_and_how_far_each_has_come(enter):
    enter("jiamusi")

    listed = everybody("/registers/five_mechanisms")
    counted(CITY, "five_mechanisms", "five_steps", "1", "市指挥中心")

    assert "以健全“五项机制”为抓手" in listed
    shown = progress("five_mechanisms", CITY)
    for number in "一二三四五":
        assert f"{number}、" in shown
    assert "四、闭环运行机制 2 项中已达到 1 项" in shown


@pytest.mark.mechanism("JMS-11")
def test_the_secretary_of_a_county_has_a_list_of_projects(enter):
    enter("jiamusi")

    counted(CITY, "leaders_projects", "qianjin_hall", "30", "前进区委 月报")

    mine = progress("leaders_projects").partition("前进区委书记项目")[2].partition("向阳区")[0]
    assert mine.strip().startswith("2 项中已达到 1 项")
    assert "责任岗位：前进区委书记" in mine
    assert "前进区委 月报" in mine
    assert "书记项目 1" in everybody("/registers/leaders_projects")


@pytest.mark.mechanism("JMS-45")
def test_a_campaign_brings_people_home_or_out_with_jobs_to_choose_from(enter):
    enter("jiamusi")
    assert "大连：船厂焊工20名 包吃住" in page_of("返乡创业、外出务工岗位")
    assert "返乡创业、外出务工岗位" in board("230800", kind="jobs")

    counted(CITY, "campaigns", "went_out", "3000", "流动党支部 汇总")

    shown = everybody("/registers/campaigns")
    assert "返乡创业回引，外出务工增收" in shown
    assert "属于：返乡创业回引" in shown
    way = shown.partition("进度")[2].partition("外出就业")[2]
    assert "流动党支部 汇总" in way
    assert "100%" in way


@pytest.mark.mechanism("JMS-27")
def test_work_and_training_are_services_that_residents_find_and_ask_for(enter):
    enter("jiamusi")

    directory = everybody("/registers/services")
    station = page(f"/desk/areas/base/{COMMUNITY}", CLERK)

    assert directory.count("类别：稳岗就业") == 2
    assert directory.count("类别：技能培训") == 2
    assert "电商、微商培训班" in station
    case = Reported(GRID, "livelihood.work", "想学电商，哪里报名")
    case.act(CLERK, "whistle", type="livelihood.work", nature="joint")
    case.act(TOWN_DESK, "dispatch", organizations=["RS-230804"])
    assert len(case.tasks_of("labour.230804")) == 1


@pytest.mark.mechanism("JMS-88")
def test_asking_a_crowd_to_move_on_notes_place_and_time_and_nobody(enter):
    enter("jiamusi")
    duty = Checked("yongan.grid", "routine.gathering", GRID, "早市门口聚集劝导")
    assert set(duty.items) == {"when_where", "spread", "none_named"}

    duty.tick()

    seen = duty.read_by(CLERK)
    assert "写明劝导疏散的时间和地点" in seen
    assert "没有登记任何人的姓名、证件和照片" in seen
    duty.act(CLERK, "file")
    assert "已存档" in duty.read_by(CLERK)


@pytest.mark.mechanism("JMS-24")
def test_women_of_yongan_find_help_and_few_read_what_they_say(enter):
    enter("jiamusi")
    everyone = words_of(read(f"/areas/base/{COMMUNITY}"))
    assert "妇女维权联系人" in everyone
    assert "姜丽华 · 000-0000-0103" in everyone
    assert "可以不留姓名" in everyone

    case = Reported(GRID, "rights.women", "家里有人动手", contact="")
    case.act(CLERK, "whistle", type="rights.women", nature="joint")
    case.act(TOWN_DESK, "dispatch", organizations=["FL-230804"])

    assert "家里有人动手" in read(case.page, "women.230804")
    for other in ("yongan.grid", "yongan.secretary", "yongan.verifier", BOSS, CITY):
        with pytest.raises(Refused) as refusal:
            read(case.page, other)
        assert refusal.value.status == 404


@pytest.mark.mechanism("JMS-56")
def test_a_grid_asks_what_people_need_and_what_can_be_done_becomes_a_matter(enter):
    enter("jiamusi")
    asked = written(CLERK, "needs", GRID, "第一网格：您还缺什么", when="12月1日至15日")
    act(BOSS, asked, "publish")
    assert "第一网格：您还缺什么" in board(GRID, kind="needs")

    said = Client().post(f"/notices/{asked.pk}", {"text": "三单元门口缺一盏灯"}, headers=ZH)
    assert said.status_code == 302
    comment = asked.comments.get()
    need = TakenIn("yongan.grid", GRID, "facilities.lamp", "三单元门口缺灯", channel="worker")
    answer = {"answer": f"已登记，编号 {need.number}", "show": "1"}
    client_of(BOSS).post(f"/desk/notices/comments/{comment.pk}", answer, headers=ZH)

    shown = page_of("第一网格：您还缺什么")
    assert "三单元门口缺一盏灯" in shown
    assert need.number in shown
    assert need.steps_of(CLERK) == ["受理研判"]  # looked at, then passed on


@pytest.mark.mechanism("JMS-19")
def test_learning_online_is_announced_where_members_are_and_hours_are_not_counted(enter):
    enter("jiamusi")

    shown = page_of("线上主题党日")
    page_of_it = read(f"/notices/{Notice.objects.get(title__startswith='线上主题党日').pk}")

    assert "每月第一个周五 19:00（线上）" in shown
    assert "红色故事：抗联在佳木斯" in shown
    assert "谁学了多久不统计" in shown
    for channel in ("weixin", "weibo", "app"):
        assert f'href="https://{channel}.example.cn/jiamusi"' in page_of_it
    assert "外部链接" in shown


@pytest.mark.mechanism("JMS-92")
def test_departments_share_a_matter_and_every_look_at_a_contact_is_noted(enter):
    enter("jiamusi")
    case = Reported(GRID, "housing.leak", "楼顶漏水", contact="13812345678")
    case.act(CLERK, "whistle", type="housing.leak", nature="joint")
    case.act(TOWN_DESK, "dispatch", organizations=["ZJ-230804", "SW-230804"])

    for sharing in ("qianjin.housing", "water.230804"):
        shared = read(case.page, sharing)
        assert "楼顶漏水" in shared
        assert "13812345678" not in shared
    with pytest.raises(Refused):
        read(case.page, "qianjin.urban")  # not asked, not shared with
    reveal = {"reason": "约上门时间"}
    seen = client_of("qianjin.housing").post(f"{case.page}contact", reveal, follow=True)
    assert "13812345678" in seen.content.decode()
    assert case.story()[-1] == "revealed"


@pytest.mark.mechanism("JMS-72")
def test_places_bodies_posts_facilities_and_services_are_one_base_and_people_are_not_in_it(enter):
    enter("jiamusi")

    here = page(f"/desk/areas/base/{COMMUNITY}", BOSS)
    lists = words_of(read("/desk/admin", CITY))
    never = words_of(read("/about/does-not"))

    for part in (
        "永安小学",
        "岗位和人员",
        "网格专业服务目录",
        "电商、微商培训班",
        "每个社区一名受理员",
    ):
        assert part in here
    assert "永安社区第一网格" in page(f"/desk/organizations?area={COMMUNITY}", BOSS)
    for kept in ("区域", "单位", "单位关系", "岗位"):
        assert kept in lists
    assert "系统里没有人员、住户、身份证号和走访记录的表" in never
    for key in ("tasks", "services", "centre_standard"):
        assert Client().get(f"/registers/{key}.json").status_code == 200
