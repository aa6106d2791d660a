"""Time that stands still: a pause, a deferral, the time of the reporter; and the whole run's."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import Invalid
from yiwang.work.workflows.actions.cancel_run import CancelRun, cancel_run
from yiwang.work.workflows.actions.relocate_run import RelocateRun, relocate_run
from yiwang.work.workflows.actions.supervise import Order, supervise
from yiwang.work.workflows.checks import NotPossible, SetAside
from yiwang.work.workflows.effects.resume import NothingPaused
from yiwang.work.workflows.granting.pause import NothingToPause
from yiwang.work.workflows.models import Clock, Pause, Request, Run, Task
from yiwang.work.workflows.queries import inbox, possible_actions
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.asked import asking, called, the_request
from yiwang.work.workflows.tests.test_sweep import at

WAIT = {"reason": "等开挖许可", "until": date(2026, 9, 10)}  # Thursday
ASIDE = {"reason": "入冬停工", "until": date(2026, 9, 21)}


def frozen(land):
    rows = [list(each.objects.order_by("pk").values()) for each in (Run, Task, Clock, Request)]
    return rows, land.records()


def work_clock(land, who="streets"):
    return land.task(who).clocks.get(purpose="resolve")


def case_clock(land):
    return Clock.objects.get(run=land.run, task=None)


@pytest.fixture
def paused(land):
    """The only office at work was granted a pause on Monday, until Thursday."""
    called(asking(land))
    land.act("streets", "acknowledge")
    land.act("streets", "ask_pause", **WAIT)
    land.act("dispatcher", "grant", role="approver", after=timedelta(hours=2))
    return land


def test_a_pause_counts_from_when_it_was_asked_and_moves_what_is_due(paused):
    clock, whole = work_clock(paused), case_clock(paused)

    pause = Pause.objects.get()
    assert (pause.began_at, pause.until) == (the_request(paused).asked_at, at("10 00:00"))
    assert pause.task is None  # alone at work: everything rests
    assert (clock.state, clock.next_action, clock.next_action_at) == (
        "paused",
        "resume",
        at("10 00:00"),
    )
    assert clock.due_at == at("16 17:00")  # Tuesday and Wednesday do not count
    assert whole.state == "paused"
    assert paused.records()[-1] == "pause_granted"
    assert paused.last_record().data["reason"] == "等开挖许可"


def test_nothing_is_done_about_what_stands_still_until_its_day(paused):
    assert sweep(at("09 23:59")) == Swept()

    assert sweep(at("10 00:00")) == Swept(resumed=1)

    clock = work_clock(paused)
    assert (clock.state, clock.due_at) == ("running", at("16 17:00"))
    assert (clock.next_action, clock.next_action_at) == ("remind", clock.near_at)
    assert case_clock(paused).state == "running"
    assert Pause.objects.get().ended_at == at("10 00:00")
    assert paused.records().count("pause_ended") == 1
    assert sweep(at("10 00:01")) == Swept()


def test_who_asked_may_go_on_earlier(paused):
    paused.now = at("08 09:00")
    assert "resume" in keys(paused, "streets")

    paused.act("streets", "resume")

    assert work_clock(paused).state == "running"
    assert work_clock(paused).due_at == at("15 09:01")  # and half an hour of Tuesday stood still
    assert paused.records()[-1] == "pause_ended"
    assert "resume" not in keys(paused, "streets")
    with pytest.raises(NothingPaused):
        paused.act("streets", "resume")


def test_finishing_ends_the_pause_and_is_in_time(paused):
    paused.act("streets", "finish", text="办完了", after=timedelta(hours=1))

    clock = Clock.objects.get(task__organization=paused.offices["streets"], purpose="resolve")
    assert (clock.state, clock.ended_at) == ("met", paused.now)
    assert Pause.objects.get().ended_at == paused.now
    assert case_clock(paused).state == "running"


def test_one_of_several_offices_rests_alone(land):
    called(asking(land), "streets", "housing")
    land.act("streets", "ask_pause", **WAIT)
    land.act("dispatcher", "grant", role="approver")

    assert Pause.objects.get().task == land.task("streets")
    assert {clock.state for clock in land.task("streets").clocks.all()} == {"paused"}
    assert {clock.state for clock in land.task("housing").clocks.all()} == {"running"}
    assert case_clock(land).state == "running"


def test_a_paused_task_stays_in_the_inbox_as_such(paused):
    [item] = inbox(paused.accounts["streets"].pk, paused.now)

    assert [clock.state for clock in item.clocks] == ["paused"]


@pytest.mark.parametrize(
    "until", [None, date(2026, 9, 7), date(2026, 9, 1), date(2026, 10, 1)], ids=str
)
def test_a_day_that_is_none_to_wait_for_is_refused(land, until):
    called(asking(land))
    before = frozen(land)

    with pytest.raises(Invalid) as refusal:
        land.act("streets", "ask_pause", reason="等", until=until)

    assert list(refusal.value.fields) == ["until"]
    assert frozen(land) == before


def test_what_is_late_is_not_paused_any_more(land):
    called(asking(land))
    land.now = at("14 17:01")

    with pytest.raises(NothingToPause):
        land.act("streets", "ask_pause", reason="等", until=date(2026, 9, 20))


def test_a_pause_is_not_granted_once_its_day_has_come(land):
    called(asking(land))
    land.act("streets", "ask_pause", **WAIT)
    land.now = at("10 08:00")
    before = frozen(land)

    with pytest.raises(NothingToPause):
        land.act("dispatcher", "grant", role="approver")

    assert frozen(land) == before


def test_remarks_orders_and_moves_of_the_pin_move_no_clock(paused):
    before = list(Clock.objects.order_by("pk").values("due_at", "near_at", "threefold_at"))
    supervise(
        Order(paused.run.pk, "办得怎样？", due_on=date(2026, 9, 9)),
        actor=paused.actor("supervisor"),
        now=paused.now,
    )
    paused.act("streets", "reply_to_order", role="supervised", text="在办")
    relocate_run(
        RelocateRun(paused.run.subject, paused.run.subject_id),
        actor=paused.actor("dispatcher"),
        now=paused.now,
        record_name="tests.parcel.moved",
    )

    after = list(Clock.objects.order_by("pk").values("due_at", "near_at", "threefold_at"))
    assert after[: len(before)] == before


@pytest.fixture
def aside(land):
    """Two offices were at work when it was set aside, until Monday in two weeks."""
    called(asking(land), "streets", "housing")
    land.act("streets", "ask_deferral", **ASIDE)
    land.act("supervisor", "grant", role="approver")
    return land


def test_what_is_set_aside_rests_as_a_whole_and_nothing_is_done_about_it(aside):
    assert aside.run.deferred_until == at("21 00:00")
    states = Clock.objects.filter(run=aside.run, task__role="handler").values_list("state")
    assert {state for (state,) in states} == {"paused"}
    before = frozen(aside)

    with pytest.raises(SetAside):
        aside.act("housing", "finish", text="办完了")

    assert frozen(aside) == before
    assert keys(aside, "housing") == set()
    assert keys(aside, "streets") == {"resume"}


def test_it_returns_by_itself_on_its_day(aside):
    assert sweep(at("20 23:59")) == Swept()

    assert sweep(at("21 00:00")) == Swept(resumed=1)

    assert aside.reload().deferred_until is None
    assert aside.records()[-1] == "deferral_ended"
    states = Clock.objects.filter(run=aside.run, state="paused")
    assert not states.exists()
    aside.act("housing", "finish", text="办完了", after=timedelta(days=14))


def test_it_is_taken_up_again_before_its_day(aside):
    aside.act("streets", "resume")

    assert aside.reload().deferred_until is None
    aside.act("housing", "finish", text="办完了")


def test_a_pause_inside_a_deferral_goes_on_until_both_are_over(land):
    called(asking(land), "streets", "housing")
    land.act("streets", "ask_pause", reason="等", until=date(2026, 9, 16))
    land.act("dispatcher", "grant", role="approver")
    land.act("housing", "ask_deferral", reason="停工", until=date(2026, 9, 10))
    land.act("supervisor", "grant", role="approver")

    assert sweep(at("10 00:00")) == Swept(resumed=1)

    assert {clock.state for clock in land.task("streets").clocks.all()} == {"paused"}
    assert {clock.state for clock in land.task("housing").clocks.all()} == {"running"}
    assert sweep(at("10 00:01")) == Swept()


def test_withdrawing_or_voiding_ends_every_pause(aside):
    cancel_run(CancelRun(aside.run.subject, aside.run.subject_id), actor=REPORTER, now=aside.now)

    assert aside.reload().deferred_until is None
    assert not Pause.objects.filter(ended_at=None).exists()
    assert not Clock.objects.filter(run=aside.run, state__in=["running", "paused"]).exists()


def test_the_whole_has_a_clock_of_its_own_from_the_start(land):
    run = asking(land).start()

    clock = case_clock(land)
    assert (clock.purpose, clock.limit, clock.started_at) == ("case", 10, run.started_at)
    assert (clock.due_at, clock.next_action) == (at("21 17:00"), "remind")


def test_the_type_says_how_long_the_whole_may_take(land):
    asking(land).start(limits={"case": Limit(Decimal(3), ClockKind.WORK_DAY)})

    assert case_clock(land).due_at == at("10 17:00")


def test_the_levels_above_are_told_once_the_whole_is_late(land):
    called(asking(land))
    land.act("streets", "acknowledge")

    sweep(at("21 17:01"))
    told = case_clock(land)
    assert (told.escalated_to, told.escalation) == (land.posts["supervisor"], 1)
    assert "case" in [each.data.get("purpose") for each in land._records(None)]
    items = inbox(land.accounts["supervisor"].pk, at("21 17:02"), escalated=True)
    assert [item.is_escalated for item in items] == [True]


def test_while_the_reporter_is_waited_for_the_whole_stands_still(land):
    asking(land).start()
    land.act("clerk", "decline", reason="不归我们管", text="请找燃气公司")

    clock = case_clock(land)
    assert (clock.state, clock.next_action_at) == ("paused", None)
    assert Pause.objects.get().kind == "reporter"

    land.act("reporter", "rate", grade=5, after=timedelta(days=6))

    clock.refresh_from_db()
    assert (clock.state, clock.ended_at) == ("met", land.now)
    assert clock.due_at > at("21 17:00")
    assert Pause.objects.get().ended_at == land.now


def test_what_is_reopened_goes_on_with_the_time_that_was_left(land):
    asking(land).start()
    land.act("clerk", "decline", reason="不归我们管", text="请找燃气公司")
    land.act("reporter", "rate", grade=1, after=timedelta(days=1))
    assert case_clock(land).state == "paused"

    land.act("reporter", "reopen", after=timedelta(days=1))

    clock = case_clock(land)
    assert (clock.state, clock.due_at) == ("running", at("23 09:01"))


def test_the_clock_of_the_whole_costs_no_query_of_its_own(land, django_assert_num_queries):
    asking(land).start()

    with django_assert_num_queries(3):
        land.start()


def keys(land, who):
    found = possible_actions(land.task(who), land.accounts[who].pk, now=land.now)
    return {each.key for each in found}


def test_without_terms_for_it_nothing_is_resumed(land):
    called(land)

    with pytest.raises(NotPossible):
        land.act("streets", "resume")


def test_a_pause_ends_on_its_day_even_where_the_sweep_comes_late(paused):
    paused.now = at("10 15:00")

    paused.act("streets", "finish", text="办完了")

    assert Pause.objects.get().ended_at == at("10 00:00")
    clock = Clock.objects.get(task__organization=paused.offices["streets"], purpose="resolve")
    assert clock.due_at == at("16 17:00")


def test_what_is_voided_late_was_paused_until_its_day_and_no_longer(aside):
    cancel_run(
        CancelRun(aside.run.subject, aside.run.subject_id), actor=REPORTER, now=at("23 09:00")
    )

    assert Pause.objects.get().ended_at == at("21 00:00")
