"""A run that is marked urgent: shorter limits for what runs and what opens, once, with a reason."""

from datetime import timedelta
from decimal import Decimal

import pytest

from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.granting.usual_limits import NotUrgent
from yiwang.work.workflows.models import Request
from yiwang.work.workflows.proof import prove_graph
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.tests.loops import action, loop
from yiwang.work.workflows.tests.test_recount import FRIDAY_OFF, announce

MARK = """[[steps.respond.actions]]
act = "mark_urgent"
name = "加急"
name_en = "Urgent"
share = 0.5

"""
SIGNING = '[[steps.respond.actions]]\nact = "acknowledge"'


@pytest.fixture(autouse=True)
def head(settings, tmp_path):
    settings.HOME = tmp_path


TERMS = """[requests.usual_limits]
approver = "town_dispatcher"
limit = { value = 4, clock = "work_hour", remind = 1 }

"""


@pytest.fixture
def dispatched(land):
    """An office is asked to respond, and may say that it cannot wait, or can after all."""
    land.version = land.publish(
        marking=(SIGNING, MARK + SIGNING),
        taking_back=("[steps.collect]", TERMS + "[steps.collect]"),
    )
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])
    return land


def clock_of(land, purpose="resolve"):
    return land.task("streets").clocks.get(purpose=purpose)


def test_what_runs_is_recounted_from_its_start_and_it_is_told(dispatched):
    before = clock_of(dispatched)
    dispatched.now += timedelta(minutes=10)

    dispatched.act("streets", "mark_urgent", reason="井盖缺了，晚上有人走")

    after = clock_of(dispatched)
    assert after.limit == before.limit / 2
    assert after.started_at == before.started_at
    assert after.due_at < before.due_at
    told = dispatched.last_record().data
    assert (told["share"], told["reason"]) == ("0.5", "井盖缺了，晚上有人走")
    assert after.pk in [each["clock"] for each in told["recounted"]]


def test_other_working_days_leave_it_as_short_as_it_is(dispatched):
    dispatched.act("streets", "mark_urgent", reason="等不得")
    short = clock_of(dispatched).limit

    announce(dispatched, FRIDAY_OFF)

    assert clock_of(dispatched).limit == short


def test_it_is_marked_once_and_with_a_reason(dispatched):
    with pytest.raises(Invalid):
        dispatched.act("streets", "mark_urgent")
    assert dispatched.run.urgent_share is None

    dispatched.act("streets", "mark_urgent", reason="等不得")

    assert dispatched.run.urgent_share == Decimal("0.5")
    assert dispatched.task("streets").state == "acknowledged"  # who says so has signed
    with pytest.raises(AlreadyDone):
        dispatched.act("streets", "mark_urgent", reason="还是等不得")


def test_it_is_taken_back_by_two_and_the_usual_limits_hold_from_the_start(dispatched):
    before = clock_of(dispatched)
    usual = (before.limit, before.due_at)
    dispatched.act("streets", "mark_urgent", reason="等不得")
    dispatched.now += timedelta(minutes=10)
    dispatched.act("streets", "ask_usual_limits", reason="井盖已临时封好")
    assert dispatched.run.is_urgent
    asked, by = dispatched.task("dispatcher", "approver").pk, dispatched.actor("streets")
    with pytest.raises(NotFound):  # whoever asks does not decide
        perform(asked, "grant", Inputs(), actor=by, now=dispatched.now)

    dispatched.act("dispatcher", "grant", role="approver")

    after = clock_of(dispatched)
    assert not dispatched.run.is_urgent
    assert (after.limit, after.due_at) == usual
    assert dispatched.records()[-1] == "usual_limits_granted"
    told = dispatched.last_record().data
    assert (Decimal(told["share"]), told["reason"]) == (Decimal("0.5"), "井盖已临时封好")
    assert after.pk in [each["clock"] for each in told["recounted"]]
    with pytest.raises(NotUrgent):
        dispatched.act("streets", "ask_usual_limits", reason="再取消一次")
    dispatched.act("streets", "mark_urgent", reason="又被人搬开了")
    assert dispatched.run.is_urgent


def test_what_is_not_urgent_has_nothing_to_take_back(dispatched):
    with pytest.raises(NotUrgent):
        dispatched.act("streets", "ask_usual_limits", reason="不急")

    assert not Request.objects.exists()


def test_a_refusal_leaves_it_urgent(dispatched):
    dispatched.act("streets", "mark_urgent", reason="等不得")
    short = clock_of(dispatched).due_at
    dispatched.act("streets", "ask_usual_limits", reason="不急了")

    dispatched.act("dispatcher", "refuse", role="approver", reason="还没封好")

    assert dispatched.run.is_urgent
    assert clock_of(dispatched).due_at == short
    assert dispatched.records()[-1] == "usual_limits_refused"


def test_a_share_goes_with_this_act_alone():
    marked = {**action("mark_urgent", None), "share": 0.5}
    without = {**action("mark_urgent", None)}

    def rules(given):
        return [each.rule for each in prove_graph(loop([("steps.collect.actions.3", given)]))]

    assert "share_fits" not in rules(marked)
    assert "share_fits" in rules(without)
    assert "share_fits" in rules({**action("decline", "rate"), "share": 0.5})
