"""Directories of services, what went down to communities, and targets of the localities, where
people read them and write down how far they have come."""

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Reported, read, words_of
from yiwang.packs.tests.localities.test_lists_in_use import count, everybody, gaps
from yiwang.packs.tests.localities.test_outside_figures import shown, typed
from yiwang.portals.casework.tests.staging import client_of


def written(username, register, entry, value, source):
    """How far one has come to a target, written down today."""
    sent = {"entry": entry, "value": value, "on": timezone.localdate().isoformat()}
    path = f"/desk/rules/registers/{register}/progress"
    answer = client_of(username).post(path, sent | {"source": source})
    assert answer.status_code == 302, words_of(answer.content.decode())


@pytest.mark.mechanism("RZ-50")
def test_services_for_old_and_young_in_runzhou_are_tagged_and_nobody_is(enter):
    enter("runzhou")

    directory = everybody("/registers/services")
    entries = Client().get("/registers/services.json").json()["entries"]

    tags = [entry["outcome"]["service"] for entry in entries]
    assert tags.count("一老") >= 2
    assert tags.count("一小") >= 2
    assert "为老助餐" in directory
    assert "类别：一老" in directory
    assert "爱心小饭桌" in directory


@pytest.mark.mechanism("RZ-52", "RZ-56")
def test_runzhou_counts_heads_of_those_it_serves_and_keeps_no_list(enter):
    enter("runzhou")
    who = "runzhou.supervisor"
    day = {"first": "2025-12-31", "last": "2025-12-31"}
    typed(who, "new_employment", "3580", "行业党委 年报", "321111", **day)
    typed(who, "check_ups", "290", "卫健委 活动登记", "321111")

    page = shown(who, area="321111")

    assert "新就业群体人数 2025年12月31日 3580 人" in page
    assert "体检义诊、走访慰问人次 2025年 290 人次" in page
    directory = everybody("/registers/services")
    assert directory.count("类别：新就业群体") == 3
    assert "骑手歇脚、充电、热饭" in directory
    # what the heads are counted at
    assert "免费体检，不用请假：周日上午" in everybody("/registers/series")


@pytest.mark.mechanism("SG-49")
def test_four_classes_of_service_come_down_to_the_grids_of_songgang(enter):
    enter("songgang")

    directory = everybody("/registers/services")
    grid = words_of(read("/desk/areas/base/440306024001001", "dongfang.clerk"))

    for service in ("公共服务", "社会服务", "市场服务", "志愿服务"):
        assert f"类别：{service}" in directory
    assert "纠纷调解" in grid
    assert "义工帮扶" in grid


@pytest.mark.mechanism("SG-03")
def test_songgang_shows_which_people_funds_and_policies_went_down(enter):
    enter("songgang")
    who, code = "songgang.supervisor", "440306024001"

    count("allocation", who, entry="funds", area=code, value="80")
    count("allocation", who, entry="policies", area=code, value="3")

    found = gaps("allocation", who)
    people = found.partition("每个社区在岗网格员至少9名")[2].partition("每个社区挂点联络员")[0]
    assert "13 共 13 个，已达到" in people  # counted by the program
    assert "东方社区 2 0 2" in found.partition("每个社区挂点联络员")[2]
    funds = found.partition("民生微实事经费")[2].partition("政策向基层倾斜")[0]
    assert "东方社区 100 80 20" in funds
    assert "1 共 13 个，已达到" in found.partition("落地的倾斜政策")[2]


@pytest.mark.mechanism("SG-60")
def test_songgang_sets_square_metres_for_each_community_and_writes_them_down(enter):
    enter("songgang")
    who = "songgang.supervisor"
    goals = Client().get("/registers/campaigns.json").json()["entries"]
    areas = {each["key"]: each["outcome"]["value"] for each in goals if "illegal" in each["key"]}
    assert areas.pop("illegal_building") == sum(areas.values())  # of 13 communities
    site = Reported("440306024001001", "sanitation.illegal_building", "楼顶加盖铁皮房，约120平方米")
    site.act("dongfang.clerk", "whistle", type="sanitation.illegal_building", nature="department")
    site.act("songgang.dispatcher", "dispatch", organizations=["CG-440306024"])
    assert "约120平方米" in read(site.page, "songgang.urban")  # one parcel of the campaign
    written(who, "campaigns", "illegal_building", "401500", "执法办 月报")
    written(who, "campaigns", "illegal_01", "61000", "执法办 月报")

    page = words_of(read("/desk/rules/registers/campaigns/progress", "songgang.urban"))
    rule = words_of(read("/desk/rules/registers/campaigns", "songgang.urban"))

    whole = page.partition("全街道消化拆除违建面积")[2].partition("东方社区")[0]
    assert "不低于 803000 平方米" in whole
    assert "50%" in whole
    mine = page.partition("东方社区消化拆除违建面积")[2].partition("潭头社区")[0]
    assert "达到" in mine
    assert "100%" in mine
    assert rule.count("社区消化拆除违建面积") == 13
    assert "东方社区" in rule.partition("东方社区消化拆除违建面积")[2]  # the area it is for


@pytest.mark.mechanism("ZQ-61")
def test_everybody_sees_how_far_the_projects_of_the_year_have_come(enter):
    enter("zhuanqiao")
    before = everybody("/registers/livelihood")
    assert "加装电梯" in before
    assert "还没有清点" in before

    written("zhuanqiao.supervisor", "livelihood", "lifts", "18", "房管所 进度表")

    after = everybody("/registers/livelihood").partition("进度")[2]
    lifts = after.partition("加装电梯")[2].partition("充电桩")[0]
    assert "18" in lifts
    assert "75%" in lifts  # of 24
    assert "房管所 进度表" in lifts
