"""Zhuanqiao: committees take in, zones coordinate and never handle, joint teams come as one."""

import pytest

from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import OrganizationLink

CLERK, HEAD, ENFORCEMENT = "junlian.clerk", "junlian.head", "zhuanqiao.urban"
COMMITTEE = "310112103022"
PARKING = {"type": "transport.parking", "nature": "zone_matter"}
TEAM = "LD-310112103P02"


def parked():
    return Reported(COMMITTEE, "transport.parking", "车堵住了消防登高面")


@pytest.mark.mechanism("ZQ-13", "ZQ-45", "ZQ-47", "ZQ-49")
def test_it_begins_at_the_committee_and_its_zone_calls_the_team_as_one(enter):
    enter("zhuanqiao")
    case = parked()
    assert case.steps_of(CLERK) == ["居村受理"]
    case.act(CLERK, "whistle", **PARKING)
    fixed = OrganizationLink.objects.filter(kind="member_of", target__code=TEAM)
    functions = fixed.values_list("source__function", flat=True)
    assert set(functions) == {"urban_management", "public_security", "market"}

    case.act(HEAD, "dispatch", organizations=[TEAM])
    at_work = [ENFORCEMENT, "zhuanqiao.police", "market.310112103"]
    assert [case.steps_of(each) for each in at_work] == [["联勤处置"]] * 3  # called as one
    assert case.tasks_of(HEAD) == []  # the zone coordinates and has nothing to handle
    case.act(ENFORCEMENT, "acknowledge")
    with pytest.raises(Refused) as refusal:
        case.act(ENFORCEMENT, "finish")

    assert set(refusal.value.fields) == {"photos", "text"}
    assert case.story() == ["reported", "whistled", "dispatched", "acknowledged"]
    assert case.progress()["state"] == "open"


@pytest.mark.mechanism("ZQ-52", "ZQ-91")
def test_nothing_is_asked_of_a_committee_that_is_not_admitted(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "sanitation.illegal_building")
    case.act(CLERK, "whistle", type="sanitation.illegal_building", nature="zone_matter")

    with pytest.raises(Refused) as refusal:
        case.act(HEAD, "dispatch", organizations=[f"JW-{COMMITTEE}"])

    assert "执法事项不得派居村" in refusal.value.detail
    assert case.story() == ["reported", "whistled"]


@pytest.mark.mechanism("ZQ-20")
def test_a_liaison_leader_looks_and_does_not_act(enter):
    enter("zhuanqiao")
    case, leader = parked(), "junlian.liaison"
    [task] = case.tasks_of(CLERK)

    assert case.number in read(case.page, leader)
    with pytest.raises(Refused) as refusal:
        case.act(leader, "settle", task=task["id"], text="办了")

    assert (refusal.value.status, case.story()) == (404, ["reported"])

    client_of(leader).post(f"{case.page}comment", {"words": "消防登高面要紧，请先看这一件"})

    assert case.story() == ["reported", "commented"]  # and nothing else moved
    assert "消防登高面要紧" in read(case.page, CLERK)


@pytest.mark.mechanism("ZQ-31")
def test_every_step_from_intake_to_dispatch_has_its_time(enter):
    enter("zhuanqiao")
    case = parked()

    def clocks(username):
        [task] = case.tasks_of(username)
        return [clock["purpose"] for clock in task["clocks"]]

    assert clocks(CLERK) == ["resolve"]
    case.act(CLERK, "whistle", **PARKING)
    assert clocks(HEAD) == ["resolve"]
    case.act(HEAD, "dispatch", organizations=[TEAM])

    assert sorted(clocks(ENFORCEMENT)) == ["acknowledge", "resolve"]
    assert all(one["due_at"] for one in case.progress()["answering"])


@pytest.mark.mechanism("ZQ-62")
def test_anybody_reports_in_plain_words_and_follows_by_a_code_without_an_account(enter):
    enter("zhuanqiao")
    form = read("/report")
    case = Reported(COMMITTEE, text="楼下路灯坏了，老人晚上不敢走")

    followed = read(f"/c/{case.code}")

    assert "账号" not in form
    assert "密码" not in form
    assert case.number in followed
    assert "发现受理" in followed
    assert "君莲新城第一居民区" in followed  # who has it now


@pytest.mark.mechanism("ZQ-16")
def test_quarrels_have_types_and_nobody_is_looked_up_by_a_number(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "neighbours.quarrel", "楼上装修太吵，两家吵起来了")

    assert "邻里纠纷" in read("/report")
    assert case.offered(CLERK)["talk_over"] == "请居民商量"
    with pytest.raises(Refused) as refusal:
        read("/desk/ledger", CLERK, text="11010519491231002X")
    assert "不能用个人号码" in refusal.value.detail


