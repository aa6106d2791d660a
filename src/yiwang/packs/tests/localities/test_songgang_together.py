"""Songgang: experts to be booked, services to be asked for, routine work, one net for all lines,
a project's council, the centre for disputes, and several ways to oversee."""

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.insight.notices.models import Notice
from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.packs.tests.localities.test_bodies import card, page
from yiwang.packs.tests.localities.test_lists_in_use import everybody
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.posts.models import Post

GRID, COMMUNITY, STREET = "440306024001001", "440306024001", "440306024"
CLERK, BOSS, CENTRE = "dongfang.clerk", "songgang.supervisor", "songgang.mediator"
ZH = {"Accept-Language": "zh-hans"}


@pytest.mark.mechanism("SG-46", "SG-69")
def test_lawyers_and_counsellors_of_songgang_are_booked_in_confidence(enter):
    enter("songgang")
    street = page(f"/desk/areas/base/{STREET}?of=force.professional_force", BOSS)
    assert "律师 专业力量" in street
    assert "心理咨询师 专业力量" in street
    booked = Reported(GRID, "expert.lawyer", "想找律师谈谈")

    booked.act(CENTRE, "lawyer", type="expert.lawyer")
    booked.act("songgang.lawyer", "agree_time", text="周四下午三点，中心二楼，不收费")
    booked.act("songgang.lawyer", "met")

    assert "周四下午三点" in str(booked.progress())
    for nobody in (CLERK, "dongfang.grid", "songgang.dispatcher", "songgang.counsellor"):
        with pytest.raises(Refused) as refusal:
            read(booked.page, nobody)
        assert refusal.value.status == 404
    heart = Reported(GRID, "expert.counsellor", "想找人聊聊")
    heart.act(CENTRE, "counsellor", type="expert.counsellor")
    assert heart.steps_of("songgang.counsellor") == ["心理咨询师约时间"]
    assert heart.steps_of("songgang.lawyer") == []


@pytest.mark.mechanism("SG-50", "SG-54")
def test_residents_of_songgang_ask_for_a_service_and_who_knows_how_comes(enter):
    enter("songgang")
    assert "家电维修、便民理发" in everybody("/registers/services")
    offered = Client().get(f"/report?in={GRID}", headers=ZH).content.decode()
    assert "想要就点，不点不上门" in offered

    here = Reported(GRID, "service.repairs", "水龙头漏水")
    there = Reported("440306024002001", "service.repairs", "电饭煲坏了")
    lessons = Reported(GRID, "service.lessons", "孩子四点半没人管")
    here.act(CLERK, "repairs", type="service.repairs")
    there.act("clerk.440306024002", "repairs", type="service.repairs")
    lessons.act(CLERK, "lessons", type="service.lessons")

    assert here.steps_of("dongfang.repairs") == ["修理"]  # of the same grid
    assert there.steps_of("songgang.repairs") == ["修理"]
    assert lessons.steps_of("songgang.lessons") == ["辅导功课"]
    here.act("dongfang.repairs", "served", text="换了垫圈，不漏了")
    assert "换了垫圈" in str(here.progress())
    skilled = page(f"/desk/areas/base/{GRID}?of=specialty.repairs", CLERK)
    assert "莫永强" in skilled


@pytest.mark.mechanism("SG-53")
def test_routine_work_of_songgang_is_noted_by_kind_and_nobody_is_scored(enter):
    enter("songgang")
    kinds = ("visit", "opinion", "publicity", "settling", "oversight")
    for kind in kinds:
        done = TakenIn("dongfang.grid", GRID, f"routine.{kind}", "第一网格本周", channel="worker")
        done.act("dongfang.grid", "noted", text="沿街走了一遍，问了商户的难处")
        assert "沿街走了一遍" in words_of(read(done.page, CLERK))

    noted = words_of(read("/desk/ledger", BOSS, kind="routine")).partition("办结时间")[2]
    for name in ("群众走访", "民情收集", "宣传动员", "问题调处", "治理监督"):
        assert noted.count(f"第一网格本周 {name}") == 1
    assert "黄志勇" not in noted


@pytest.mark.mechanism("SG-41")
def test_party_order_city_and_safety_of_songgang_stand_on_one_net(enter):
    enter("songgang")
    lines = {
        "neighbours.dogs": "松岗矛盾纠纷多元化解中心",
        "sanitation.litter": "松岗城市管理和综合执法办公室",
        "safety.fire": "松岗应急管理办公室",
    }

    grid = page(f"/desk/areas/base/{GRID}", CLERK)

    assert "党建网格 松岗街道 / " in grid  # the party's net at the same place
    assert "宝利豪庭小区党支部" in grid
    assert grid.count("网格员 治理力量") == 1  # one for all lines
    for kind, office in lines.items():
        case = Reported(GRID, kind, "请来处理一下")
        case.act(CLERK, "whistle", type=kind, nature="department")
        desk = words_of(read(case.page, "songgang.dispatcher"))
        assert "东方社区 / 第一网格" in desk
        assert f"{office} 清单建议" in desk


