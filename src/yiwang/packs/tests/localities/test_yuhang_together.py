"""Yuhang: what concerns everybody is talked over by everybody; the village code; property firms
under two kinds of oversight; tasks that go down and come back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.messages.delivering import deliver
from yiwang.insight.messages.telling import tell_what_happened
from yiwang.insight.messages.tests.receiving import receiving
from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.packs.tests.localities.test_boards import board, counted, figures_of
from yiwang.packs.tests.localities.test_item_by_item import Checked
from yiwang.packs.tests.localities.test_lists_in_use import everybody
from yiwang.packs.tests.localities.test_zhuanqiao_projects import published_for_its_time
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.work.cases.models import Case, Publication

BOSS, TOWN, CLERK = "yuhang.supervisor", "cangqian.dispatcher", "cangqian.clerk"
COMMUNITY, GRID = "330110012001", "330110012001001"
PARTY, OWNERS, FIRM, BUREAU = (
    f"branch.{COMMUNITY}",
    f"owners.{COMMUNITY}",
    f"property.{COMMUNITY}",
    "yuhang.housing",
)
SIDES = ["ZJ-330110", f"YW-{COMMUNITY}", f"WY-{COMMUNITY}"]


def convened():
    """A resident raises it, the branch calls all sides."""
    case = Reported(GRID, "talk.compound", "夜里门口停车堵路，大家商量个办法")
    given = {"type": "talk.compound", "organizations": SIDES}
    case.act(PARTY, "convene", text="议夜间停车，周六上午，社区二楼", **given)
    return case


def agreed():
    case = convened()
    case.act(BUREAU, "finish", text="小区公共道路可以划线，依据物业条例")
    for side, words in ((OWNERS, "同意划线"), (FIRM, "出保安指挥")):
        case.act(side, "finish", text=words)
    case.show(PARTY, "agreed", "documents", text="四十二人参加，划三十个车位，物业落实")
    return case


@pytest.mark.mechanism("YH-01")
def test_what_concerns_everybody_is_talked_over_made_known_and_carried_out(enter):
    enter("yuhang")
    case = convened()
    assert case.tasks_of(PARTY) == []  # nothing is decided before each side has spoken
    case.act(BUREAU, "finish", text="小区公共道路可以划线")
    case.act(OWNERS, "finish", text="同意划线")
    case.act(FIRM, "finish", text="出保安指挥")
    with pytest.raises(Refused) as refusal:
        case.act(PARTY, "agreed", text="划三十个车位")
    assert refusal.value.fields == ["documents"]  # the minutes
    case.show(PARTY, "agreed", "documents", text="四十二人参加，划三十个车位，物业落实")
    case.act(CLERK, "publish", text="商量结果：划三十个车位，物业两周内落实")
    published_for_its_time(case)
    case.act(CLERK, "conclude", text="三十个车位划好了")
    case.act(CLERK, "answer", text="车位划好了，请大家按线停")

    notice = Publication.objects.get(case=case.case_id)
    assert "三十个车位划好了" in everybody(f"/published/{notice.pk}")
    assert case.progress()["decide_until"]  # who raised it says what they think


@pytest.mark.mechanism("YH-04")
def test_four_kinds_of_actors_have_four_kinds_of_rights(enter):
    enter("yuhang")
    area = f"/desk/areas/base/{COMMUNITY}"
    assert "党组织召集人" in words_of(read(f"{area}?of=group.actor_party", CLERK))
    assert "组织代表" in words_of(read(f"{area}?of=group.actor_bodies", CLERK))
    case = Reported(GRID, "talk.compound", "夜里门口停车堵路")
    [waiting] = case.tasks_of(PARTY)
    given = {"type": "talk.compound", "organizations": SIDES, "text": "议夜间停车"}
    for other in (BUREAU, OWNERS, CLERK):  # only the branch convenes
        with pytest.raises(Refused) as refusal:
            case.act(other, "convene", task=waiting["id"], **given)
        assert refusal.value.status == 404
    case.act(PARTY, "convene", **given)

    for side in (BUREAU, OWNERS, FIRM):  # departments and bodies say what they can do
        assert set(case.offered(side)) == {"acknowledge", "finish"}
        case.act(side, "finish", text="能做的写在这里")
    case.show(PARTY, "agreed", "documents", text="划三十个车位")
    case.act(CLERK, "publish", text="商量结果：划三十个车位")
    notice = Publication.objects.get(case=case.case_id)
    said = Client().post(f"/published/{notice.pk}", {"form": "", "text": "占了孩子玩的地方"})
    assert said.status_code in (302, 422)  # residents need no account
    assert "不用注册" in everybody(f"/published/{notice.pk}") + everybody("/published/")


@pytest.mark.mechanism("YH-33")
def test_how_much_people_take_part_is_measured_village_by_village(enter):
    enter("yuhang")
    agreed()
    Reported(GRID, "talk.village", "文化礼堂晚上开不开")
    Reported(GRID, "sanitation.stall", "占道经营")
    counted()

    page = board(BOSS, board="self_rule", **{"in": "330110012"}, colour="reported_cases")

    assert [group.name for group in page.context["groups"]] == ["提议", "落实"]
    assert figures_of(page)["reported_cases"] == 2
    parts = {each.area.code: each.figure.numerator for each in page.context["territory"].parts}
    assert {code for code, number in parts.items() if number} == {COMMUNITY}


@pytest.mark.mechanism("YH-09")
def test_how_things_are_talked_over_is_voted_into_the_village_code(enter):
    enter("yuhang")
    clause = "红白事先到议事会报备，丧事从简"
    assert clause not in everybody("/registers/village_code")
    assert "涉及多数村民的事先协商再决定" in everybody("/registers/village_code")
    case = TakenIn(CLERK, COMMUNITY, "code.clause", f"村规民约加一条：{clause}", "worker")

    case.act(CLERK, "publish", type="code.clause", text=f"征求意见稿：{clause}")
    published_for_its_time(case)
    case.show(CLERK, "passed", "documents", text="应到210人，实到188人，同意171人，不同意17人")
    until = (timezone.localdate() + timedelta(days=3 * 365)).isoformat()
    case.show(TOWN, "enter", text=clause, words="红白事", until=until)
    case.act(CLERK, "conclude", text=f"171人同意，写入：{clause}")

    code = everybody("/registers/village_code")
    assert clause in code
    assert "第 2 版" in code
    assert "同意171人" in read(case.page, TOWN)


@pytest.mark.mechanism("YH-10")
def test_property_firms_are_overseen_by_a_list_and_by_the_centre(enter):
    enter("yuhang")
    check = Checked(FIRM, "property.quarter", COMMUNITY, "四季度自查和公开")
    assert list(check.items) == ["income", "funds", "contract", "meeting", "complaints"]

    check.tick(income="三季度收支还没有公布")
    assert "没做到 公共收益收支，每季度第一个月公布 三季度收支还没有公布" in check.read_by(CLERK)
    case = Case.objects.get(pk=check.case.pk)
    assert case.run.step == "review"  # the centre looks at it, the firm does not
    check.act(CLERK, "short", text="收支没有公布", organizations=bureau())
    urged = words_of(read(check.page, BUREAU))
    assert "部门督促" in urged
    complaint = Reported(GRID, "housing.oversight", "物业收支一年没公开")
    assert complaint.steps_of(CLERK)  # residents complain, the centre takes it
    owners = Checked(OWNERS, "property.quarter", COMMUNITY, "业委会四季度自查")
    assert "meeting" in owners.items


def bureau():
    return [ids_by_code()["ZJ-330110"]]


@pytest.mark.mechanism("YH-15")
def test_a_task_of_the_district_goes_down_to_villages_and_comes_back(enter):
    enter("yuhang")
    whole = TakenIn(BOSS, "330110", "plan.district", "全区居住出行隐患排查", "worker")
    parts = [
        {"text": "仓前街道的一块", "type": "plan.town", "area": "330110012"},
        {"text": "瓶窑镇的一块", "type": "plan.town", "area": "330110110"},
    ]
    whole.act(BOSS, "split", parts=parts)
    first, second = Case.objects.filter(parent=whole.case_id).order_by("pk")

    down = Part(first)
    down.act(TOWN, "dispatch", organizations=[f"ZL-{COMMUNITY}"])
    down.act(CLERK, "acknowledge")
    down.act(CLERK, "finish", text="看了四十栋，三处已改")
    down.act(TOWN, "reported_back", text="一个社区做完，三处已改")

    page = words_of(read(whole.page, BOSS))
    assert first.number in page
    assert second.number in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_open, second.is_open) == (False, True)
    assert "已回报" in read(f"/desk/cases/{first.pk}/", BOSS)


class Part(Reported):
    """A part of a case, acted on like any other."""

    def __init__(self, case):
        self._staff = {}
        self.case_id, self.number = case.pk, case.number


@pytest.mark.mechanism("YH-13")
def test_problems_and_topics_are_listed_and_taken_on_by_bodies(enter):
    enter("yuhang")
    centre, asked = "yuhang.dispatcher", ["ZJ-330110", "CG-330110"]
    case = TakenIn(centre, "330110", "topic.problem", "老旧小区电动车充电难", "worker")
    assert "老旧小区电动车充电难" not in everybody("/registers/topics")

    case.act(centre, "dispatch", type="topic.problem", organizations=asked)
    case.act("yuhang.urban", "acknowledge")
    case.act("yuhang.urban", "finish", text="认领清理占道飞线，三月底前")
    assert case.tasks_of(centre) == []  # the other has not said yet whether it takes it on
    case.act(BUREAU, "acknowledge")
    case.act(BUREAU, "finish", text="认领在一百个小区装充电桩，六月底前")
    topic = "治理难题：老旧小区电动车充电难；认领单位：区住建局、区综合行政执法局"
    until = (timezone.localdate() + timedelta(days=365)).isoformat()
    case.show(centre, "enter", text=topic, words="充电", until=until)

    listed = everybody("/registers/topics")
    assert topic in listed
    assert "第 2 版" in listed
    story = words_of(read(case.page, centre))
    for claimed in ("认领清理占道飞线，三月底前", "认领在一百个小区装充电桩，六月底前"):
        assert claimed in story
    case.act(centre, "reported", text="一百零二个小区装好，飞线清完")
    assert case.story()[-1] == "done"


@pytest.mark.mechanism("YH-20")
def test_other_systems_report_act_bring_tables_and_hear_what_happens(enter, settings):
    enter("yuhang")
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    settings.PUBLIC_ADDRESS = "https://yiwang.example"
    with receiving() as other:
        other.answers["/events"] = (204, "")
        form = {"service": "program", "name": "区城管系统", "body": "CG-330110", "is_on": "1"}
        form |= {"robot": f"{other.address}/events", "signing_key": "SEC0123456789"}
        kept = client_of(BOSS).post("/desk/admin/messages/groups/new", form | {"kind.task": "1"})
        assert kept.status_code == 302, words_of(kept.content.decode())
        case = Reported(GRID, "sanitation.stall", "占道经营")  # by the interface
        case.act(CLERK, "whistle", type="sanitation.stall", nature="instruction")
        case.act(TOWN, "dispatch", organizations=["CG-330110"])
        seal_pending(timezone.now())
        tell_what_happened(timezone.now())
        deliver(timezone.now())
        [told] = other.bodies("/events")
    assert [(each["event"], each["case"]) for each in told["events"]] == [("task", case.number)]

    case.act("yuhang.urban", "acknowledge")  # what it was told of is done by the interface
    assert case.progress()["number"] == case.number
    taken = client_of(BOSS).post("/desk/admin/areas/taken")  # a table out, and in again
    table = SimpleUploadedFile("areas.xlsx", taken.content)
    brought = client_of(BOSS).post("/desk/admin/areas/bring", {"table": table})
    assert brought.status_code == 302
    assert client_of(BOSS).get(brought["Location"]).status_code == 200  # read, with no fault
    assert Client().get("/figures/data/index.json").json()["licence"] == "CC BY 4.0"
