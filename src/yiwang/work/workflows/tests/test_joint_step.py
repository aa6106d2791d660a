"""Several departments at once: signing, giving back, redirecting, releasing, rework."""

from datetime import timedelta
from decimal import Decimal

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.structure.organizations.models import Organization
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.effects.release import NobodyLeft
from yiwang.work.workflows.effects.rework import NobodyHandledIt
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.tests.land import SINCE


@pytest.fixture
def dispatched(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets", "housing"], text="clear the stairs")
    return land


def test_each_department_gets_a_task_with_two_clocks_of_its_own(dispatched):
    streets, housing = dispatched.task("streets"), dispatched.task("housing")

    assert (streets.is_lead, housing.is_lead) == (True, False)
    assert streets.demand == "clear the stairs"
    assert [
        (clock.purpose, clock.started_at == dispatched.now, clock.due_at.isoformat())
        for clock in streets.clocks.order_by("id")
    ] == [
        ("acknowledge", True, "2026-09-07T03:02:00+00:00"),
        ("resolve", True, "2026-09-14T09:00:00+00:00"),
    ]


@pytest.mark.mechanism("JMS-49")
def test_the_first_receiver_stays_owner_until_a_department_has_signed(dispatched):
    assert dispatched.reload().owner_post == dispatched.posts["clerk"]

    run = dispatched.act("housing", "acknowledge")
    assert (run.owner_post, run.stage) == (dispatched.posts["housing"], "respond")

    run = dispatched.act("streets", "acknowledge")  # the lead
    assert (run.owner_post, run.stage) == (dispatched.posts["streets"], "feedback")


def test_nobody_signs_twice(dispatched):
    dispatched.act("streets", "acknowledge")

    with pytest.raises(AlreadyDone):
        dispatched.act("streets", "acknowledge")


@pytest.mark.mechanism("JMS-63")
def test_finishing_signs_too_and_the_last_one_ends_the_step(dispatched):
    run = dispatched.act("streets", "finish", text="cleared")
    assert (run.step, run.owner_post) == ("respond", dispatched.posts["streets"])
    assert dispatched.last_record().data.get("to") is None

    run = dispatched.act("housing", "finish", text="repaired")
    assert (run.step, run.stage) == ("verify", "feedback")
    assert dispatched.last_record().data["to"] == "verify"
    assert set(Clock.objects.filter(task__role="handler").values_list("state")) == {("met",)}


def test_a_returned_task_goes_to_the_coordinator_and_back_to_the_first_owner(dispatched):
    dispatched.act("streets", "acknowledge")

    run = dispatched.act("streets", "return", reason="not our stairs")

    decision = dispatched.task("dispatcher")
    assert (decision.role, decision.demand) == ("coordinator", "not our stairs")
    assert decision.clocks.get().limit == 2
    assert (run.owner_post, run.stage) == (dispatched.posts["dispatcher"], "respond")
    assert [c.state for c in decision.follows.clocks.order_by("id")] == ["met", "stopped"]


def test_what_a_higher_centre_dispatched_returns_to_that_centre(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "pass_up", reason="two counties")
    land.act("county_dispatcher", "dispatch", offices=["streets"])

    land.act("streets", "return", reason="not ours")

    assert land.task("county_dispatcher").role == "coordinator"


def test_the_step_waits_for_the_decision_about_a_returned_task(dispatched):
    dispatched.act("streets", "return", reason="not ours")

    assert dispatched.act("housing", "finish", text="repaired").step == "respond"
    assert dispatched.act("dispatcher", "redirect", offices=["water"]).step == "respond"
    assert dispatched.act("water", "finish", text="drained").step == "verify"


def test_a_redirected_task_takes_over_the_lead_and_the_time_already_spent(dispatched):
    dispatched.act("streets", "return", reason="not ours", after=timedelta(days=1))
    dispatched.act("dispatcher", "redirect", offices=["water"], after=timedelta(hours=1))

    water = dispatched.task("water")
    clock = water.clocks.get(purpose="resolve")
    assert (water.is_lead, water.follows.organization.name) == (True, "streets")
    assert clock.spent_seconds == 1920  # 8:30 to 9:02 on Tuesday; Monday does not count
    assert clock.due_at.isoformat() == "2026-09-15T01:30:00+00:00"  # 5 days, less 32 minutes
    assert water.clocks.get(purpose="acknowledge").spent_seconds == 0
    assert dispatched.last_record().data["spent_seconds"] == 1920


def test_nobody_is_dispatched_twice_at_once(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")

    with pytest.raises(Invalid) as refused:
        land.act("dispatcher", "dispatch", offices=["streets", "streets"])
    assert set(refused.value.fields) == {"organizations"}


def test_a_department_already_at_it_is_not_redirected_to(dispatched):
    dispatched.act("streets", "return", reason="not ours")

    with pytest.raises(Invalid, match="housing"):
        dispatched.act("dispatcher", "redirect", offices=["housing"])


def test_a_department_may_be_told_to_do_it_after_all(dispatched):
    dispatched.act("streets", "return", reason="not ours")
    dispatched.act("dispatcher", "redirect", offices=["streets"], text="it is yours")

    assert dispatched.task("streets").demand == "it is yours"


def test_an_office_where_nobody_works_is_refused(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")

    with pytest.raises(Invalid, match="nobody"):
        land.act("dispatcher", "dispatch", offices=["streets", "nobody"])

    assert land.states() == [("collect", "clerk", "done"), ("dispatch", "dispatcher", "open")]


def test_an_office_that_does_not_exist_is_refused(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")

    with pytest.raises(Invalid):
        land.act("dispatcher", "dispatch", organizations=(987654321,))


def test_the_gate_guards_communities_and_lets_departments_pass(land):
    land.appoint("station", "department_clerk", organization=station(land))
    land.offices["station"] = land.posts["station"].organization
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")

    with pytest.raises(Invalid, match="station"):
        land.act("dispatcher", "dispatch", offices=["streets", "station"])

    assert land.states()[-1] == ("dispatch", "dispatcher", "open")
    assert land.act("dispatcher", "dispatch", offices=["streets"]).step == "respond"


def station(land):
    return Organization.objects.create(
        code="engine-station", name="station", kind="service_station", valid_from=SINCE
    )


def test_a_released_department_drops_out_and_the_others_go_on(dispatched):
    dispatched.act("streets", "return", reason="not ours")
    run = dispatched.act("dispatcher", "release", reason="housing is enough")

    assert run.step == "respond"
    assert dispatched.states()[2:] == [
        ("respond", "streets", "released"),
        ("respond", "housing", "open"),
        ("respond", "dispatcher", "done"),
    ]
    assert dispatched.act("housing", "finish", text="repaired").step == "verify"


def test_releasing_after_the_others_are_done_ends_the_step(dispatched):
    dispatched.act("streets", "return", reason="not ours")
    dispatched.act("housing", "finish", text="repaired")

    assert dispatched.act("dispatcher", "release", reason="done already").step == "verify"


def test_the_last_department_cannot_be_released(dispatched):
    dispatched.act("streets", "return", reason="not ours")
    dispatched.act("housing", "return", reason="not ours either")
    first, second = Task.objects.filter(role="coordinator").order_by("id")
    release(dispatched, first)

    with pytest.raises(NobodyLeft):
        release(dispatched, second)


def release(land, task):
    who = land.actor("dispatcher")
    return perform(task.pk, "release", Inputs(reason="no"), actor=who, now=land.now)


@pytest.fixture
def handled(dispatched):
    dispatched.act("streets", "finish", text="cleared", after=timedelta(days=1))
    dispatched.act("housing", "finish", text="repaired")
    return dispatched


def test_rework_goes_back_to_those_who_handled_it_with_a_full_limit(handled):
    run = handled.act("verifier", "rework", reason="still dirty")

    assert (run.step, run.stage) == ("respond", "respond")
    tasks = [handled.task("streets"), handled.task("housing")]
    assert [(t.is_lead, t.demand, t.follows.state) for t in tasks] == [
        (True, "still dirty", "done"),
        (False, "still dirty", "done"),
    ]
    assert tasks[0].clocks.get(purpose="resolve").spent_seconds == 0
    offices = [str(handled.offices[name].pk) for name in ("streets", "housing")]
    assert handled.last_record().data["spent_before"] == dict(
        zip(offices, [1920, 1980], strict=True)
    )


def test_rework_may_go_to_some_of_them(handled):
    handled.act("verifier", "rework", reason="the door still hangs", offices=["housing"])

    assert handled.task("housing").is_lead
    assert handled.act("housing", "finish", text="hung").step == "verify"
    assert handled.act("verifier", "rework", reason="again").step == "respond"
    assert handled.states()[-1] == ("respond", "housing", "open")


def test_rework_does_not_go_to_somebody_else(handled):
    with pytest.raises(Invalid):
        handled.act("verifier", "rework", reason="dirty", offices=["water"])


def test_what_was_settled_on_the_spot_has_nobody_to_rework_it(land):
    land.start()
    land.act("clerk", "settle", kind="litter", nature="small", text="swept")

    with pytest.raises(NobodyHandledIt):
        land.act("verifier", "rework", reason="dirty")


def test_the_types_own_limit_goes_before_that_of_the_step(land):
    land.start(limits={"resolve": Limit(Decimal(24), ClockKind.URGENT_HOUR)})
    land.act("clerk", "whistle", kind="outage", nature="joint")
    land.act("dispatcher", "dispatch", offices=["water"])

    clock = land.task("water").clocks.get(purpose="resolve")
    assert (clock.kind, clock.limit) == ("urgent_hour", 24)
    assert clock.due_at == land.now + timedelta(hours=24)
    assert clock.next_action_at == clock.near_at == land.now + timedelta(hours=23)
