"""A workflow names a checklist that is one, where somebody can tick it off."""

import pytest
from django.utils.translation import override

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec
from yiwang.work.workflows.proof import prove_graph, prove_in_territory
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import loop

PLACE = "steps.verify.actions.0.checklist"


@pytest.fixture
def land(db):
    staffed.make_staffed()


def found(register):
    with override("en"):
        made = loop([*staffed.HERE, (PLACE, register)])
        return [(each.rule, str(each)) for each in prove_in_territory(made, staffed.TODAY)]


def test_a_checklist_in_force_is_proved(land):
    items = [EntryRow("exits", "安全出口畅通", outcome={"asks": "photo"})]
    spec = RegisterSpec("round", "巡查清单", "checklist", staffed.TODAY, items)
    load_register(spec, actor=SYSTEM, now=staffed.NOW)

    assert found("round") == []


def test_a_register_of_another_effect_is_refused_with_what_it_is(land):
    staffed.gate("staffed_gate", [])

    assert found("staffed_gate") == [
        (
            "checklist_is_one",
            "“pass_check” of “verify” has the items of “staffed_gate” ticked off, and that "
            "register is no checklist: its effect is “gate”.",
        )
    ]


def test_a_register_that_is_not_in_force_is_refused(land):
    assert [rule for rule, _said in found("nowhere")] == ["register_exists"]


@pytest.mark.parametrize("number", [0, 1], ids=["by the reporter", "by the clock"])
def test_nothing_is_ticked_off_where_no_staff_act(number):
    made = loop([(f"steps.rate.actions.{number}.checklist", "round")])

    assert [each.rule for each in prove_graph(made)] == ["setting_idle"]
