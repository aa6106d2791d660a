"""Kinds of whistle are proved: somebody may blow them, and arrivals can be said."""

import pytest

from yiwang.work.workflows.proof import prove_graph
from yiwang.work.workflows.tests.loops import action, loop

HOUR = {"value": 1, "clock": "urgent_hour"}
EMERGENCY = {"key": "emergency", "name": "应急", "name_en": "Emergency", "by": ["dispatcher"]}
ARRIVING = ("steps.respond.actions.4", action("arrive"))


def rules(whistles, *changes):
    return [
        (finding.rule, *finding.where)
        for finding in prove_graph(loop([("whistles", whistles), *changes]))
    ]


def test_a_whistle_that_somebody_may_blow_and_answer_is_proved():
    assert rules([EMERGENCY | {"arrive": HOUR}], ARRIVING) == []


@pytest.mark.parametrize(
    ("whistles", "found"),
    [
        ([EMERGENCY, EMERGENCY], [("one_key", "whistles", 0), ("one_key", "whistles", 1)]),
        ([EMERGENCY | {"by": ["verifier"]}], [("whistle_has_callers", "whistles", 0, "by")]),
        ([EMERGENCY | {"arrive": HOUR}], [("arrivals_are_said", "whistles", 0, "arrive")]),
        (
            [EMERGENCY | {"resolve": HOUR | {"remind": 1}}],
            [("reminder_in_time", "whistles", 0, "resolve", "remind")],
        ),
    ],
    ids=["twice", "nobody blows it", "nobody can say that they came", "reminded too early"],
)
def test_a_whistle_that_cannot_keep_its_promise_is_refused(whistles, found):
    assert rules(whistles) == found
