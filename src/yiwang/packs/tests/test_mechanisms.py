"""What Jiamusi says of its loop, shown on testland, which runs the same workflow."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.packs.actions import install_pack
from yiwang.packs.tests.at_the_doors import Refused, Reported, read
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import links_of
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries import powers_of
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.models import WorkflowVersion

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 9, 7)
GRID = "9001010101"
CLERK, DISPATCHER, VERIFIER = "clerk.90010101", "dispatcher.900101", "verifier.900101"
pytestmark = pytest.mark.django_db


def leak_passed_on():
    case = Reported(GRID, "housing.leak", "楼顶漏水")
    case.act(CLERK, "whistle", type="housing.leak", nature="joint")
    return case


@pytest.mark.mechanism("JMS-03")
def test_a_case_begins_at_the_lowest_level_and_goes_up_one_at_a_time():
    case = Reported(GRID, "housing.leak", "楼顶漏水")
    assert case.steps_of(CLERK) == ["受理研判"]

    case.act(CLERK, "whistle", type="housing.leak", nature="joint")
    assert (case.steps_of(CLERK), case.steps_of(DISPATCHER)) == ([], ["吹哨派单"])
    case.act(DISPATCHER, "pass_up", reason="街道协调不了")

    assert (case.steps_of(DISPATCHER), case.steps_of("dispatcher.9001")) == ([], ["吹哨派单"])


@pytest.mark.mechanism("JMS-57")
def test_what_does_not_go_up_is_given_a_reason():
    case = Reported(GRID, "other.other", "请把对面小区的树砍了")

    with pytest.raises(Refused) as refusal:
        case.act(CLERK, "decline", text="不能砍")
    assert refusal.value.fields == ["reason"]
    assert case.story() == ["reported"]
    case.act(CLERK, "decline", reason="不属于公共事务", text="可以与业主商量")

    assert case.story() == ["reported", "declined"]


@pytest.mark.mechanism("JMS-60")
def test_residents_settle_what_is_theirs_and_departments_come_when_they_cannot():
    case = Reported(GRID, "other.other", "邻居噪音太大")
    case.act(CLERK, "talk_over", type="other.other", nature="self_governed")
    assert {"settle", "whistle"} <= set(case.offered(CLERK))

    case.act(CLERK, "settle", text="议事会商定晚十点后不用音响")

    assert len(case.tasks_of(VERIFIER)) == 1


@pytest.mark.mechanism("JMS-62")
def test_the_grid_takes_up_what_is_small():
    case = Reported(GRID, "sanitation.snow", "小区积雪")

    case.act(CLERK, "take_up", type="sanitation.snow", nature="small")
    case.act("grid.9001010101", "settle", text="带队清理完毕")

    assert len(case.tasks_of(VERIFIER)) == 1


@pytest.mark.mechanism("JMS-16", "JMS-63")
def test_offices_of_several_lines_work_on_one_case_and_others_do_not_see_it():
    case = leak_passed_on()

    case.act(DISPATCHER, "dispatch", organizations=["ZJ-9001", "SW-9001"])

    for username in ("zj.9001", "sw.9001"):
        assert len(case.tasks_of(username)) == 1
        assert case.number in read(case.page, username)
    with pytest.raises(Refused) as refusal:
        read(case.page, "cg.9001")
    assert refusal.value.status == 404


@pytest.mark.mechanism("JMS-81")
def test_nothing_is_given_to_a_community_that_is_not_admitted():
    case = leak_passed_on()

    with pytest.raises(Refused) as refusal:
        case.act(DISPATCHER, "dispatch", organizations=["ZD-90010102"])

    assert refusal.value.fields == ["organizations"]
    assert case.story() == ["reported", "whistled"]


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
