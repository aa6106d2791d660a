"""The terms on which something may be asked for are proved like everything else."""

import pytest
from django.utils.translation import override

from yiwang.work.workflows.definition.read import FaultyDefinition, read_definition
from yiwang.work.workflows.proof import prove_graph, prove_in_territory
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import loop, source

TERMS = {"approver": "dispatcher", "limit": {"value": 4, "clock": "work_hour", "remind": 1}}


def terms(**changes):
    return [("requests", {"extension": TERMS | changes})]


def rules(findings):
    with override("en"):
        return [(finding.rule, str(finding)) for finding in findings]


def test_sound_terms_are_proved():
    assert prove_graph(loop(terms(steps=["respond", "collect"]))) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"steps": ["respond", "rate", "nowhere"]},
            [
                (
                    "asked_where_staff_act",
                    f"“extension” may be asked for in “{step}”, which is no step where staff act.",
                )
                for step in ("rate", "nowhere")
            ],
        ),
        (
            {"limit": {"value": 1, "clock": "work_hour", "remind": 1}},
            [
                (
                    "reminder_in_time",
                    "“extension” reminds earlier than the time to decide begins to run.",
                )
            ],
        ),
        (
            {"reasons": [{"key": "parts", "name": "件", "name_en": "Parts"}] * 2},
            [
                (
                    "one_key",
                    "“extension” has several reasons “parts”: give each a key of its own.",
                )
            ],
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_terms_that_make_no_sense_are_found(changes, found):
    assert rules(prove_graph(loop(terms(**changes)))) == found


def test_what_is_set_aside_needs_the_clock_of_the_whole_to_return():
    aside = [("requests", {"deferral": TERMS})]
    limit = {"value": 10, "clock": "work_day", "remind": 2}

    [(rule, _)] = rules(prove_graph(loop(aside)))

    assert rule == "deferral_returns"
    assert prove_graph(loop([*aside, ("limit", limit)])) == []
    late = [("limit", limit | {"remind": 10})]
    assert [rule for rule, _ in rules(prove_graph(loop(late)))] == ["reminder_in_time"]


def test_an_appeal_says_within_how_long():
    [(rule, _)] = rules(prove_graph(loop([("requests", {"appeal_count": TERMS})])))

    assert rule == "appeal_has_a_time"
    within = TERMS | {"within": {"value": 5, "clock": "work_day"}}
    assert prove_graph(loop([("requests", {"appeal_count": within})])) == []


def test_a_kind_that_nobody_can_ask_for_is_a_fault():
    with pytest.raises(FaultyDefinition) as refusal:
        read_definition(source([("requests", {"holiday": TERMS})]), "short.toml")

    said = (
        "可以申请的只有：appeal_count, appeal_rating, deferral, extension, pause, "
        "usual_limits, void。"
    )
    assert said in str(refusal.value)


def test_without_an_approver_in_some_area_it_is_not_proved(db):
    staffed.make_staffed()
    staffed.leave("clerk", "SB")
    definition = loop([*staffed.HERE, *terms(approver="clerk", escalate=["ghost"])])

    found = rules(prove_in_territory(definition, staffed.TODAY))

    assert found[-2:] == [
        (
            "approver_exists",
            "Nobody holds a post “clerk” to decide about “extension” in 1 of 2 areas: 西镇.",
        ),
        (
            "escalation_exists",
            "Nobody at all holds a post “ghost”, told when “extension” is decided late.",
        ),
    ]
