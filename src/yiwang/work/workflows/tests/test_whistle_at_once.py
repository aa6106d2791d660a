"""Several people at one whistle at the same moment: real threads on a database of their own."""

import pytest

from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import Score, Task, Whistle
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.tests.land import Land
from yiwang.work.workflows.tests.test_two_at_once import at_once
from yiwang.work.workflows.tests.whistling import finish_all, whistle, with_station


@pytest.fixture
def committed(own_database):
    return whistle(with_station(Land()))


def job(land, task, who, action, **given):
    inputs = Inputs(**given)
    return lambda: perform(task, action, inputs, actor=land.actor(who), now=land.now)


def test_the_last_to_finish_and_whoever_lets_them_go_end_it_once(committed):
    land = committed
    land.act("streets", "finish", text="pumped out")
    housing, centre = land.task("housing").pk, land.task("dispatcher").pk
    office = (land.offices["housing"].pk,)

    outcomes = at_once(
        job(land, housing, "housing", "finish", text="dried"),
        job(land, centre, "dispatcher", "let_go", organizations=office, reason="enough"),
    )

    assert [type(outcome).__name__ for outcome in outcomes].count("Run") == 1
    assert Whistle.objects.get().outcome == "done"
    assert Task.objects.filter(step="verify", role="actor").count() == 1


def test_both_departments_finishing_at_once_close_one_whistle_and_ask_each_side_once(committed):
    land = committed
    jobs = [
        job(land, land.task(who).pk, who, "finish", text="done") for who in ("streets", "housing")
    ]

    outcomes = at_once(*jobs)

    assert [type(outcome).__name__ for outcome in outcomes] == ["Run", "Run"]
    assert (Whistle.objects.get().outcome, Score.objects.count()) == ("done", 4)


def test_one_score_is_given_once_however_often_it_is_pressed(committed):
    land = committed
    finish_all(land)
    task = Task.objects.get(role="scorer", post=land.posts["streets"]).pk

    outcomes = at_once(*[job(land, task, "streets", "score", grade=grade) for grade in (3, 5)])

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDone", "Run"]
    assert Score.objects.filter(state="given").count() == 1
