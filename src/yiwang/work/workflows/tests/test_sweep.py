"""Reminders, escalation and expiry: told once, in order, whatever else goes wrong."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.records.models import Record
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.land import SHANGHAI


def at(day_and_time):
    return datetime.strptime(f"2026-09-{day_and_time}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def clock_of(run):
    return Clock.objects.get(task__run=run, state="running")


def test_nothing_happens_before_its_moment(land):
    land.start()

    assert sweep(at("07 11:59")) == Swept()


@pytest.mark.mechanism("JMS-50", "JMS-51")
def test_it_reminds_then_tells_rung_after_rung_then_stops(land):
    run = land.start()  # 4 work hours from 9:00, reminder 1 hour before, two rungs

    assert sweep(at("07 12:00")) == Swept(reminded=1)
    assert sweep(at("07 12:01")) == Swept()
    assert sweep(at("07 14:30")) == Swept(escalated=1)
    assert run.tasks.get().escalated_to == land.posts["dispatcher"]
    assert sweep(at("07 16:29")) == Swept()
    assert sweep(at("07 16:30")) == Swept(escalated=1)  # half of the limit later
    assert run.tasks.get().escalated_to == land.posts["supervisor"]
    assert sweep(at("30 17:00")) == Swept()
    assert land.records() == ["started", "reminded", "escalated", "escalated"]
    assert land.last_record().data == {
        "task": run.tasks.get().pk,
        "step": "collect",
        "post": land.posts["clerk"].pk,
        "purpose": "resolve",
        "due_at": "2026-09-07T06:30:00+00:00",
        "to_post": land.posts["supervisor"].pk,
        "rung": 2,
    }


def test_a_reminder_that_comes_too_late_is_left_out(land):
    land.start()

    assert sweep(at("07 15:00")) == Swept(escalated=1)
    assert land.records() == ["started", "escalated"]


def test_a_rung_where_nobody_stands_is_passed_over(land):
    land.start()
    land.leave("dispatcher")
    land.leave("county_dispatcher")

    sweep(at("07 15:00"))

    assert land.run.tasks.get().escalated_to == land.posts["supervisor"]
    assert land.run.tasks.get().escalation == 2


def test_signing_forgets_who_was_told(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])
    sweep(at("07 15:00"))
    assert land.task("streets").escalated_to == land.posts["supervisor"]

    land.act("streets", "acknowledge", after=timedelta(hours=7))

    assert land.task("streets").escalated_to is None
    assert land.last_record().data["lateness"] > 0


def test_a_reporter_who_never_comes_lets_the_step_expire(land):
    run = land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")

    assert sweep(at("14 09:00")) == Swept()
    assert sweep(at("14 09:01")) == Swept(expired=1)

    assert land.reload().step == "unrated"
    assert land.parcels.outcomes == {run.subject_id: "unanswered"}
    assert land.records()[-1] == "expired"
    assert land.last_record().actor_kind == "system"
    assert Clock.objects.get(task__role="reporter", task__run=run).state == "stopped"


def test_a_task_nobody_answers_for_is_told_above_at_once(land):
    run = land.start("empty")

    assert sweep(land.now) == Swept(escalated=1)

    assert run.tasks.get().escalated_to == land.posts["county_dispatcher"]


def test_whoever_it_was_told_to_may_act_on_a_task_nobody_answers_for(land):
    run = land.start("empty")
    sweep(land.now)
    inputs = Inputs(kind="litter", nature="joint")

    who = land.actor("county_dispatcher")
    perform(run.tasks.get().pk, "whistle", inputs, actor=who, now=land.now)

    assert land.reload().step == "dispatch"


def test_a_task_nobody_answers_for_goes_to_whoever_is_appointed_later(land):
    run = land.start("empty")
    sweep(land.now)
    land.appoint("newcomer", "community_clerk", area=land.areas["empty"])

    assert sweep(at("07 11:00")) == Swept(assigned=1)

    task = run.tasks.get()
    assert (task.post, task.escalated_to) == (land.posts["newcomer"], None)
    assert clock_of(run).next_action == "remind"
    assert land.records() == ["started", "escalated", "assigned"]


def test_outside_every_area_it_keeps_looking_and_writes_nothing(land):
    run = land.start(None)

    assert sweep(land.now) == Swept()
    assert clock_of(run).next_action_at == at("07 11:00")
    assert land.records() == ["started"]


def test_one_that_fails_neither_stops_nor_starves_the_others(land):
    poisoned = land.start()
    Clock.objects.filter(task__run=poisoned).update(next_action="expire")  # no such action there
    healthy = [land.start() for _number in range(3)]

    Clock.objects.filter(task__run=poisoned).update(next_action_at=at("07 08:00"))
    assert sweep(at("07 12:00"), limit=4) == Swept(reminded=3, failed=1)

    clock = clock_of(poisoned)
    assert (clock.failures, clock.next_action_at) == (1, at("07 12:02"))
    assert {clock_of(run).next_action for run in healthy} == {"escalate"}


def test_of_many_told_together_one_that_fails_harms_no_other(land):
    poisoned, *healthy = [land.start() for _number in range(5)]
    poisoned.tasks.update(step="nowhere")

    assert sweep(at("07 12:00")) == Swept(reminded=4, failed=1)

    assert clock_of(poisoned).failures == 1
    assert {clock_of(run).next_action for run in healthy} == {"escalate"}
    reminded = Record.objects.filter(name__endswith=".reminded").values_list(
        "data__task", flat=True
    )
    assert sorted(reminded) == sorted(run.tasks.get().pk for run in healthy)


def test_many_are_told_in_as_many_statements_as_two(land):
    def statements(count):
        for _number in range(count):
            land.start()
        with CaptureQueriesContext(connection) as captured:
            assert sweep(at("07 12:00")) == Swept(reminded=count)
        return len(captured)

    statements(2)
    assert statements(2) == statements(40)


def test_two_clocks_of_one_run_are_done_one_after_the_other(land):
    run = land.start()
    own = clock_of(run)
    twin = {f.attname: getattr(own, f.attname) for f in Clock._meta.fields} | {"id": None}
    Clock.objects.create(**twin | {"purpose": "acknowledge"})

    assert sweep(at("07 15:00")) == Swept(escalated=2)

    assert run.tasks.get().escalated_to == land.posts["supervisor"]
    assert run.tasks.get().escalation == 2


def test_a_failing_one_is_put_off_longer_each_time(land):
    run = land.start()
    Clock.objects.filter(task__run=run).update(next_action="expire", next_action_at=land.now)
    delays = []
    for _time in range(12):
        now = clock_of(run).next_action_at
        assert sweep(now) == Swept(failed=1)
        delays.append(clock_of(run).next_action_at - now)

    assert delays[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert delays[-1] == timedelta(days=1)


def test_what_half_failed_left_nothing_behind(land):
    run = land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")
    land.parcels.refuse_next = RuntimeError("the subject is broken")
    before = Record.objects.count()

    assert sweep(at("20 09:00")) == Swept(failed=1)

    assert land.reload().step == "rate"
    assert Record.objects.count() == before
    land.parcels.refuse_next = None
    assert sweep(at("21 09:00")) == Swept(expired=1)
    assert run.tasks.filter(state="open").count() == 0


def test_the_limit_bounds_one_sweep_and_the_oldest_come_first(land):
    runs = []
    for _number in range(5):
        runs.append(land.start())
        land.now += timedelta(minutes=1)

    assert sweep(at("07 13:40"), limit=2) == Swept(reminded=2)
    assert [clock_of(run).next_action for run in runs] == ["escalate"] * 2 + ["remind"] * 3
    assert sweep(at("07 13:40")) == Swept(reminded=3)


def test_a_large_backlog_is_worked_off_in_batches(land):
    for _number in range(50):
        land.start()

    assert sweep(at("07 12:00")) == Swept(reminded=50)
