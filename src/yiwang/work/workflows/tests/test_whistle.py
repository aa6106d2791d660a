"""A whistle from the call to the last department: who is called, with which limits, who comes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.effects.let_go import LeadIsNeeded
from yiwang.work.workflows.effects.release import NobodyLeft
from yiwang.work.workflows.models import Clock, Score, Task, Whistle
from yiwang.work.workflows.subjects import Ask
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.whistling import CALLED, finish_all, start

ONE_DAY = Ask("安全检查", Limit(Decimal(1), ClockKind.WORK_DAY))


def limits_of(task):
    return [
        (clock.purpose, clock.limit.normalize(), clock.kind) for clock in task.clocks.order_by("id")
    ]


def test_a_whistle_has_a_caller_a_kind_and_the_tasks_of_those_called(whistled):
    whistle = Whistle.objects.get()

    assert (whistle.kind, whistle.caller_post) == ("emergency", whistled.posts["clerk"])
    assert whistle.caller == whistled.offices["station"]
    assert whistle.called_by_id == whistled.accounts["clerk"].pk
    assert (whistle.demand, whistle.closed_at, whistle.outcome) == ("flooded cellar", None, "")
    assert [(task.role, task.is_lead) for task in whistle.tasks.order_by("id")] == [
        ("handler", True),
        ("handler", False),
        ("coordinating", False),
    ]
    assert whistled.last_record().data["whistle_kind"] == "emergency"


@pytest.mark.mechanism("JMS-50")
def test_the_kind_gives_its_own_limits_round_the_clock(whistled):
    assert limits_of(whistled.task("streets")) == [
        ("acknowledge", Decimal("0.5"), "urgent_hour"),
        ("arrive", Decimal(1), "urgent_hour"),
        ("resolve", Decimal(24), "urgent_hour"),
    ]


def test_each_one_called_can_have_a_demand_and_a_shorter_limit_of_its_own(ready):
    asks = {ready.offices["housing"].pk: ONE_DAY}
    ready.act("dispatcher", "dispatch", offices=CALLED, text="all of it", asks=asks)

    assert ready.task("streets").demand == "all of it"
    assert ready.task("housing").demand == "安全检查"
    assert limits_of(ready.task("housing"))[-1] == ("resolve", Decimal(1), "work_day")
    assert limits_of(ready.task("streets"))[-1] == ("resolve", Decimal(5), "work_day")
    assert not Whistle.objects.exists()  # dispatched without one


@pytest.mark.parametrize(
    "ask",
    [
        Ask(limit=Limit(Decimal(6), ClockKind.WORK_DAY)),
        Ask(limit=Limit(Decimal(0), ClockKind.WORK_DAY)),
        Ask(limit=Limit(Decimal("1e9"), ClockKind.WORK_DAY)),
        Ask(limit=Limit(Decimal("0.001"), ClockKind.WORK_DAY)),
        Ask(demand="x" * 501),
    ],
)
def test_nobody_gets_longer_than_the_rules_allow_nor_an_empty_limit(ready, ask):
    asks = {ready.offices["housing"].pk: ask}
    before = (ready.states(), ready.records())

    with pytest.raises(Invalid, match="housing"):
        ready.act("dispatcher", "dispatch", offices=CALLED, asks=asks)

    assert (ready.states(), ready.records()) == before


def test_the_whistle_itself_may_allow_less_than_the_step(ready):
    asks = {ready.offices["housing"].pk: ONE_DAY}  # ends on Tuesday at five; 24 hours end before

    with pytest.raises(Invalid, match="housing"):
        ready.act("dispatcher", "dispatch", offices=CALLED, whistle="emergency", asks=asks)

    assert not Whistle.objects.exists()


def test_an_unknown_kind_is_refused(ready):
    with pytest.raises(Invalid) as refused:
        ready.act("dispatcher", "dispatch", offices=CALLED, whistle="party")

    assert set(refused.value.fields) == {"whistle"}
    assert not Whistle.objects.exists()


def test_only_those_whom_the_definition_names_may_blow_it(land):
    land.publish(whistles=('key = "emergency"\n', 'key = "emergency"\nby = ["verifier"]\n'))
    start(land)

    with pytest.raises(Invalid) as refused:
        land.act("dispatcher", "dispatch", offices=CALLED, whistle="emergency")

    assert set(refused.value.fields) == {"whistle"}


@pytest.mark.mechanism("JMS-55")
def test_whoever_arrives_has_signed_and_both_clocks_stop(whistled):
    run = whistled.act("streets", "arrive")

    task = whistled.task("streets")
    assert (task.state, task.arrived_at, task.acknowledged_at) == (
        "acknowledged",
        whistled.now,
        whistled.now,
    )
    assert [clock.state for clock in task.clocks.order_by("id")] == ["met", "met", "running"]
    assert run.owner_post == whistled.posts["streets"]
    assert whistled.records()[-1] == "arrived"


def test_signing_leaves_the_clock_to_arrive_running(whistled):
    whistled.act("streets", "acknowledge")

    states = [clock.state for clock in whistled.task("streets").clocks.order_by("id")]
    assert states == ["met", "running", "running"]


def test_nobody_arrives_twice(whistled):
    whistled.act("streets", "arrive")
    before = whistled.records()

    with pytest.raises(AlreadyDone):
        whistled.act("streets", "arrive")

    assert whistled.records() == before


def test_a_late_arrival_is_kept_as_late(whistled):
    whistled.act("streets", "arrive", after=timedelta(hours=2))

    arrival = whistled.task("streets").clocks.get(purpose="arrive")
    assert arrival.state == "missed"
    assert (
        whistled.last_record().data["lateness"] == 3600 + 1800
    )  # of signing, the later of the two


def test_whoever_does_not_arrive_is_told_upward(whistled):
    for who in CALLED:
        whistled.act(who, "acknowledge")

    assert sweep(whistled.now + timedelta(hours=1)) == Swept(escalated=2)
    assert whistled.task("streets").escalated_to == whistled.posts["supervisor"]


def test_whoever_finishes_has_been_there(whistled):
    whistled.act("streets", "finish", text="pumped out")

    assert Task.objects.get(organization=whistled.offices["streets"]).arrived_at == whistled.now


def test_a_department_called_later_has_its_own_clocks_from_then(whistled):
    whistled.act("dispatcher", "call_also", offices=["water"], text="turn off the main")

    water = whistled.task("water")
    assert (water.demand, water.is_lead, water.whistle) == (
        "turn off the main",
        False,
        Whistle.objects.get(),
    )
    assert limits_of(water)[1] == ("arrive", Decimal(1), "urgent_hour")
    assert water.clocks.first().started_at == whistled.now
    assert whistled.records()[-1] == "also_called"
    assert whistled.task("dispatcher").state == "open"


@pytest.mark.parametrize("offices", [["housing"], ["nobody"], []])
def test_only_somebody_who_is_not_at_it_and_can_come_is_called_too(whistled, offices):
    before = (whistled.states(), whistled.records())

    with pytest.raises(Invalid):
        whistled.act("dispatcher", "call_also", offices=offices)

    assert (whistled.states(), whistled.records()) == before


def test_whoever_is_called_later_passes_the_same_gate(whistled):
    whistled.appoint("village", "department_clerk", organization=whistled.offices["station"])

    with pytest.raises(Invalid, match="准入清单"):
        whistled.act("dispatcher", "call_also", offices=["station"])


def test_one_is_let_go_with_a_reason_and_the_others_go_on(whistled):
    run = whistled.act("dispatcher", "let_go", offices=["housing"], reason="not a house")

    housing = Task.objects.get(organization=whistled.offices["housing"], role="handler")
    assert (housing.state, housing.reason, run.step) == ("released", "not a house", "respond")
    assert {clock.state for clock in housing.clocks.all()} == {"stopped"}
    assert not housing.clocks.exclude(next_action_at=None).exists()
    assert whistled.records()[-1] == "let_go"


def test_letting_the_last_open_one_go_ends_the_step(whistled):
    whistled.act("streets", "finish", text="pumped out")

    run = whistled.act("dispatcher", "let_go", offices=["housing"], reason="not a house")

    assert run.step == "verify"
    assert Whistle.objects.get().outcome == "done"


def test_the_lead_is_not_let_go_while_others_go_on(whistled):
    with pytest.raises(LeadIsNeeded):
        whistled.act("dispatcher", "let_go", offices=["streets"], reason="busy")

    assert whistled.task("streets").state == "open"


def test_not_everybody_is_let_go(whistled):
    with pytest.raises(NobodyLeft):
        whistled.act("dispatcher", "let_go", offices=CALLED, reason="over")

    assert Whistle.objects.get().closed_at is None


def test_only_those_at_work_are_let_go_and_not_without_a_reason(whistled):
    with pytest.raises(Invalid, match="正在办"):
        whistled.act("dispatcher", "let_go", offices=["water"], reason="over")
    with pytest.raises(Invalid) as refused:
        whistled.act("dispatcher", "let_go", offices=["housing"])
    assert set(refused.value.fields) == {"reason"}


def test_another_one_leads_and_answers_for_the_case_once_it_has_signed(whistled):
    whistled.act("streets", "acknowledge")
    whistled.act("housing", "acknowledge")
    due = list(Clock.objects.order_by("id").values_list("due_at"))

    run = whistled.act("dispatcher", "change_lead", offices=["housing"], reason="it is a house")

    assert (whistled.task("streets").is_lead, whistled.task("housing").is_lead) == (False, True)
    assert run.owner_post == whistled.posts["housing"]
    assert list(Clock.objects.order_by("id").values_list("due_at")) == due
    assert whistled.last_record().data["led_before"] == [whistled.offices["streets"].pk]


def test_only_one_leads_and_not_the_same_again(whistled):
    with pytest.raises(Invalid):
        whistled.act("dispatcher", "change_lead", offices=CALLED, reason="both")
    with pytest.raises(AlreadyDone):
        whistled.act("dispatcher", "change_lead", offices=["streets"], reason="again")

    assert whistled.task("streets").is_lead


def test_a_department_cannot_do_what_the_coordinator_does(whistled):
    for action in ("call_also", "let_go", "change_lead"):
        with pytest.raises(NotPossible):
            whistled.act("streets", action, offices=["housing"], reason="no")


def test_a_returned_task_keeps_its_whistle_when_it_is_redirected(whistled):
    whistled.act("streets", "return", reason="not ours")
    whistled.act("dispatcher", "redirect", role="coordinator", offices=["water"])

    water = whistled.task("water")
    assert (water.whistle, water.is_lead) == (Whistle.objects.get(), True)
    assert limits_of(water)[1] == ("arrive", Decimal(1), "urgent_hour")


def test_it_is_over_with_the_last_department_and_with_it_the_coordination(whistled):
    finish_all(whistled)

    whistle = Whistle.objects.get()
    assert (whistle.closed_at, whistle.outcome) == (whistled.now, "done")
    coordination = Task.objects.get(role="coordinating")
    assert (coordination.state, coordination.clocks.get().state) == ("done", "met")
    assert whistled.run.step == "verify"


def test_rework_takes_the_whistle_up_again_and_asks_nobody_twice(whistled):
    finish_all(whistled)
    asked = Score.objects.count()
    whistled.act("verifier", "rework", reason="wet again")
    whistle = Whistle.objects.get()
    assert (whistle.closed_at, whistled.task("streets").whistle) == (None, whistle)
    assert whistled.task("dispatcher").role == "coordinating"

    finish_all(whistled)

    assert Whistle.objects.get().outcome == "done"
    assert Score.objects.count() == asked


def test_what_is_whistled_for_again_is_another_whistle(whistled):
    finish_all(whistled)
    whistled.act("verifier", "send_back", reason="on paper only")
    whistled.act("clerk", "whistle", kind="litter", nature="joint")
    whistled.act("dispatcher", "dispatch", offices=["streets"], whistle="hard_matter")

    kinds = list(Whistle.objects.order_by("id").values_list("kind", "outcome"))
    assert kinds == [("emergency", "done"), ("hard_matter", "")]


def test_a_whistle_without_a_body_behind_it_asks_for_no_scores(land):
    start(land)
    land.act("dispatcher", "dispatch", offices=CALLED, whistle="emergency")
    finish_all(land)

    assert Whistle.objects.get().caller is None
    assert not Score.objects.exists()


def test_calling_by_a_whistle_needs_few_statements(ready, django_assert_num_queries):
    office = ready.offices["streets"]
    ready.act("dispatcher", "pass_up", reason="warm up")
    with django_assert_num_queries(QUERIES):
        ready.act("county_dispatcher", "dispatch", organizations=(office.pk,), whistle="emergency")


QUERIES = 17
