"""Standards, directories and duty lists of the localities, used where people use them."""

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Refused, Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of


def gaps(key, username):
    return words_of(read(f"/desk/rules/registers/{key}/gaps", username))


def count(key, username, **sent):
    today = timezone.localdate().isoformat()
    path = f"/desk/rules/registers/{key}/gaps"
    answer = client_of(username).post(path, {"on": today, "source": "现场核查", **sent})
    assert answer.status_code == 302, words_of(answer.content.decode())


def everybody(path):
    return words_of(Client().get(path).content.decode())


@pytest.mark.mechanism("ZQ-23", "ZQ-30", "ZQ-81")
def test_zhuanqiao_compares_what_a_centre_must_have_with_what_it_has(enter):
    enter("zhuanqiao")
    who = "zhuanqiao.supervisor"
    assert "每个片区一个党群服务中心 5 共 5 个，已达到" in gaps("venue_standard", who)

    count("venue_standard", who, entry="signs", body="DQ-310112103P02", value="1")
    count("venue_standard", who, entry="fixed_rooms", body="DQ-310112103P02", value="2")

    found = gaps("venue_standard", who)
    assert "统一外观标识和标语 1 共 6 个，已达到" in found
    rooms = found.partition("“3”：三个固定功能室")[2].partition("“3”：三个共享")[0]
    assert "1 有缺口 5 还没有清点" in rooms
    assert "君莲片区党群服务中心 3 2 1" in rooms
    assert "现场核查" in rooms


@pytest.mark.mechanism("ZQ-74", "ZQ-92")
def test_zhuanqiao_publishes_one_directory_with_the_class_of_every_service(enter):
    enter("zhuanqiao")

    listed = everybody("/registers/")
    directory = everybody("/registers/services")

    assert "党群服务目录" in listed
    assert "第 1 版，2021年11月1日起" in directory
    for kind in ("政务服务", "党群服务", "社会服务"):
        assert f"类别：{kind}" in directory
    assert Client().get("/registers/services.json").json()["version"] == 1


@pytest.mark.mechanism("GR-17")
def test_care_for_old_young_and_disabled_stands_in_a_public_directory(enter):
    enter("general")

    directory = everybody("/registers/services")

    for service in ("养老", "托育", "助残"):
        assert service in directory


@pytest.mark.mechanism("YH-27", "YH-29")
def test_yuhang_shows_which_community_lacks_what(enter):
    enter("yuhang")
    who = "cangqian.clerk"
    code = "330110012001"
    assert "有钱办事 0 共" in gaps("readiness", who)

    for entry, value in (("fund", "1"), ("people", "1"), ("rules", "1"), ("place", "0")):
        count("readiness", who, entry=entry, area=code, value=value)
    count("facilities", who, entry="elderly", area=code, value="0")

    ready = gaps("readiness", who)
    place = ready.partition("有场所议事")[2]
    assert "1 有缺口" in place
    assert "太炎社区 1 0 1" in place
    assert "太炎社区 1 0 1" in gaps("facilities", who)


@pytest.mark.mechanism("XH-39", "XH-11")
def test_xinhua_notes_budgets_of_neighbourhoods_and_lists_its_powers(enter):
    enter("xinhua")
    who = "panyu.clerk"

    count("funds", who, entry="work", area="310105004001", value="100")

    assert "工作经费按预算全额到位（%） 1 共" in gaps("funds", who)
    powers = words_of(read("/desk/rules/registers/five_powers", who))
    for power in ("人事考核权", "统筹支配权", "协调调度派出机构"):
        assert power in powers


def test_chongqing_routes_by_what_is_a_towns_own_duty_shared_or_taken_back(enter):
    enter("chongqing")
    duties = everybody("/registers/duties")
    assert "基本履职" in duties
    case = Reported("500120001001001", "environment.noise", "夜里施工太吵")
    wanted = {"type": "environment.noise", "nature": "public_affair"}

    with pytest.raises(Refused) as refusal:
        case.act("biquan.dispatcher", "dispatch", organizations=["JJ-500120001"], **wanted)

    assert refusal.value.fields == ["organizations"]
    assert case.story() == ["reported"]
    case.act("biquan.dispatcher", "dispatch", organizations=["JJ-500120"], **wanted)
    assert case.story() == ["reported", "dispatched"]


def test_the_triage_of_jiangjin_has_eight_of_each_and_stands_open(enter):
    enter("chongqing")

    entries = Client().get("/registers/triage.json").json()["entries"]

    natures = [entry["outcome"]["nature"] for entry in entries if entry["key"] != "rest"]
    assert {nature: natures.count(nature) for nature in natures} == {
        "public_affair": 8,
        "shared_affair": 8,
        "household_affair": 8,
    }


@pytest.mark.mechanism("JMS-84")
def test_jiamusi_checks_every_service_station_against_its_standard(enter):
    enter("jiamusi")
    who = "jiamusi.supervisor"

    count("centre_standard", who, entry="counter", body="ZD-230803007001", value="0")

    found = gaps("centre_standard", who)
    counter = found.partition("每个服务站一个受理窗口")[2].partition("议事厅")[0]
    assert "安民社区网格化服务站 1 0 1" in counter
    assert "由程序按岗位和单位清点" in found
