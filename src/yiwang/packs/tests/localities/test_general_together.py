"""What holds everywhere: people talk over what they build, with agenda and minutes for everybody,
and neighbours are honoured only if they agree."""

import re

import pytest
from django.test import Client

from yiwang.insight.notices.models import Notice
from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.packs.tests.localities.test_lists_in_use import count, everybody, gaps
from yiwang.packs.tests.localities.test_notices import ZH, act, page_of, written
from yiwang.packs.tests.localities.test_zhuanqiao_projects import published_for_its_time
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.cases.models import Publication

CLERK, STREET, BOSS = "chunxiao.clerk", "hubin.dispatcher", "donghu.supervisor"
COMMUNITY, COMPOUND = "P1S1C1", "P1S1C1X1"


@pytest.mark.mechanism("GR-12")
def test_people_talk_over_what_they_build_and_build_it_together(enter):
    enter("general")
    case = TakenIn(CLERK, COMPOUND, "council.matter", "院里的空地种什么", "worker")
    sides = [f"XQ-{COMPOUND}", f"WY-{COMPOUND}"]

    case.act(CLERK, "convene", type="council.matter", organizations=sides, text="周六下午，活动室")
    case.act("chunxiao.contact", "finish", text="二十户愿意认一块")
    assert case.tasks_of(CLERK) == []  # the property firm has not spoken yet
    case.act("chunxiao.property", "finish", text="物业出水管和工具")
    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "agreed", text="种菜和花各一半")
    assert refusal.value.fields == ["documents"]  # the minutes
    case.show(CLERK, "agreed", "documents", text="种菜和花各一半，物业接水")
    case.act(CLERK, "built", text="二十户种上了，水接好了")

    page = read(case.page, STREET)
    assert "二十户愿意认一块" in page
    assert "物业出水管和工具" in page


@pytest.mark.mechanism("GR-14")
def test_agenda_and_minutes_are_shared_with_everybody(enter):
    enter("general")
    agenda = written(
        *(CLERK, "session", COMMUNITY, "十二月议事：空地种什么"),
        when="12月6日 15:00",
        place="社区活动室，谁都可以来",
        items="种菜还是种花\n水从哪里接",
    )
    act(BOSS, agenda, "publish")
    said = Client().post(f"/notices/{agenda.pk}", {"text": "我选种花"}, headers=ZH)
    assert said.status_code == 302
    client_answers(agenda)

    minutes = written(
        *(CLERK, "session", COMMUNITY, "十二月议事纪要"),
        items="种菜种花 | 各一半\n接水 | 物业周五接好",
        follows=str(agenda.pk),
    )
    act(BOSS, minutes, "publish")

    page = page_of("十二月议事：空地种什么")
    assert "12月6日 15:00" in page
    assert "水从哪里接" in page
    assert "我选种花" in page
    assert "后续 十二月议事纪要" in page
    assert "物业周五接好" in page_of("十二月议事纪要")


def client_answers(notice):
    """Somebody reads the comment, answers it, and lets everybody read both."""
    comment = Notice.objects.get(pk=notice.pk).comments.get()
    answer = {"answer": "会上一起议", "show": "1"}
    client_of(BOSS).post(f"/desk/notices/comments/{comment.pk}", answer, headers=ZH)


@pytest.mark.mechanism("GR-21")
def test_a_good_neighbour_is_honoured_with_consent_and_in_public(enter):
    enter("general")
    case = Reported(COMPOUND, "award.neighbour", "三号楼的李阿姨天天给独居老人送饭")

    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "consent", type="award.neighbour", text="问过了")
    assert refusal.value.fields == ["documents"]  # the paper that they agree
    given = {"kind": "award.neighbour", "text": "本人同意，称呼写“李阿姨”"}
    case.show(CLERK, "consent", "documents", **given)
    case.act(CLERK, "publish", text="拟评“身边好人”：李阿姨，给独居老人送饭三年")
    notice = Publication.objects.get(case=case.case_id)
    assert "给独居老人送饭三年" in everybody(f"/published/{notice.pk}")
    published_for_its_time(case)
    case.act(STREET, "conclude", text="评为“身边好人”")
    case.act(CLERK, "answer", text="评上了，谢谢您推荐")

    page = everybody(f"/published/{notice.pk}")
    assert "评为“身边好人”" in page
    assert "积分" not in page
    assert "award" not in words_of(read("/desk/people", BOSS))


@pytest.mark.mechanism("GR-16")
def test_a_facility_that_is_lacking_becomes_a_project_and_the_gap_closes(enter):
    enter("general")
    elderly = "居家养老服务场所"

    def lacking():
        return gaps("facilities", BOSS).partition(elderly)[2].partition("托育场所")[0]

    count("facilities", BOSS, entry="elderly", area=COMMUNITY, value="0")
    assert "春晓社区 1 0 1" in lacking()
    project = TakenIn(CLERK, COMMUNITY, "interest.project", f"补缺口：{elderly}")
    plan = {"type": "interest.project", "text": "用旧车棚改，方案贴在三个楼栋"}
    project.act(CLERK, "ask_people", **plan)
    project.act(CLERK, "settle", text="六十户表达意见，五十户同意")
    project.act(STREET, "answer", text="开工，十二月建成")
    count("facilities", BOSS, entry="elderly", area=COMMUNITY, value="1")

    assert "春晓社区 1 0 1" not in lacking()
    assert "1 共" in lacking()


def ways_of(page):
    """Right -> the addresses that stand under it."""
    parts = re.findall(r"<section.*?</section>", page, re.DOTALL)
    return {words_of(part).split()[0]: re.findall(r'href="([^"]*)"', part) for part in parts}


@pytest.mark.mechanism("GR-15")
def test_four_rights_are_named_and_lead_to_where_they_are_exercised(enter):
    enter("general")
    before = ways_of(read("/about/rights"))
    assert list(map(len, before.values())) == [4, 2, 1, 2]  # no session, no work, nothing to object
    agenda = written(
        *(CLERK, "session", COMMUNITY, "十二月议事：空地种什么"),
        when="12月6日 15:00",
        place="社区活动室，谁都可以来",
        items="种菜还是种花",
    )
    act(BOSS, agenda, "publish")

    ways = ways_of(read("/about/rights"))

    assert list(ways) == ["知情权", "参与权", "决策权", "监督权"]
    assert ways["决策权"] == ["/notices/?kind=session", "/follow"]
    assert "十二月议事：空地种什么" in everybody("/notices/?kind=session")
    for addresses in ways.values():
        for address in addresses:
            assert Client().get(address).status_code == 200, address
    assert "/about/rights" in read("/")
