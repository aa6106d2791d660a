"""Bodies of the localities, read where staff read them: on their cards and in the lists."""

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.portals.casework.tests.staging import client_of


def card(code, username):
    return words_of(read(f"/desk/organizations/of/{code}", username))


def page(path, username):
    return words_of(read(path, username))


@pytest.mark.mechanism("SG-04", "SG-17", "SG-18", "SG-24", "SG-84")
def test_songgang_says_who_convenes_who_was_founded_when_and_what_each_sector_does(enter):
    enter("songgang")
    who = "songgang.supervisor"

    committee = card("DW-440306024001", who)
    community = page("/desk/areas/base/440306024001", "dongfang.clerk")
    founded = page("/desk/organizations/founded?kind=party_branch", who)
    covered = page("/desk/organizations/coverage", who)
    branch = card("CJZB-440306024", who)

    assert "统揽全局、协调各方：召集辖区各类组织 召集各方" in committee
    assert "东方社区党委 党委 召集各方" in community
    assert "2019 7 0" in founded
    assert "2018 13 0" in founded
    assert "这些领域一个单位也没有" not in covered.partition("商圈市场")[0]
    assert "股份合作公司 13" in covered
    assert "东方社区 1 — 没有 1" in covered  # communities, offices, companies …
    assert "股份合作公司：盘活集体资产，公开收支" in card("GFZB-440306024001", who)
    assert "共建 · 深业置地投资发展（深圳）有限公司党支部 2019年11月1日起" in branch


@pytest.mark.mechanism("XH-06", "XH-07", "XH-24", "XH-25", "XH-47")
def test_xinhua_tells_what_bodies_are_there_for_and_what_was(enter):
    enter("xinhua")
    who = "xinhua.supervisor"

    working = card("GW-310105004", who)
    community = card("DW-310105004", who)
    office = card("GL-310105004", who)
    section = card("SZK-310105004", who)
    enforcement = card("CG-310105004", who)

    assert "总揽全局、协调各方 召集各方" in working
    assert "招商引资" in working.partition("原来有：1")[2]
    assert "至2015年1月5日" in working
    assert "融合发展、社会动员" in community
    for former in ("市容管理科（原）", "市政管理科（原）"):
        assert former in office.partition("接续了")[2].partition("与其他单位的关系")[0]
    assert "2015年1月5日终止" in section
    assert "承接它的工作 新华路街道社区管理办公室" in section
    present, _what, was = enforcement.partition("原来有：1")
    assert "由其管理 · 新华路街道党工委 2015年1月5日起" in present
    assert "隶属（所有） · 长宁区人民政府" in present
    assert "长宁区人民政府 2010年1月1日至2015年1月5日" in was


@pytest.mark.mechanism("RZ-07", "RZ-46")
def test_runzhou_counts_bodies_by_kind_and_ties_a_property_firm_to_a_council(enter):
    enter("runzhou")

    listed = page("/desk/organizations?kind=joint_committee", "runzhou.dispatcher")
    covered = page("/desk/organizations/coverage", "runzhou.dispatcher")
    council = card("YSH-321111003013", "xijin.worker")

    assert "第 1 到 50 个，共 69 个" in listed
    assert "党支部 339" in listed  # 325 grids, a bank, a school, 12 compounds
    assert "单位 3" in covered
    assert "民办学校 1" in covered
    assert "成员 · 西津古渡示范小区物业企业" in council
    assert "归属 · 西津古渡社区大党委" in council


@pytest.mark.mechanism("ZQ-26", "ZQ-88", "ZQ-95")
def test_zhuanqiao_reaches_into_parks_and_companies_and_dates_what_zones_do(enter):
    enter("zhuanqiao")
    who = "zhuanqiao.supervisor"

    zone = card("ZG-310112103P05", who)
    point = card("ZD-310112103P05", who)
    parks = page("/desk/organizations?sector=parks", who)

    assert "统筹协调、牵头指导 召集各方" in zone
    assert "统筹党群服务中心、处置网格力量 2022年1月1日起" in zone
    assert "都市片区产业园区运营公司（演示）" in point
    for body in ("运营公司", "联合党支部", "党群服务站"):
        assert body in parks


@pytest.mark.mechanism("JMS-28")
def test_jiamusi_has_a_circle_of_residents_and_one_of_organizations(enter):
    enter("jiamusi")
    who = "yongan.dispatcher"

    residents = card("ZZQ-230803007001", who)
    organizations = card("GZQ-230803007001", who)

    assert "成员 · 安民社区邻里互助队（演示）" in residents
    assert "成员 · 安民社区物业企业（演示）" in organizations
    assert "归属 · 安民社区网格化服务站" in organizations


@pytest.mark.mechanism("SG-85")
def test_songgang_lists_bodies_without_a_duty_until_one_is_written_down(enter):
    enter("songgang")
    who = "songgang.supervisor"
    idle, number = read_idle(who)
    body = sorted(idle)[0]

    sent = {"says": "联系商户，收集诉求", "basis": "街道党工委会议", "since": today()}
    answer = client_of(who).post(f"/desk/organizations/of/{body}/remit", sent)

    assert answer.status_code == 302, words_of(answer.content.decode())
    left, fewer = read_idle(who)
    assert body not in left
    assert fewer == number - 1
    shown = page("/desk/organizations/coverage", who).partition("没有职责的")[2]
    assert f"{fewer} 个单位" in shown
    assert "其中志愿者" in shown


def read_idle(username):
    """The first of them by code, and how many there are."""
    found = client_of(username).get("/desk/organizations/coverage").context
    return {each.code for each in found["idle"]}, len(found["idle"]) + found["idle_further"]


def today():
    return timezone.localdate().isoformat()
