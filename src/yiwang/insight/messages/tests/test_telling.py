"""Who is told of what: by the post they hold now, once, and never of their own acts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.insight.messages.actions.load_message_rules import load_message_rules
from yiwang.insight.messages.models import Message
from yiwang.insight.messages.rules import Rule
from yiwang.insight.messages.tests.staging import group_of, read_on, told
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    VERIFIER,
    account_id,
    act,
    actor,
    client_of,
    dispatched,
    reported,
    task_of,
    whistled,
)
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment, DutyPattern, Post, PostType, Shift
from yiwang.work.cases.actions.nudge_case import nudge_case
from yiwang.work.cases.models import Case
from yiwang.work.workflows.actions.cancel_run import CancelRun, cancel_run
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.actions.supervise import Order, supervise
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import sweep

pytestmark = pytest.mark.django_db
OFFICE, OTHER_OFFICE, SUPERVISOR = "zj.9001", "sw.9001", "supervisor.9001"


@pytest.fixture
def given() -> Case:
    """A case at two departments; everything before is told already."""
    case = dispatched("ZJ-9001", "SW-9001")
    read_on()
    Message.objects.all().delete()
    return case


def everybody() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("account__username", "kind"))


def work(case: Case, code: str = "ZJ-9001") -> Task:
    return Task.objects.get(run=case.run_id, role="handler", organization__code=code)


def ask(case: Case, action: str, **given: object) -> None:
    address = f"/desk/cases/{case.pk}/tasks/{work(case).pk}/{action}"
    assert client_of(OFFICE).post(address, given).status_code == 302


def test_whoever_holds_the_post_of_a_new_task_is_told_until_when_and_nobody_else_is():
    case = reported()

    read_on()

    [message] = Message.objects.all()
    assert everybody() == {(CLERK, "task")}
    assert message.number == case.number
    assert message.due_at == min(
        Clock.objects.filter(task=task_of(case)).values_list("due_at", flat=True)
    )


def test_each_department_that_is_called_is_told_and_whoever_calls_is_not():
    case = whistled()
    read_on()
    Message.objects.all().delete()

    act(case, DISPATCHER, "dispatch", organizations=("ZJ-9001", "SW-9001"))
    read_on()

    assert everybody() == {(OFFICE, "task"), (OTHER_OFFICE, "task")}


def test_a_whistle_is_told_as_a_whistle():
    case = whistled()
    read_on()
    Message.objects.all().delete()

    act(
        case,
        DISPATCHER,
        "dispatch",
        organizations=("ZJ-9001", "SW-9001"),
        whistle="emergency",
        text="地下室进水",
    )
    read_on()

    assert everybody() == {(OFFICE, "whistle"), (OTHER_OFFICE, "whistle")}


def test_what_is_given_back_is_told_to_who_decides(given):
    ground = {"reason": "不属于我局", "reason_code": "not_ours", "entry": "housing"}
    act(given, OFFICE, "return", organization="ZJ-9001", **ground)
    read_on()

    assert everybody() == {(DISPATCHER, "returned")}


def test_a_limit_that_is_near_and_one_that_is_over_are_told_below_and_above(given):
    now = timezone.now()
    Clock.objects.filter(task__run=given.run_id).update(next_action="", next_action_at=None)
    clock = Clock.objects.get(task=work(given), purpose="resolve")
    for action, due in (("remind", now + timedelta(hours=1)), ("escalate", now)):
        Clock.objects.filter(pk=clock.pk).update(
            next_action=action, next_action_at=now, near_at=now, due_at=due
        )
        sweep(now)
        read_on()

    assert told(OFFICE) == [("near", given.number), ("late", given.number)]
    above = Task.objects.get(pk=clock.task_id).escalated_to
    assert [("late", given.number)] == told(
        Appointment.objects.filter(post=above).first().account.username
    )


def test_an_order_and_its_answer_are_told_to_each_other(given):
    order = Order(given.run_id, "三天没有动静", timezone.localdate() + timedelta(days=2))
    supervise(order, actor=actor(SUPERVISOR), now=timezone.now())
    read_on()
    assert everybody() == {(OFFICE, "order"), (OTHER_OFFICE, "order")}

    task = Task.objects.get(role="supervised", organization=None, post=work(given).post_id)
    perform(
        task.pk, "reply_to_order", Inputs(text="明天到场"), actor=actor(OFFICE), now=timezone.now()
    )
    read_on()

    assert told(SUPERVISOR) == [("order", given.number)]


def test_those_who_are_nudged_are_told(given):
    nudge_case(given.pk, "居民又来电了", actor=actor(SUPERVISOR), now=timezone.now())
    read_on()

    assert everybody() == {(OFFICE, "nudge"), (OTHER_OFFICE, "nudge")}


def test_a_request_is_told_to_who_decides_and_the_decision_to_who_asked(given):
    ask(given, "ask_extension", reason_code="materials", reason="泵要订货", value="2")
    read_on()
    assert everybody() == {(DISPATCHER, "request")}

    approval = task_of(given, "approver")
    perform(approval, "grant", Inputs(), actor=actor(DISPATCHER), now=timezone.now())
    read_on()

    assert told(OFFICE) == [("decided", given.number)]


def test_the_reporters_answer_is_told_to_those_at_work(given):
    ask(given, "ask_reporter", text="漏水的是哪个房间？")
    read_on()
    assert everybody() == set()  # the reporter has no account

    perform(
        task_of(given, "asked"),
        "answer_question",
        Inputs(text="厨房"),
        actor=REPORTER,
        now=timezone.now(),
    )
    read_on()

    assert everybody() == {(OFFICE, "added"), (OTHER_OFFICE, "added")}


def test_who_decides_about_a_case_that_comes_back_is_told():
    case = dispatched()
    act(case, OFFICE, "finish", text="补好了")
    act(case, VERIFIER, "pass_check")
    act(case, CLERK, "answer", text="已补好。")
    perform(task_of(case), "rate", Inputs(grade=1), actor=REPORTER, now=timezone.now())
    read_on()
    Message.objects.all().delete()

    perform(
        task_of(case), "request_reopen", Inputs(reason="还在漏"), actor=REPORTER, now=timezone.now()
    )
    read_on()

    assert [kind for _who, kind in everybody()] == ["reopened"]


def test_those_at_work_are_told_that_it_is_not_to_be_done_any_more(given):
    cancel_run(CancelRun("cases.case", given.pk), actor=REPORTER, now=timezone.now())
    read_on()

    assert everybody() == {(OFFICE, "over"), (OTHER_OFFICE, "over")}


def test_those_called_out_are_told_at_once():
    type_ = PostType.objects.get(key="county_supervisor")
    PostType.objects.filter(pk=type_.pk).update(powers=[*type_.powers, "posts.call_out"])
    Appointment.objects.create(
        post=Post.objects.get(type__key="grid_leader", area__code="9001010101"),
        account_id=account_id("clerk.90010102"),
        mode="standby",
        starts_on=timezone.localdate(),
    )
    ends = (timezone.localdate() + timedelta(days=3)).isoformat()
    client_of(SUPERVISOR).post(
        "/desk/emergencies", {"area": "9001", "purpose": "防汛", "ends_on": ends, "hours": "3"}
    )

    read_on()

    assert everybody() == {("clerk.90010102", "emergency")}


def heard() -> set[str]:
    """The groups that were told."""
    return set(Message.objects.exclude(group=None).values_list("group__name", flat=True))


def test_a_post_without_a_body_is_heard_by_the_nearest_groups_that_name_its_type(receiver):
    leader = PostType.objects.get(key="verifier")
    Post.objects.filter(type=leader).update(organization=None)
    for code, kind in (("ZJ-9001", leader), ("ZX-900101", leader), ("CG-9001", None)):
        group_of(receiver, "wecom", code, post_type_id=kind.pk if kind else None)
    case = dispatched()
    act(case, OFFICE, "finish", text="补好了")
    read_on()

    assert heard() & {"ZX-900101 wecom", "ZJ-9001 wecom"} == {"ZX-900101 wecom"}
    assert (VERIFIER, "task") in everybody()


def test_a_rating_is_told_to_who_handled_it():
    case = dispatched()
    act(case, OFFICE, "finish", text="补好了")
    act(case, VERIFIER, "pass_check")
    act(case, CLERK, "answer", text="已补好。")
    read_on()
    Message.objects.all().delete()

    perform(task_of(case), "rate", Inputs(grade=2), actor=REPORTER, now=timezone.now())
    read_on()

    assert everybody() == {(OFFICE, "rated")}
    assert not Message.objects.exclude(number=case.number).exists()


@pytest.fixture
def shared_desk() -> Post:
    """Two people hold the town's desk, and it goes by shift."""
    post = Post.objects.get(type__key="town_dispatcher", area__code="900101")
    Appointment.objects.create(
        post=post,
        account_id=account_id(CLERK),
        mode="concurrent",
        starts_on=timezone.localdate() - timedelta(days=1),
    )
    return post


