"""Two people, or two sweepers, at the same moment: real threads on a database of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.land import Land


@pytest.fixture
def committed_land(own_database):
    return Land()


def at_once(*jobs):
    """Start all jobs together, each in a thread with a connection of its own; what each gave."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return job()
        except Exception as refusal:  # the outcome is the point
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_of_two_clerks_on_one_task_exactly_one_wins(committed_land):
    land = committed_land
    land.join("clerk2", "clerk")
    for _round in range(5):
        run = land.start()
        task = land.task("clerk").pk

        def job(who, action, task=task, **given):
            inputs = Inputs(kind="litter", nature="joint", **given)
            return lambda: perform(task, action, inputs, actor=land.actor(who), now=land.now)

        outcomes = at_once(job("clerk", "whistle"), job("clerk2", "settle", text="swept"))

        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDone", "Run"]
        assert len(land.records(run)) == 2
        assert Task.objects.filter(run=run, state="open").count() == 1


def test_two_departments_finishing_at_once_open_one_check(committed_land):
    land = committed_land
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets", "housing"])

    def finish(who):
        task, inputs = land.task(who).pk, Inputs(text="done")
        return lambda: perform(task, "finish", inputs, actor=land.actor(who), now=land.now)

    outcomes = at_once(finish("streets"), finish("housing"))

    assert not any(isinstance(outcome, AlreadyDone) for outcome in outcomes)
    assert [step for step, _who, _state in land.states()].count("verify") == 1


def test_two_sweepers_never_fire_one_clock_twice(committed_land):
    land = committed_land
    for _number in range(60):
        land.start()
    now = land.now + timedelta(hours=3)

    swept = at_once(*[lambda: sweep(now)] * 3)
    swept.append(sweep(now))  # what was locked in passing

    assert all(isinstance(each, Swept) for each in swept)
    assert sum(each.reminded for each in swept) == 60
    assert Record.objects.filter(name="tests.parcel.reminded").count() == 60


def test_a_clerk_and_the_sweep_at_once_leave_no_clock_running(committed_land):
    land = committed_land
    for _round in range(5):
        land.start()
        task, now = land.task("clerk"), land.now + timedelta(hours=6)

        def decline(task=task, now=now):
            inputs = Inputs(text="no", reason="no")
            return perform(task.pk, "decline", inputs, actor=land.actor("clerk"), now=now)

        at_once(decline, lambda now=now: sweep(now))

        task.refresh_from_db()
        assert (task.state, task.clocks.get().state) == ("done", "missed")
        assert task.clocks.get().next_action_at is None
