"""Xinhua Road: a grid centre with a second line behind it, and a joint team it may call."""

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Program, Reported, TakenIn, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import OrganizationLink
from yiwang.structure.posts.models import Appointment, Post
from yiwang.work.cases.models import Case

CLERK, CENTRE, SECOND = "panyu.clerk", "xinhua.dispatcher", "xinhua.second"
AREA, TEAM = "310105004001", "LD-310105004"
ROAD = {"type": "road.order", "nature": "street"}


def at_the_centre():
    case = Reported(AREA, "road.order", "店招外摆，轮椅过不去")
    case.act(CLERK, "whistle", **ROAD)
    return case


@pytest.mark.mechanism("XH-29", "XH-32")
def test_a_second_line_can_call_the_joint_team(enter):
    enter("xinhua")
    case = at_the_centre()

    case.act(CENTRE, "second_line", text="几家都说不归自己管，请研究")
    case.act(SECOND, "dispatch", organizations=[TEAM])
    case.act("xinhua.urban", "acknowledge")

    assert case.story()[-3:] == ["accepted", "dispatched", "acknowledged"]
    members = OrganizationLink.objects.filter(kind="member_of", target__code=TEAM)
    assert members.count() == len(case.progress()["answering"]) == 2


@pytest.mark.mechanism("XH-13")
def test_the_joint_team_comes_as_one_and_each_office_has_its_own_task(enter):
    enter("xinhua")
    case = at_the_centre()

    case.act(CENTRE, "dispatch", organizations=[TEAM])

    for office in ("xinhua.urban", "xinhua.market"):
        assert case.steps_of(office) == ["联勤联动"]
    assert "新华路街道联勤联动队伍" in read(case.page, CENTRE)


@pytest.mark.mechanism("XH-27")
def test_the_front_office_asks_the_back_office_and_answers_itself(enter):
    enter("xinhua")
    case, front, back = Reported(AREA, "party.service", "想借活动室"), "xinhua.front", "xinhua.back"

    case.act(front, "to_back", type="party.service", text="周末要不要收费，请明确")
    assert (case.tasks_of(front), case.steps_of(back)) == ([], ["党建办后台"])
    assert "answer" not in case.offered(back)  # the back office never answers people
    case.act(back, "to_front", text="居民自办活动不收费")
    assert "居民自办活动不收费" in read(case.page, front)
    case.act(front, "answer", type="party.service", text="不收费，周六上午给您留着")

    assert case.progress()["replies"][0]["by"].endswith("党建中心前台")


@pytest.mark.mechanism("XH-10", "XH-15")
def test_a_project_begins_only_when_every_line_was_coordinated(enter):
    enter("xinhua")
    lead = "xinhua.coordinator"
    case = TakenIn(lead, AREA, "project.preparation", "农贸市场地块更新", "worker")
    offices = ["FG-310105004", "SS-310105004", "CG-310105004"]
    assert "核对房屋权属和租约" in read(case.page, lead)  # the list is there to be sent
    assert "answer" not in case.offered(lead)

    case.act(lead, "dispatch", type="project.preparation", organizations=offices)
    for office in ("housing.310105004", "xinhua.market"):
        case.act(office, "acknowledge")
        case.act(office, "finish", text="本条线已对接到位")
    assert case.tasks_of(lead) == []  # one line is missing: nothing begins
    case.act("xinhua.urban", "acknowledge")
    case.act("xinhua.urban", "finish", text="秩序安排已定")

    assert case.steps_of(lead) == ["项目启动"]


ON_XINHUA_ROAD = (121.4185, 31.20116)  # five metres north of its line, far from other roads
METRE_NORTH = 1 / 111_320
CHIEF = "xinhua.road"


def seen_at(metres, text):
    """A case reported so far north of that place; staff read its page."""
    lng, lat = ON_XINHUA_ROAD
    place = {"lng": lng, "lat": lat + metres * METRE_NORTH}
    given = Program().post("/cases", {"text": text, "type": "road.order", "place": place})
    return Case.objects.get(number=given["number"])


@pytest.mark.mechanism("XH-30")
def test_what_lies_near_a_road_lies_on_it_and_its_chief_sees_it(enter):
    enter("xinhua")

    near, far = seen_at(15, "路口堆了建材"), seen_at(40, "小区门口堆了建材")

    assert "新华路街道 / 新华路" in words_of(read(f"/desk/cases/{near.pk}/", CHIEF))
    for case, met in ((near, 200), (far, 404)):
        assert client_of(CHIEF).get(f"/desk/cases/{case.pk}/").status_code == met
    assert "新华路街道 / 新华路" not in words_of(read(f"/desk/cases/{far.pk}/", CENTRE))


@pytest.mark.mechanism("XH-30")
def test_every_road_has_its_chief_and_the_street_appoints_them(enter):
    enter("xinhua")
    who = "xinhua.supervisor"

    roads = words_of(read("/desk/areas/road/310105004R", who))
    road = words_of(read("/desk/areas/road/LZ02", who))

    assert "新华路 番禺路 法华镇路" in roads
    assert "路长 新华路街道城市网格化综合管理中心 任命 番禺路路长" in road
    post = Post.objects.get(area__net__key="road", area__code="LZ02", type__key="road_chief")
    Appointment.objects.filter(post=post).delete()
    assert "路长 新华路街道城市网格化综合管理中心 缺 1 人" in words_of(
        read("/desk/areas/road/LZ02", who)
    )
    new = {"who": CHIEF, "mode": "concurrent", "starts_on": timezone.localdate().isoformat()}
    form = f"/desk/posts/{post.pk}/appoint"
    assert client_of(CLERK).post(form, new).status_code == 403
    assert client_of(who).post(form, new).status_code == 302
    assert "施健 兼任" in words_of(read("/desk/areas/road/LZ02", who))