@pytest.mark.parametrize(
    ("on_duty", "wanted"),
    [("clerk.90010101", {"clerk.90010101"}), ("", {"clerk.90010101", "dispatcher.900101"})],
)
def test_what_goes_by_shift_is_told_to_who_is_on_duty_else_to_all(shared_desk, on_duty, wanted):
    now = timezone.now()
    case = reported()
    read_on()
    Message.objects.all().delete()
    act(case, CLERK, "whistle", kind="housing.leak", nature="joint")
    Task.objects.filter(run=case.run_id, state="open").update(by_shift=True)
    if on_duty:
        slots = [{"name": "班", "name_en": "Turn", "starts": "00:00", "ends": "23:59", "days": []}]
        pattern = DutyPattern.objects.create(
            key="desk", name="值班", type=shared_desk.type, slots=slots
        )
        Shift.objects.create(
            pattern=pattern,
            post=shared_desk,
            appointment=Appointment.objects.get(post=shared_desk, account=account_id(on_duty)),
            slot="班",
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(hours=1),
        )
    Message.objects.all().delete()

    read_on()

    assert {who for who, _kind in everybody()} == wanted - {CLERK}  # who whistled


def test_whoever_has_left_the_post_is_not_told():
    held = Appointment.objects.get(account=account_id(CLERK))
    case = reported()
    end_appointment(held.pk, actor=SYSTEM, now=timezone.now())

    read_on()

    assert [kind for kind, _number in told(CLERK)] == ["post"]  # that the post has ended
    assert not Message.objects.filter(number=case.number).exists()


