"""Supervision orders: who may give them, who has to answer, what happens when they do not."""

from datetime import date, timedelta

import pytest

from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.work.workflows.actions.supervise import NobodyToSupervise, Order, supervise
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.sweep import sweep

DEMAND = "why is it still there?"


def order(land, who="supervisor", **changed):
    given = {"run_id": land.run.pk, "demand": DEMAND, "due_on": date(2026, 9, 9)} | changed
    return supervise(Order(**given), actor=land.actor(who), now=land.now)


@pytest.fixture
def dispatched(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets", "housing"])
    return land


def test_everybody_at_work_gets_an_order_with_a_clock_of_its_own(dispatched):
    tasks = Task.objects.filter(pk__in=order(dispatched)).order_by("id")

    assert [(task.post, task.role, task.demand) for task in tasks] == [
        (dispatched.posts["streets"], "supervised", DEMAND),
        (dispatched.posts["housing"], "supervised", DEMAND),
    ]
    clock = tasks[0].clocks.get()
    assert (clock.kind, clock.limit, clock.due_at) == (
        "calendar_day",
        2,
        dispatched.now + timedelta(days=2),
    )
    assert dispatched.last_record().name == "tests.parcel.supervised"
    assert dispatched.last_record().capacity == "county · county_supervisor"


def test_the_answer_ends_the_order_and_holds_nothing_up(dispatched):
    order(dispatched)

    run = dispatched.act("streets", "reply_to_order", role="supervised", text="tomorrow")
    assert (run.step, dispatched.records()[-1]) == ("respond", "order_answered")

    dispatched.act("streets", "finish", text="cleared")
    assert dispatched.act("housing", "finish", text="repaired").step == "verify"
    assert dispatched.task("housing", role="supervised").state == "open"


def test_only_the_answer_is_possible_on_an_order(dispatched):
    order(dispatched)

    with pytest.raises(NotPossible):
        dispatched.act("streets", "finish", role="supervised", text="done")


@pytest.mark.mechanism("JMS-52")
def test_an_order_not_answered_in_time_is_shown_to_who_gave_it(dispatched):
    first, _second = order(dispatched)
    due = dispatched.now + timedelta(days=2)

    sweep(due - timedelta(days=1))
    assert Task.objects.get(pk=first).escalation == 0
    sweep(due)

    task = Task.objects.get(pk=first)
    assert (task.escalation, task.escalated_to) == (1, dispatched.posts["supervisor"])
    assert task.clocks.get().next_action_at is None


def test_the_end_of_the_run_ends_its_orders(land):
    run = land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them", after=timedelta(0))
    land.start()
    order(land)
    land.act("clerk", "decline", reason="not ours", text="ask them")
    land.act("reporter", "rate", grade=5)

    assert land.states()[1] == ("collect", "clerk", "cancelled")
    assert run.is_open


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "city_supervisor"])
def test_without_the_power_there_is_nothing_to_supervise(dispatched, who):
    with pytest.raises(NotFound):
        order(dispatched, who)

    assert dispatched.records()[-1] == "dispatched"


def test_the_power_does_not_reach_another_area(land):
    land.appoint("stranger", "county_supervisor", area=land.areas["town2"])
    land.start()

    with pytest.raises(NotFound):
        order(land, "stranger")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"demand": " "}, "demand"),
        ({"demand": "x" * 501}, "demand"),
        ({"due_on": date(2026, 9, 7)}, "due_on"),
        ({"due_on": date(2027, 9, 7)}, "due_on"),
        ({"due_on": None}, "due_on"),
    ],
)
def test_an_order_needs_words_and_a_day_to_come(dispatched, changed, field):
    with pytest.raises(Invalid) as refused:
        order(dispatched, **changed)

    assert set(refused.value.fields) == {field}
    assert not Task.objects.filter(run=dispatched.run, role="supervised").exists()


def test_nobody_is_ordered_twice_before_answering(dispatched):
    order(dispatched)

    with pytest.raises(AlreadyDone):
        order(dispatched)


def test_nobody_is_ordered_while_it_waits_for_the_reporter(land):
    land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")

    with pytest.raises(NobodyToSupervise):
        order(land)


def test_a_closed_run_is_not_supervised(land):
    land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")
    land.act("reporter", "rate", grade=5)

    with pytest.raises(AlreadyDone):
        order(land)


def test_sweeping_reminds_of_the_order(dispatched):
    order(dispatched)

    sweep(dispatched.now + timedelta(days=1))

    told = dispatched.last_record()
    assert (told.name, told.data["post"]) == (
        "tests.parcel.reminded",
        dispatched.posts["housing"].pk,
    )