@pytest.mark.mechanism("ZQ-21")
def test_one_person_with_four_posts_has_one_inbox_and_acts_in_one_of_them(enter):
    enter("zhuanqiao")
    case = parked()
    case.act(CLERK, "whistle", **PARKING)

    page = read("/desk/", HEAD)
    for post in ("处置网格网格长", "邻里中心主任", "专职片长", "党群服务中心主任"):
        assert post in page
    assert case.number in page
    case.act(HEAD, "send_back", reason="居村自己能劝离")

    assert case.progress()["steps"][-1]["by"] == "君莲片区 · 工作组 · 专职片长"


@pytest.mark.mechanism("ZQ-70")
def test_nothing_closes_without_result_check_and_answer(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "housing.corridor", "楼道堆了旧家具")
    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "settle", type="housing.corridor", nature="own")
    assert refusal.value.fields == ["text"]  # no result

    case.act(CLERK, "settle", type="housing.corridor", nature="own", text="已搬走")
    case.act("zhuanqiao.verifier", "pass_check")
    assert case.progress()["state"] == "open"
    case.act(CLERK, "answer", text="楼道已清空，请您看看")

    assert case.story() == ["reported", "settled", "verified", "answered"]


@pytest.mark.mechanism("ZQ-37")
def test_an_enterprise_has_one_steward_from_first_to_last(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "enterprise.steward", "园区想办一场招聘会，找谁")
    steward = "junlian.steward"
    assert case.progress()["answering"][0]["who"] == "君莲片区 · 工作组 · 企业服务专员"

    case.act(steward, "dispatch", type="enterprise.steward", organizations=["SW-310112103"])
    case.act("livelihood.310112103", "acknowledge")
    case.act("livelihood.310112103", "finish", text="场地和摊位已留好")
    assert case.steps_of(steward) == ["服务专员答复"]
    case.act(steward, "answer", text="下周三，区里的摊位给您留了六个")

    assert case.progress()["replies"][0]["by"] == "君莲片区 · 工作组 · 企业服务专员"


@pytest.mark.mechanism("ZQ-06")
def test_matters_of_party_city_and_services_come_into_one_inbox(enter):
    enter("zhuanqiao")
    city = parked()
    city.act(CLERK, "whistle", **PARKING)
    party = Reported(COMMITTEE, "party.service", "组织关系怎么转")

    inbox = read("/desk/", HEAD)

    assert (city.steps_of(HEAD), party.steps_of(HEAD)) == (["片区统筹派单"], ["党群服务中心受理"])
    assert city.number in inbox
    assert party.number in inbox


@pytest.mark.mechanism("ZQ-73")
def test_whoever_walks_into_a_service_centre_has_a_case_with_a_code(enter):
    enter("zhuanqiao")
    director = "service.310112103P01"

    case = TakenIn(director, "310112103001", "party.service", "想约周六下午的活动室")

    page = words_of(read(case.page, director))
    assert "窗口" in page
    assert "党群服务中心 · 党群服务中心主任" in page  # who took it in, and has it
    assert case.number in read(f"/c/{case.code}")


@pytest.mark.mechanism("ZQ-18")
def test_a_zone_goes_its_own_way_and_the_others_keep_the_rule_of_the_town(enter):
    enter("zhuanqiao")

    def proposed(area, clerk):
        case = Reported(area, "housing.corridor", "楼道堆物")
        return words_of(read(case.page, clerk))

    own = proposed("310112103012", "clerk.310112103012")  # of the zone of Tianyuan
    town = proposed(COMMITTEE, CLERK)

    assert "依据《事项分流清单》第 1 版“田园片区楼道堆物先由居民商量”" in own
    assert "依据《事项分流清单》第 1 版“楼道堆物居村办”" in town
    assert "housing.corridor" not in town  # types are called by their names


@pytest.mark.mechanism("ZQ-77")
def test_an_inspector_reports_a_place_from_the_phone_and_it_begins_at_once(enter):
    enter("zhuanqiao")
    inspector = client_of("junlian.inspector")

    form = {"text": "井盖松动", "kind": "facilities.road", "area": COMMITTEE, "save": "1"}
    sent = inspector.post("/work/report", form)

    assert sent.headers["Location"] == "/work/reported"
    shown = words_of(inspector.get("/work/reported").content.decode())
    assert "居村受理" in shown
    assert "井盖松动" in read("/desk/", CLERK)
