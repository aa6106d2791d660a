"""Jiangjin's three councils for three kinds of affairs (三会解三事), where Chongqing is installed:
through the staff pages and REST, from the report to the rating."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.portals.casework.tests.staging import client_of, jpeg, task_of
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.posts.models import Post
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import timeline
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.queries import tasks_of
from yiwang.work.workflows.sweep import sweep

GRID = "500116001002001"
CLERK, LEADER, STREET, BOARD = (
    f"jijiang.{who}" for who in ("clerk", "leader", "dispatcher", "service")
)
DISTRICT, VERIFIER = "jiangjin.dispatcher", "jijiang.verifier"


class Affair:
    """A case and how people act on it through the pages."""

    def __init__(self, text, kind, area=GRID):
        given = {"text": text, "area": area, "type": kind}
        answer = Client().post("/api/v1/cases", given, content_type="application/json")
        self.code = answer.json()["tracking_code"]
        self.case = Case.objects.get(number=answer.json()["number"])

    def act(self, username, action, *, paper=False, **fields):
        if "organizations" in fields:
            codes = ids_by_code()
            fields["organizations"] = [codes[code] for code in fields["organizations"]]
        if paper:
            fields["documents"] = picture()
        url = f"/desk/cases/{self.case.pk}/tasks/{task_of(self.case)}/{action}"
        answer = client_of(username).post(url, {"form": uuid.uuid4().hex, **fields})
        self.case.refresh_from_db()
        return answer

    @property
    def at(self):
        """The step, and the level of the post that has it."""
        [task] = [task for task in tasks_of(self.case.run_id) if task.is_open]
        area = Post.objects.get(pk=task.post_id).area
        return task.step, area.level

    def said(self):
        return [event.sentence for event in timeline(self.case.pk, "staff")]


def picture():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("minutes.jpg", jpeg(), "image/jpeg")


@pytest.mark.mechanism("CQ-03", "CQ-04", "CQ-06")
def test_jiangjin_has_neighbours_community_and_street_meet_one_after_another(enter):
    enter("chongqing")
    affair = Affair("邻居养犬扰民", "neighbours.dogs")
    assert affair.at == ("receive", "community")
    triage = {"kind": "neighbours.dogs", "nature": "household_affair"}

    affair.act(CLERK, "to_neighbours", **triage)
    assert affair.at == ("neighbours_call", "grid")
    affair.act(LEADER, "convene", text="议养犬，周六上午在网格驿站，请楼栋长和养犬户")
    without = affair.act(LEADER, "not_agreed", text="两边各执一词")
    assert (without.status_code, affair.at[0]) == (422, "neighbours_meet")  # without the minutes
    affair.act(LEADER, "not_agreed", text="两边各执一词", paper=True)
    assert affair.at == ("community_call", "community")
    affair.act(CLERK, "convene", text="议养犬，请居民代表、物业、网格长")
    affair.act(CLERK, "not_agreed", text="遛狗时间没有谈拢", paper=True)
    assert affair.at == ("street_call", "town")
    affair.act(STREET, "pass_up", reason="涉及多个街道")
    assert affair.at == ("street_call", "district")
    affair.act(DISTRICT, "convene", text="议全区养犬管理，请公安、城管")
    assert affair.at == ("street_meet", "district")
    affair.act(DISTRICT, "decide", text="设遛狗区", organizations=["PA-500116001"], paper=True)

    assert affair.case.run.step == "handle"
    assert affair.said()[1:4] == [
        "家事：交网格邻里会。",
        "召集网格邻里会。",
        "没有议成，提请社区评议会。",
    ]
    shown = client_of(STREET).get(f"/desk/cases/{affair.case.pk}/").content.decode()
    assert shown.count("/small") >= 3  # the minutes of each council


@pytest.mark.mechanism("CQ-03", "CQ-06")
def test_jiangjin_carries_out_what_a_council_agreed_and_answers_the_reporter(enter):
    enter("chongqing")
    affair = Affair("小区停车位不够", "housing.parking")
    affair.act(CLERK, "to_community", kind="housing.parking", nature="shared_affair")
    affair.act(CLERK, "convene", text="议停车，请业委会、物业、居民代表")
    affair.act(CLERK, "agreed", text="闲置地画二十个车位，物业两周内完成", paper=True)
    assert affair.at == ("community_follow", "community")

    affair.act(CLERK, "settle", text="车位已画好")
    own = affair.act(CLERK, "pass_check", text="好的")
    assert own.status_code == 404  # who convened it does not check it
    affair.act(VERIFIER, "pass_check")
    affair.act(CLERK, "answer", text="已增加二十个车位")

    shown = Client().get(f"/api/v1/cases/{affair.code}", headers={"accept-language": "zh-hans"})
    stages = [stage["name"] for stage in shown.json()["stages"]]
    assert stages[:3] == ["受理分流", "三会议事", "落实办理"]
    Client().post(f"/c/{affair.code}/act", {"do": "rate", "grade": "5"})
    affair.case.refresh_from_db()
    assert (affair.case.is_open, affair.case.run.outcome) == (False, "solved")


@pytest.mark.mechanism("CQ-04")
def test_jiangjin_lets_the_nature_decide_the_way_and_refuses_another(enter):
    enter("chongqing")
    affair = Affair("路灯不亮", "facilities.lamp")
    public = {"kind": "facilities.lamp", "nature": "public_affair"}

    for way in ("to_neighbours", "to_community"):
        refused = affair.act(CLERK, way, **public)
        assert refused.status_code == 422
        assert "请选：公事：交街道联席会" in refused.content.decode()
    assert affair.at[0] == "receive"

    affair.act(CLERK, "to_street", **public)
    assert affair.at == ("street_call", "town")
    affair.act(STREET, "dispatch", organizations=["GG-500116001"])
    affair.act(BOARD, "acknowledge")
    assert affair.case.run.step == "handle"


@pytest.mark.mechanism("CQ-05")
def test_jiangjin_has_a_register_of_24_that_says_whose_an_affair_is(enter):
    enter("chongqing")
    entries = entries_of(current_version("triage", timezone.localdate()).pk)[:24]

    owners = {(entry.outcome["nature"], entry.outcome["level"]) for entry in entries}
    shown = client_of(CLERK).get("/desk/rules/registers/triage").content.decode()
    tried = client_of(CLERK).get(
        "/desk/rules/registers/triage", {"try": "1", "kind": "housing.parking"}
    )

    assert owners == {
        ("public_affair", "town"),
        ("shared_affair", "community"),
        ("household_affair", "grid"),
    }
    assert [sum(e.outcome["level"] == level for e in entries) for level in ("town", "grid")] == [
        8,
        8,
    ]
    assert "三事”分流责任清单" in shown
    assert "村（社区）" in shown
    assert tried.context["dry_run"].decision.entry.key == "shared_1"


@pytest.mark.mechanism("CQ-06")
def test_jiangjin_tells_the_level_above_when_a_council_is_late(enter):
    enter("chongqing")
    affair = Affair("楼道堆物", "housing.corridor")
    triage = {"kind": "housing.corridor", "nature": "household_affair"}
    affair.act(CLERK, "to_neighbours", **triage)

    told = []
    for days in (14, 28):
        sweep(timezone.now() + timedelta(days=days))
        [task] = Task.objects.filter(run=affair.case.run_id, state="open")
        told.append((task.escalated_to.type.key, task.escalated_to.area.level))

    assert task.step == "neighbours_call"
    assert told == [("community_clerk", "community"), ("dispatcher", "town")]


@pytest.mark.mechanism("CQ-02")
def test_chongqing_takes_in_every_kind_of_problem_by_one_door(enter):
    enter("chongqing")
    told = [
        ("水管爆了", "utilities.water", GRID),
        ("邻居吵架", "neighbours.quarrel", GRID),
        ("小区要装电梯", "housing.new_elevator", GRID),
        ("拖欠工资", "", GRID),
        ("路灯不亮", "facilities.lamp", "500120001001001"),  # Bishan
        ("路面破损", "", "500120"),  # somewhere in a district
    ]

    affairs = [Affair(text, kind, area) for text, kind, area in told]

    assert [affair.case.run.version.workflow.key for affair in affairs] == [
        *["jiangjin.three_councils"] * 4,
        *["chongqing.command"] * 2,
    ]
    assert {Client().get(f"/c/{affair.code}").status_code for affair in affairs} == {200}
    assert all(task_of(affair.case) for affair in affairs)
