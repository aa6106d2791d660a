"""Returns: on what ground, how often, and what an arbiter makes of a dispute."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.registers.queries import current_version
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.effects.release import NobodyLeft
from yiwang.work.workflows.models import Clock, Ground, Run, Task
from yiwang.work.workflows.queries import possible_actions
from yiwang.work.workflows.returns import Bound
from yiwang.work.workflows.subjects import NO_ENTRY, Inputs
from yiwang.work.workflows.sweep import sweep
from yiwang.work.workflows.tests.land import MONDAY


@pytest.fixture
def register(db):
    """The responsibility register of testland by its keys: whatever it does not name, `rest`."""
    version = current_version("responsibility", MONDAY.date())
    return {entry.key: entry for entry in version.entries.all()}


@pytest.fixture
def dispatched(register, land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets", "housing"], text="clear the stairs")
    return land


def give_back(land, who="streets", **changed):
    given = {"reason": "not our stairs", "reason_code": "not_ours", "entry": "water"}
    return land.act(who, "return", **given | changed)


def frozen(land):
    """Everything a return could change."""
    models = (Run, Task, Clock, Ground)
    return [list(model.objects.order_by("pk").values()) for model in models], land.records()


def test_a_return_keeps_the_reason_the_entry_relied_on_and_the_one_that_decided(
    dispatched, register
):
    give_back(dispatched)

    ground = Ground.objects.get()
    assert (ground.task.organization.name, ground.reason_code) == ("streets", "not_ours")
    assert (ground.entry, ground.against) == (register["water"], register["rest"])
    assert not ground.is_disputed
    data = dispatched.last_record().data
    assert (data["reason_code"], data["entry"]) == ("not_ours", "water")


def test_that_no_entry_covers_it_is_a_ground_too(dispatched, register):
    give_back(dispatched, entry=NO_ENTRY)

    ground = Ground.objects.get()
    assert (ground.entry, ground.against) == (None, register["rest"])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason_code": ""}, "reason_code"),
        ({"reason_code": "no_time"}, "reason_code"),
        ({"entry": ""}, "entry"),
        ({"entry": "heating"}, "entry"),
    ],
)
def test_a_return_without_a_ground_that_can_be_looked_up_is_refused(dispatched, changed, field):
    before = frozen(dispatched)

    with pytest.raises(Invalid) as refused:
        give_back(dispatched, **changed)

    assert set(refused.value.fields) == {field}
    assert frozen(dispatched) == before


@pytest.fixture
def disputed(dispatched):
    """Returned twice and redirected twice; the third return is a dispute."""
    give_back(dispatched)
    dispatched.act("dispatcher", "redirect", offices=["water"])
    give_back(dispatched, "water")
    dispatched.act("dispatcher", "redirect", offices=["streets"])
    give_back(dispatched, "streets", reason="twice not ours", after=timedelta(days=1))
    return dispatched


def test_two_returns_go_to_the_coordinator_and_the_third_to_the_arbiter(disputed):
    task = disputed.task("supervisor")

    assert (task.role, task.demand) == ("arbiter", "twice not ours")
    assert [g.is_disputed for g in Ground.objects.order_by("id")] == [False, False, True]
    assert disputed.last_record().data["disputed"] is True
    assert disputed.run.owner_post == disputed.posts["clerk"]


def test_an_arbitration_has_a_short_clock_of_its_own_that_reminds_and_climbs(disputed):
    task = disputed.task("supervisor")
    clock = task.clocks.get()
    assert (clock.purpose, clock.kind, clock.limit) == ("resolve", "work_hour", 4)

    sweep(clock.near_at)
    assert disputed.records()[-1] == "reminded"
    sweep(clock.due_at)
    task.refresh_from_db()
    assert task.escalated_to == disputed.posts["city_supervisor"]


def rule(land, office="streets", **changed):
    given = {"reason": "the stairs are theirs", "entry": "sanitation", "offices": [office]}
    return land.act("supervisor", "assign_finally", **given | changed)


def test_what_the_arbiter_assigns_keeps_its_entry_and_the_time_spent(disputed, register):
    run = rule(disputed)

    task = disputed.task("streets")
    assert run.step == "respond"
    assert task.follows.reason == "twice not ours"
    assert task.clocks.get(purpose="resolve").spent_seconds > 0
    assert Ground.objects.latest("id").entry == register["sanitation"]
    assert disputed.records()[-1] == "arbitrated"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"entry": ""}, "entry"),
        ({"entry": "heating"}, "entry"),
        ({"offices": []}, "organizations"),
        ({"offices": ["housing"]}, "organizations"),  # is at work on it already
    ],
)
def test_a_ruling_names_who_why_and_by_which_entry(disputed, changed, field):
    before = frozen(disputed)

    with pytest.raises(Invalid) as refused:
        rule(disputed, **changed)

    assert set(refused.value.fields) == {field}
    assert frozen(disputed) == before


def test_what_was_assigned_finally_cannot_be_returned_again(disputed):
    rule(disputed)
    before = frozen(disputed)

    with pytest.raises(Bound):
        give_back(disputed)

    assert frozen(disputed) == before
    offered = possible_actions(
        disputed.task("streets"), disputed.accounts["streets"].pk, now=disputed.now
    )
    refusals = {action.key: action.refusal for action in offered}
    assert refusals["return"] == str(Bound())
    assert refusals["finish"] == ""


def test_it_cannot_after_a_rework_either(disputed):
    rule(disputed)
    disputed.act("streets", "finish", text="swept")
    disputed.act("housing", "finish", text="repaired")
    disputed.act("verifier", "rework", reason="still dirty")

    with pytest.raises(Bound):
        give_back(disputed)

    assert give_back(disputed, "housing").step == "respond"  # others may, in the new round
    assert disputed.task("dispatcher").role == "coordinator"


def test_a_ruling_binds_whom_it_names_and_nobody_else(disputed):
    rule(disputed, "water")

    with pytest.raises(Bound):
        give_back(disputed, "water")

    give_back(disputed, "housing")
    assert disputed.task("supervisor").role == "arbiter"


def test_the_arbiter_may_release_it(disputed):
    run = disputed.act("supervisor", "release_finally", reason="housing is enough")

    assert run.step == "respond"
    assert disputed.records()[-1] == "released_by_arbiter"
    assert disputed.act("housing", "finish", text="repaired").step == "verify"


def test_the_arbiter_cannot_release_the_last_one(disputed):
    give_back(disputed, "housing")
    first, second = Task.objects.filter(role="arbiter").order_by("id")
    act_on(disputed, "supervisor", first)
    before = frozen(disputed)

    with pytest.raises(NobodyLeft):
        act_on(disputed, "supervisor", second)

    assert frozen(disputed) == before


def test_a_dispute_holds_the_step_open_and_is_the_arbiters_alone(disputed):
    assert disputed.act("housing", "finish", text="repaired").step == "respond"

    with pytest.raises(NotPossible):
        disputed.act("supervisor", "redirect", offices=["water"])


@pytest.mark.parametrize("who", ["dispatcher", "city_supervisor", "streets"])
def test_nobody_else_arbitrates(disputed, who):
    task, before = disputed.task("supervisor"), frozen(disputed)

    with pytest.raises(NotFound):
        act_on(disputed, who, task)

    assert frozen(disputed) == before


def act_on(land, who, task):
    perform(task.pk, "release_finally", Inputs(reason="x"), actor=land.actor(who), now=land.now)


def test_a_new_round_has_its_returns_anew(dispatched):
    give_back(dispatched)
    dispatched.act("dispatcher", "redirect", offices=["water"])
    give_back(dispatched, "water")
    dispatched.act("dispatcher", "release", reason="enough")
    dispatched.act("housing", "finish", text="repaired")
    dispatched.act("verifier", "rework", reason="still dirty")

    give_back(dispatched, "housing")

    assert dispatched.task("dispatcher").role == "coordinator"


COSTS = {"return": 12, "assign_finally": 17}


def test_returns_and_rulings_need_few_queries(disputed):
    """Two of each are the savepoint and the look for the task inside the test."""
    with CaptureQueriesContext(connection) as ruling:
        rule(disputed)
    with CaptureQueriesContext(connection) as returning:
        give_back(disputed, "housing")

    assert {"return": len(returning), "assign_finally": len(ruling)} == COSTS
