"""A reporter who does not answer a question: what follows is defined, and recorded as such."""

from datetime import timedelta

import pytest

from yiwang.foundation.records.actor import REPORTER
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.effects.ask_reporter import LeftUnanswered
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.queries import possible_actions
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import sweep
from yiwang.work.workflows.tests.land import QUESTION


def ask(land, outcome):
    """The clerk asks the reporter something, who has two days; the clerk's task."""
    terms = QUESTION.replace("value = 3", "value = 2").replace("go_on", outcome)
    land.version = land.publish(asks=("[steps.collect]", f"{terms}\n[steps.collect]"))
    land.start()
    land.act("clerk", "ask_reporter", text="哪一层？")
    return land.task("clerk")


def let_time_pass(land):
    land.now += timedelta(days=4)
    sweep(land.now)


def may_ask(land):
    clerk = land.accounts["clerk"].pk
    found = possible_actions(land.task("clerk"), clerk, now=land.now)
    return "ask_reporter" in {each.key for each in found}


@pytest.mark.parametrize("outcome", ["go_on", "answer_as_is"])
def test_no_answer_in_time_has_the_outcome_that_the_definition_states(land, outcome):
    task = ask(land, outcome)
    assert task.clocks.get(purpose="resolve").state == "paused"

    let_time_pass(land)

    expired = land.last_record()
    assert (expired.name.rpartition(".")[2], expired.data["outcome"]) == (
        "question_expired",
        outcome,
    )
    assert land.task("clerk").pk == task.pk  # who asked has it, and time to go on
    assert task.clocks.get(purpose="resolve").state == "running"


def test_where_the_work_goes_on_the_reporter_may_be_asked_again(land):
    ask(land, "go_on")
    let_time_pass(land)
    assert may_ask(land)

    land.act("clerk", "ask_reporter", text="是几号楼？")

    assert land.task("clerk").clocks.get(purpose="resolve").state == "paused"


def test_where_it_is_answered_as_it_is_nobody_asks_again(land):
    ask(land, "answer_as_is")
    let_time_pass(land)
    assert not may_ask(land)
    before = land.records()

    with pytest.raises(LeftUnanswered):
        land.act("clerk", "ask_reporter", text="是几号楼？")

    assert land.records() == before
    land.act("clerk", "decline", reason="地点不明", text="没有地点，请补充后重新反映。")
    assert land.run.step == "rate"


def test_an_answer_in_time_lets_the_reporter_be_asked_again(land):
    ask(land, "answer_as_is")
    question = Task.objects.get(run=land.run, role="asked")

    perform(question.pk, "answer_question", Inputs(text="三层"), actor=REPORTER, now=land.now)

    assert may_ask(land)