def test_whoever_came_to_the_post_afterwards_is_not_told_of_what_was_before():
    reported(at=timezone.now() - timedelta(days=1))
    Appointment.objects.create(
        post=Appointment.objects.get(account=account_id(CLERK)).post,
        account_id=account_id("clerk.90020101"),
        mode="concurrent",
        starts_on=timezone.localdate(),
    )

    read_on()

    assert everybody() == {(CLERK, "task")}


def test_of_a_confidential_case_neither_number_nor_type_is_told():
    case = reported(kind="rights.wages", text="三个月没发薪水", contact="13812345678")

    read_on()

    [message] = Message.objects.filter(about="case", about_id=case.pk)
    assert message.number == ""
    assert case.number not in str(vars(message))
    assert "rights" not in str(vars(message))


def test_of_a_rehearsal_nobody_is_told():
    case = reported()
    Case.objects.filter(pk=case.pk).update(is_rehearsal=True)

    read_on()

    assert everybody() == set()


def test_what_is_older_than_three_days_is_not_told_any_more():
    reported(at=timezone.now() - timedelta(days=4))

    read_on()

    assert everybody() == set()


def test_a_pack_puts_a_rule_in_the_place_of_ours_and_adds_its_own():
    silent = Rule(key="task", kind="task", when=("cases.case.*",), tell="nobody")
    added = Rule(key="signed", kind="added", when=("cases.case.acknowledged",), tell="working")
    load_message_rules("testland", [silent, added], actor=SYSTEM, now=timezone.now())

    case = dispatched("ZJ-9001", "SW-9001")
    act(case, OFFICE, "acknowledge", organization="ZJ-9001")
    read_on()

    assert everybody() == {(OTHER_OFFICE, "added")}


def test_telling_costs_as_many_statements_for_twenty_cases_as_for_one():
    def statements(number: int) -> int:
        for _each in range(number):
            reported()
        with CaptureQueriesContext(connection) as counted:
            read_on()
        return len(counted)

    statements(1)

    assert statements(1) == statements(20)
