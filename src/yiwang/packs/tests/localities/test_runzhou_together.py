"""Runzhou: one plan for the district, a campaign by its name, services in series, Saturdays,
training in turn, and members who take a post in a team."""

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Reported, words_of
from yiwang.packs.tests.localities.test_lists_in_use import everybody, gaps
from yiwang.packs.tests.localities.test_notices import page_of
from yiwang.packs.tests.localities.test_people_of_localities import person, planned
from yiwang.packs.tests.localities.test_services_and_targets import written
from yiwang.portals.casework.tests.staging import account_id, client_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Post

GRID, COMMUNITY, BOSS = "321111003013001", "321111003013", "runzhou.supervisor"


@pytest.mark.mechanism("RZ-24", "RZ-57")
def test_the_district_is_one_plan_with_a_share_for_each_street(enter):
    enter("runzhou")
    plan = Client().get("/registers/plan.json").json()["entries"]
    gather = [each for each in plan if each["key"].startswith("gather")]
    whole, shares = gather[0], gather[1:]
    assert whole["area"] == "321111"
    assert len({each["area"] for each in shares}) == len(shares) > 5
    assert sum(each["outcome"]["value"] for each in shares) == whole["outcome"]["value"]

    written(BOSS, "plan", shares[0]["key"], str(shares[0]["outcome"]["value"]), "街道 周报")

    shown = everybody("/registers/plan")
    assert "属于：“两聚两化”行动" in shown
    assert "以全区为整体单元" in shown
    street = client_of("jinshan.dispatcher").get("/desk/rules/registers/plan/progress")
    seen = words_of(street.content.decode())
    assert f"“两聚两化”行动 {len(gather) + 1} 项中已达到 1 项" in seen
    assert "责任岗位：金山街道党工委书记" in seen


@pytest.mark.mechanism("RZ-55")
def test_services_for_couriers_come_in_series(enter):
    enter("runzhou")

    series = everybody("/registers/series")

    assert series.count("类别：小哥医院") == series.count("类别：小哥课堂") == 3
    assert "免费体检，不用请假：周日上午" in series
    assert "骑行安全和交规：每月一次" in series
    assert "地点：街道党群服务中心" in series


@pytest.mark.mechanism("RZ-26")
def test_communities_of_runzhou_open_late_and_on_saturdays_with_somebody_there(enter):
    enter("runzhou")
    counter = Post.objects.get(type__key="community_worker", area__code=COMMUNITY)

    shifts = planned("jinshan.dispatcher", "front_desk", counter, days=8)

    weekdays = {}
    for shift in shifts:
        day = timezone.localtime(shift.starts_at)
        weekdays.setdefault(shift.slot, set()).add(day.isoweekday())
    assert weekdays["星期六社区"] == {6}
    assert weekdays["延时班"] <= {1, 2, 3, 4, 5}
    everyone = page_of("星期六社区")
    assert "每周六 9:00–16:00；周一到周五延时到 20:30" in everyone


@pytest.mark.mechanism("RZ-37")
def test_workers_of_runzhou_learn_subject_after_subject_and_what_lacks_is_seen(enter):
    enter("runzhou")
    worker = account_id("xijin.worker")
    before = lacking("xijin.worker")
    assert len(before) == 5

    for kind in ("affairs", "mediation"):
        passed = {"kind": kind, "issued_on": "2026-01-10", "expires_on": "2029-01-10"}
        answer = client_of(BOSS).post(f"/desk/people/{worker}/certificate", passed)
        assert answer.status_code == 302

    assert len(lacking("xijin.worker")) == 3
    file = person("xijin.worker", "xijin.worker").partition("证书")[2]
    assert "“全科”：民政窗口业务" in file
    assert "“全能”：走访和调解" in file


def lacking(username):
    """The subjects in which somebody has not been trained, as their supervisor reads it."""
    listed, after = [], ""
    while not listed or after:
        page = client_of(BOSS).get("/desk/people", {"lacking": after}).context
        listed, after = [*listed, *page["lacking"]], page["further"]
    return [each.kind.name for each in listed if each.appointment.account.username == username]


@pytest.mark.mechanism("RZ-34")
def test_members_of_runzhou_take_a_post_its_duty_and_a_team(enter):
    enter("runzhou")
    case = Reported(GRID, "livelihood.post_claim", "在职党员，晚上和周末有空")

    claim = {"type": "livelihood.post_claim"}
    case.act("xijin.worker", "set_post", text="楼道安全巡查岗", **claim)
    case.act("xijin.grid", "set_duty", text="每周二、周六晚看一遍3栋、4栋")
    joined = "楼道安全巡查岗；周二、周六晚；编入“夜巡服务团”，联系网格员"
    case.act("xijin.worker", "join_team", text=joined)

    told = case.progress()
    assert [stage["name"] for stage in told["stages"]] == ["认岗", "领责", "组团", "评价"]
    assert "夜巡服务团" in str(told)


@pytest.mark.mechanism("RZ-47")
def test_a_compound_of_runzhou_without_a_party_body_shows(enter):
    enter("runzhou")
    assert "每个小区一个党组织 12 共 12 个，已达到" in gaps("compound_standard", BOSS)

    Organization.objects.filter(code="XQZB-XQ07").update(state="in_preparation")

    found = gaps("compound_standard", BOSS)
    assert "每个小区一个党组织 11 共 12 个，已达到" in found
    assert "示范小区07（演示） 1 0 1" in found
    assert "示范小区08（演示） 1" not in found
