"""A pack says who is told what beside what is usual; what cannot be meant is a fault."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.messages.rules import our_rules, rules_in_force
from yiwang.packs.loader.faults import FaultyPack
from yiwang.packs.loader.read import read_pack
from yiwang.packs.loads.rules import load_messages

RULES = """
[[rules]]
key = "near"
kind = "near"
when = ["cases.case.reminded"]
tell = "nobody"

[[rules]]
key = "signed"
kind = "added"
when = ["cases.case.acknowledged"]
tell = "working"
"""


def with_messages(testland, text):
    testland.replace("pack.toml", "registers = [", 'messages = "messages.toml"\nregisters = [')
    (testland.path / "messages.toml").write_text(text)
    return testland.path


@pytest.mark.django_db
def test_its_rules_hold_beside_ours_and_in_their_place(testland):
    pack = read_pack(with_messages(testland, RULES))

    changed = [list(load_messages(pack, actor=SYSTEM, now=timezone.now())) for _each in range(2)]

    assert [bool(change) for [change] in changed] == [True, False]
    held = {rule.key: rule for rule in rules_in_force()}
    assert set(held) == {rule.key for rule in our_rules()} | {"signed"}
    assert held["near"].tell == "nobody"


@pytest.mark.parametrize(
    ("good", "bad", "line"),
    [('kind = "added"', 'kind = "gossip"', 10), ('tell = "working"', 'tell = "everybody"', 12)],
)
def test_what_cannot_be_meant_is_a_fault_with_its_line(testland, good, bad, line):
    with pytest.raises(FaultyPack) as refused:
        read_pack(with_messages(testland, RULES.replace(good, bad)))

    [fault] = refused.value.faults
    assert (fault.path, fault.line) == ("messages.toml", line)
