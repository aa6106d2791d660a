"""What Jiamusi says of its loop, shown on testland, which runs the same workflow."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import REPORTER, SYSTEM, staff
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.packs.actions import install_pack
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import ids_by_code, links_of
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.queries import powers_of
from yiwang.work.cases.actions.report_case import Report, report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import case_to_view
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.models import WorkflowVersion
from yiwang.work.workflows.queries import tasks_of
from yiwang.work.workflows.subjects import Inputs

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 9, 7)
pytestmark = pytest.mark.django_db


class Reported:
    """A case on its way, and how people act on it."""

    def __init__(self, **report):
        usual = {"text": "楼顶漏水", "kind": "housing.leak", "area_code": "9001010101"}
        answer = report_case(Report(**usual | report), actor=REPORTER, now=NOW)
        self.case_id = answer.case_id
        self.run_id = Case.objects.get(pk=answer.case_id).run_id

    def act(self, username, action, **inputs):
        account = Account.objects.get(username=username)
        held = set(account.appointments.values_list("post_id", flat=True))
        task = next(task for task in self.open_tasks() if task.post_id in held)
        perform(task.id, action, Inputs(**inputs), actor=staff(account.pk), now=NOW)

    def open_tasks(self):
        return [task for task in tasks_of(self.run_id) if task.is_open]

    def at(self):
        """Where it is: the step and the people whose post has it."""
        tasks = self.open_tasks()
        posts = [task.post_id for task in tasks]
        held = Appointment.objects.filter(post__in=posts, is_primary=True)
        names = sorted(held.values_list("account__username", flat=True))
        return {task.step for task in tasks}, names

    def record_names(self):
        records = history_of(("cases.case", self.case_id))
        return [record.name.rpartition(".")[2] for record in records]


def offices(*codes):
    ids = ids_by_code()
    return tuple(ids[code] for code in codes)


@pytest.mark.mechanism("JMS-03")
def test_a_case_begins_at_the_lowest_level_and_goes_up_one_at_a_time():
    case = Reported()

    assert case.at() == ({"collect"}, ["clerk.90010101"])
    case.act("clerk.90010101", "whistle", kind="housing.leak", nature="joint")
    assert case.at() == ({"dispatch"}, ["dispatcher.900101"])
    case.act("dispatcher.900101", "pass_up", reason="街道协调不了")
    assert case.at() == ({"dispatch"}, ["dispatcher.9001"])


@pytest.mark.mechanism("JMS-57")
def test_what_does_not_go_up_is_given_a_reason():
    case = Reported(kind="other.other", text="请把对面小区的树砍了")

    with pytest.raises(Invalid) as refusal:
        case.act("clerk.90010101", "decline", text="不能砍")
    assert list(refusal.value.fields) == ["reason"]
    assert case.record_names() == ["reported"]
    case.act("clerk.90010101", "decline", reason="不属于公共事务", text="可以与业主商量")

    assert case.record_names() == ["reported", "declined"]


@pytest.mark.mechanism("JMS-60")
def test_residents_settle_what_is_theirs_and_departments_come_when_they_cannot():
    case = Reported(kind="other.other", text="邻居噪音太大")
    case.act("clerk.90010101", "talk_over", kind="other.other", nature="self_governed")
    assert case.at() == ({"talk_over"}, ["clerk.90010101"])

    case.act("clerk.90010101", "settle", text="议事会商定晚十点后不用音响")

    assert case.at() == ({"verify"}, ["verifier.900101"])


@pytest.mark.mechanism("JMS-62")
def test_the_grid_takes_up_what_is_small():
    case = Reported(kind="sanitation.snow", text="小区积雪")
    case.act("clerk.90010101", "take_up", kind="sanitation.snow", nature="small")
    assert case.at() == ({"take_up"}, ["grid.9001010101"])

    case.act("grid.9001010101", "settle", text="带队清理完毕")

    assert case.at() == ({"verify"}, ["verifier.900101"])


@pytest.mark.mechanism("JMS-16", "JMS-63")
def test_offices_of_several_lines_work_on_one_case_and_others_do_not_see_it():
    case = Reported()
    case.act("clerk.90010101", "whistle", kind="housing.leak", nature="joint")

    case.act("dispatcher.900101", "dispatch", organizations=offices("ZJ-9001", "SW-9001"))

    assert case.at() == ({"respond"}, ["sw.9001", "zj.9001"])
    for username in ("zj.9001", "sw.9001"):
        account = Account.objects.get(username=username)
        assert case_to_view(case.case_id, account.pk, NOW).pk == case.case_id
    with pytest.raises(NotFound):
        case_to_view(case.case_id, Account.objects.get(username="cg.9001").pk, NOW)


@pytest.mark.mechanism("JMS-81")
def test_nothing_is_given_to_a_community_that_is_not_admitted():
    case = Reported(kind="housing.leak")
    case.act("clerk.90010101", "whistle", kind="housing.leak", nature="joint")

    with pytest.raises(Invalid) as refusal:
        case.act("dispatcher.900101", "dispatch", organizations=offices("ZD-90010102"))

    assert list(refusal.value.fields) == ["organizations"]
    assert case.record_names() == ["reported", "whistled"]


@pytest.mark.mechanism("JMS-17")
def test_a_body_moves_and_ends_and_what_was_stays_readable(testland):
    before = Organization.objects.get(code="ZD-90010101")
    testland.append(
        "organizations.toml",
        '\n[[rows]]\ncode = "XZ-1"\nname = "一组"\nkind = "party_group"\narea = "9001010101"\n'
        'links = [{ kind = "member_of", to = "DL-1" }]\n',
    )
    install_pack(testland.path, actor=SYSTEM, now=NOW)
    testland.replace("organizations.toml", 'to = "DL-1"', 'to = "ZX-900101"')
    install_pack(testland.path, actor=SYSTEM, now=NOW + timedelta(days=30))

    group = Organization.objects.get(code="XZ-1")
    assert uppers(group, TODAY) == ["DL-1"]
    assert uppers(group, TODAY + timedelta(days=30)) == ["ZX-900101"]
    assert Organization.objects.get(code="ZD-90010101").pk == before.pk


def uppers(organization, on):
    links = links_of(organization.pk, on)
    return [link.target.code for link in links if link.source_id == organization.pk]


@pytest.mark.mechanism("JMS-76")
def test_power_begins_and_ends_with_the_appointment_and_the_history_stays():
    somebody = Account.objects.create(username="new")
    post = Post.objects.get(type__key="community_clerk", area__code="90010102")
    new = NewAppointment(post.pk, somebody.pk, TODAY, mode="concurrent")

    held = appoint(new, actor=SYSTEM, now=NOW)

    assert "cases.take_in" in powers_of(somebody.pk, TODAY)
    end_appointment(held, ends_on=TODAY + timedelta(days=7), actor=SYSTEM, now=NOW)
    assert "cases.take_in" in powers_of(somebody.pk, TODAY + timedelta(days=6))
    assert not powers_of(somebody.pk, TODAY + timedelta(days=7))
    assert [record.name for record in history_of(("posts.appointment", held))] == [
        "posts.appointment.started",
        "posts.appointment.ended",
    ]


@pytest.mark.mechanism("JMS-90")
def test_every_step_of_the_staff_names_the_rule_it_rests_on():
    version = WorkflowVersion.objects.get(workflow__key="jiamusi.five_step")
    definition = read_definition(version.source, "five_step.toml")

    steps = {key: step for key, step in definition.steps.items() if step.kind != "end"}

    assert [key for key, step in steps.items() if not step.basis] == []