@pytest.mark.mechanism("SG-30")
def test_everybody_a_project_concerns_sits_in_its_council_in_songgang(enter):
    enter("songgang")

    council = card("XTH-440306024008", BOSS)

    assert "搭建多方协调平台" in council
    assert "召集各方" in council
    for member in ("松岗城市建设办公室", "深业置地", "人才小镇项目临时党支部", "居民小组"):
        assert member in council
    here = page("/desk/areas/base/440306024008", BOSS)
    assert "人才小镇项目协调会（演示） 委员会（议事） 召集各方" in here


@pytest.mark.mechanism("SG-72")
def test_disputes_of_songgang_are_taken_to_the_centre_in_time(enter):
    enter("songgang")
    case = Reported(GRID, "neighbours.quarrel", "楼上漏水，谈了几次谈不拢")

    chosen = {"type": "neighbours.quarrel", "nature": "mediated", "reason": "双方都愿意调"}
    case.act(CLERK, "reasoning", **chosen)

    assert case.steps_of(CENTRE) == ["说事评理"]
    centre = card("SF-440306024", BOSS)
    assert "及时引入矛盾纠纷多元化解中心" in centre
    for who in ("罗静", "高承志", "苏敏仪"):
        assert who in centre
    assert "这里未完的任务 1" in centre
    opened = words_of(read(f"/notices/{notice('矛盾纠纷多元化解中心').pk}"))
    assert "松岗街道综治楼一楼" in opened
    assert "都不收费" in opened


def notice(title):
    return Notice.objects.get(title__startswith=title)


@pytest.mark.mechanism("SG-63")
def test_songgang_sends_word_of_organized_crime_to_the_official_channel(enter):
    enter("songgang")
    told = read(f"/notices/{notice('涉黑涉恶线索').pk}")
    assert 'href="https://www.12337.gov.cn"' in told
    case = Reported(GRID, "rights.crime", "有人收保护费")

    case.act(CLERK, "decline", reason="不在本系统办理", text="请打 110，或者上 12337 举报")

    assert "12337" in str(case.progress())
    with pytest.raises(Refused):
        read(case.page, "dongfang.police")  # in confidence, and no policing here


@pytest.mark.mechanism("SG-77")
def test_songgang_is_overseen_in_several_ways_at_once(enter):
    enter("songgang")
    ways = words_of(read(f"/notices/{notice('监督有几条路').pk}"))
    for way in ("零星工程公开", "另外的人复核", "廉政监督员"):
        assert way in ways

    works = notice("东方社区零星工程公开")
    said = Client().post(f"/notices/{works.pk}", {"text": "价钱怎么定的？"}, headers=ZH)
    assert said.status_code == 302
    complaint = Reported(GRID, "review.conduct", "报了三次没人来")
    matter = Reported(GRID, "housing.corridor", "楼道堆物")
    matter.act(CLERK, "settle", type="housing.corridor", nature="here", text="当天清完")

    assert "价钱怎么定的" in words_of(read("/desk/notices", BOSS))
    assert complaint.steps_of("songgang.reviewer") == ["独立复核"]
    assert complaint.tasks_of(CLERK) == []
    assert "当天清完" in read(matter.page, "dongfang.integrity")


@pytest.mark.mechanism("SG-90")
def test_songgang_counts_who_takes_part_by_force_sector_and_community(enter):
    enter("songgang")
    before = forces()
    assert all(before.values())
    post = Post.objects.get(type__key="volunteer", area__code=GRID)
    form = {"who": "dongfang.building", "mode": "volunteer"}
    form |= {"starts_on": timezone.localdate().isoformat()}

    answer = client_of(BOSS).post(f"/desk/posts/{post.pk}/appoint", form)

    assert answer.status_code == 302
    assert forces() == before  # who takes part twice is one
    newcomer = {**form, "who": "songgang.lawyer"}
    client_of(BOSS).post(f"/desk/posts/{post.pk}/appoint", newcomer)
    assert forces() == before | {"自治力量": before["自治力量"] + 1}
    sectors = page("/desk/organizations/coverage", BOSS)
    for sector in ("社区", "机关和站所", "股份合作公司", "住宅小区", "重点项目", "两新组织"):
        assert sector in sectors
    assert "东方社区 1 " in sectors


def forces():
    """Force -> how many people, in the subdistrict and below."""
    shown = client_of(BOSS).get("/desk/staffing").context["classes"]
    return {each.word.name: each.people for each in shown if each.word.classification == "force"}
