"""What other processes need is proved: writing into registers, and a workflow of one district."""

import pytest

from yiwang.work.workflows.proof import prove_graph, prove_in_territory
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import action, loop

ENTERS = action("enter", "answer", writes="staffed_gate")


@pytest.fixture
def land(db):
    staffed.make_staffed()
    staffed.gate("staffed_gate", [])


def found(*changes):
    return [
        each.rule for each in prove_in_territory(loop([*staffed.HERE, *changes]), staffed.TODAY)
    ]


def test_only_acts_that_enter_or_strike_write_and_they_must():
    for wrong in (action("enter", "answer"), action("do", "answer", writes="staffed_gate")):
        made = loop([("steps.verify.actions.2", wrong)])
        assert [each.rule for each in prove_graph(made)] == ["writes_fits"]
    assert prove_graph(loop([("steps.verify.actions.2", ENTERS)])) == []


def test_who_enters_has_the_power_and_the_register_is_there(land):
    assert found(("steps.verify.actions.2", ENTERS)) == ["may_enter"]
    by_supervisor = [("steps.verify.post", "supervisor"), ("steps.verify.actions.2", ENTERS)]
    assert found(*by_supervisor) == []
    nowhere = action("enter", "answer", writes="nowhere")
    assert found(by_supervisor[0], ("steps.verify.actions.2", nowhere)) == ["register_exists"]


def test_a_workflow_of_one_area_is_proved_for_that_area_alone(land):
    staffed.leave("clerk", "SB")

    assert "somebody_responsible" in found()
    assert found(("area", "SA"), ("instead_of", "nowhere")) == ["place_taken"]
    assert found(("area", "SA")) == ["place_taken"]
    assert found(("area", "XX"), ("instead_of", "jiamusi.five_step")) == ["place_taken"]
    here = [("area", "SA"), ("instead_of", "jiamusi.five_step"), ("subject", "cases.case")]
    assert found(*here) == []
