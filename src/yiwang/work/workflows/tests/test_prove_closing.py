"""What follows the end is proved: who calls back, and where what was closed is taken up again."""

from copy import deepcopy

import pytest
from django.utils.translation import override

from yiwang.work.workflows.proof import prove_graph, prove_in_territory
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import action, loop

DAYS = {"value": 3, "clock": "work_day"}
DECIDE = {
    "kind": "single",
    "name": "决定",
    "name_en": "Decide",
    "stage": "out",
    "post": "dispatcher",
    "actions": [action("grant_reopen", "dispatch"), action("refuse_reopen", "lost")],
}
REOPENING = {"to": "decide", "within": DAYS, "times": 1}
CALLS = {"posts": ["supervisor"], "limit": DAYS, "percent": 10}


def sound(*changes):
    """A loop with call-backs and a way back, and these changes."""
    given = [("steps.decide", DECIDE), ("reopening", REOPENING), ("call_backs", CALLS)]
    return loop([*deepcopy(given), *changes])


def rules(findings):
    return [finding.rule for finding in findings]


def test_a_request_after_the_end_is_a_way_like_any_other():
    assert prove_graph(sound()) == []
    assert rules(prove_graph(loop([("steps.decide", deepcopy(DECIDE))]))) == ["step_reached"]


def test_who_comes_back_has_to_be_answered_again():
    silent = sound(("steps.decide.actions.1", action("accept", "lost")))

    with override("en"):
        found = [str(each) for each in prove_graph(silent)]

    assert found == ["“lost” ends the case while the reporter still waits for an answer."]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("reopening.to", "verify"), "reopening_is_decided"),
        (("reopening.to", "nowhere"), "reopening_is_decided"),
        (("call_backs.quotas", [{"kind": "a"}, {"kind": "a"}]), "one_key"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_found(change, rule):
    assert rule in rules(prove_graph(sound(change)))


def test_call_backs_need_a_way_for_what_is_not_solved():
    assert rules(prove_graph(loop([("call_backs", CALLS)]))) == ["call_backs_lead_on"]


def test_somebody_calls_back_in_every_area(db):
    staffed.make_staffed()
    staffed.leave("clerk", "SB")
    nobody = [("call_backs.posts", ["clerk", "ghost"]), ("call_backs.escalate", ["ghost"])]

    before = rules(prove_in_territory(sound(*staffed.HERE), staffed.TODAY))
    found = rules(prove_in_territory(sound(*staffed.HERE, *nobody), staffed.TODAY))

    assert found == [*before, "callers_exist", "escalation_exists"]


HOURS = {"value": 4, "clock": "work_hour"}


@pytest.mark.parametrize(
    ("attempts", "spacing", "found"),
    [
        (3, HOURS, []),
        (1, HOURS, ["setting_idle"]),
        (3, {"value": 1, "clock": "work_day"}, []),
        (4, {"value": 1, "clock": "work_day"}, ["attempts_fit"]),
        (9, None, []),
    ],
)
def test_attempts_to_call_leave_time_and_fit(attempts, spacing, found):
    changes = [("call_backs.attempts", attempts)]
    made = sound(*changes, *([("call_backs.spacing", spacing)] if spacing else []))

    assert rules(prove_graph(made)) == found
