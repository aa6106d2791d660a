"""Areas with their bodies, posts and duties, read where staff read them: the page of an area."""

import pytest

from yiwang.packs.tests.at_the_doors import read, words_of


def area(net, code, username):
    return words_of(read(f"/desk/areas/{net}/{code}", username))


@pytest.mark.mechanism("SG-06", "SG-33", "SG-42", "SG-43", "SG-45", "SG-59")
def test_a_grid_of_songgang_shows_its_many_actors_by_force(enter):
    enter("songgang")

    grid = area("base", "440306024001001", "dongfang.clerk")

    for body in ("宝利豪庭小区党支部", "宝利豪庭物业服务企业", "东方义工服务队"):
        assert body in grid
    assert "网格员 治理力量 东方社区工作站 黄志勇 专职" in grid
    assert "楼栋长 自治力量 东方社区工作站 麦桂英 志愿" in grid
    assert "物业联系人 共建力量 宝利豪庭物业服务企业（演示） 方晓琴 专职" in grid


@pytest.mark.mechanism("SG-44", "SG-13")
def test_a_community_of_songgang_shows_who_liaises_and_its_joint_stock_company(enter):
    enter("songgang")

    community = area("base", "440306024001", "dongfang.clerk")

    assert "社区警长 联络力量 东方社区党委 邓卫国 兼任" in community
    assert "挂点联络员 联络力量" in community
    assert "东方社区股份合作公司（演示） 股份合作公司" in community
    assert "东方社区股份公司党支部（演示） 党支部 归属 · 东方社区股份合作公司" in community


@pytest.mark.mechanism("SG-55", "SG-56")
def test_the_joint_committee_of_songgang_reaches_across_rank_and_system(enter):
    enter("songgang")

    street = area("base", "440306024", "songgang.dispatcher")

    committee = street.partition("松岗街道基层党建和基层治理委员会 大工委")[2][:400]
    for member in ("松岗派出所", "松岗街道楼栋长联合会", "松岗物业服务企业", "股份合作公司"):
        assert member in committee


@pytest.mark.mechanism("ZQ-14", "ZQ-19", "ZQ-48", "ZQ-50")
def test_a_zone_of_zhuanqiao_shows_its_desk_people_duties_and_empty_seats(enter):
    enter("zhuanqiao")

    zone = area("disposal", "310112103P02", "junlian.head")
    committee = area("disposal", "310112103022", "junlian.clerk")

    assert "专职片长 君莲片区工作组 陆建平 专职" in zone
    assert "功能片区职责清单 党的建设：指导居村党组织 职责 1 · 党建" in zone
    assert "三长 30 个名额缺 30" in zone  # the standard is 3 for each committee and village
    assert "三长 “三长” 君莲新城第一居民区居委会 缺 3 人" in committee
    assert "每个居村三名“三长” 3" in committee


@pytest.mark.mechanism("RZ-01", "RZ-03", "RZ-10", "RZ-16")
def test_runzhou_has_one_page_for_bodies_of_areas_units_and_industries(enter):
    enter("runzhou")

    outside = words_of(read("/desk/areas?net=base", "runzhou.dispatcher"))
    street = area("base", "321111003", "jinshan.dispatcher")
    community = area("base", "321111003013", "xijin.worker")

    assert "金山街道大工委" in words_of(read("/desk/areas", "jinshan.dispatcher"))  # one's own area
    assert "快递外卖行业党委 行业党委 润州区快递、外卖站点" in outside
    assert "金山街道大工委 大工委、大党委" in street
    hospital = street.partition("驻区医院党委（演示） 党委 ")[2][:60]
    assert "归属 · 金山街道大工委" in hospital
    joint = community.partition("西津古渡社区大党委 大工委")[2][:300]
    assert "驻区银行党支部" in joint
    assert "驻区学校党支部" in joint
    assert "第一网格党支部" in joint


@pytest.mark.mechanism("XH-08", "XH-09", "XH-31", "XH-34")
def test_xinhua_shows_committees_teams_and_institutions_of_the_street(enter):
    enter("xinhua")

    street = area("base", "310105004", "xinhua.dispatcher")

    assert street.count("阮立新 兼任") == 2  # beside the first of three committees
    community = street.partition("新华路街道社区党委 党委")[2][:500]
    for branch in ("“两新”组织联合党支部", "驻区单位党支部", "番禺居民区党总支"):
        assert branch in community
    team = street.partition("新华路街道联勤联动队伍 联勤联动队伍")[2][:200]
    assert "新华路城市管理行政执法中队、新华路市场监督管理所" in team
    assert street.count(" 事业单位 ") == 4


@pytest.mark.mechanism("XH-41")
def test_xinhua_has_deputy_secretaries_full_time_concurrent_and_seconded(enter):
    enter("xinhua")

    deputies = area("base", "310105004001", "panyu.clerk").partition("居民区副书记")[2][:120]

    assert "戚文 专职" in deputies
    assert "严晓冬 兼任" in deputies
    assert "夏青 挂职" in deputies


@pytest.mark.mechanism("YH-06", "YH-07", "YH-17")
def test_yuhang_names_people_of_the_smallest_unit_and_seats_in_the_hall(enter):
    enter("yuhang")

    grid = area("base", "330110012001001", "cangqian.clerk")
    district = area("base", "330110", "yuhang.dispatcher")

    assert "网格长 太炎社区社会治理中心 沈洁 专职" in grid
    assert "楼长 骨干力量：楼长 太炎社区社会治理中心 金凤 志愿" in grid
    for force in ("党员", "楼长", "镇街组团联系干部", "物业保安", "社团负责人"):
        assert f"骨干力量：{force}" in grid
    assert "部门入驻席位 余杭区数智治理中心 缺 12 人 徐志敏 派驻" in district


@pytest.mark.mechanism("CQ-11")
def test_party_bodies_of_chongqing_stand_on_the_units_they_belong_to(enter):
    enter("chongqing")

    community = area("base", "500120001001", "biquan.clerk")

    assert " 党支部 召集各方 指导（不领导） · " in community
    assert "业主委员会" in community
