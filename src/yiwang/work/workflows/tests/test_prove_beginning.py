"""What staff begin: nobody waits for an answer, and steps can go back to whoever began it."""

import pytest

from yiwang.structure.posts.models import Post
from yiwang.work.workflows.beginning import begins_at
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof import prove_graph, prove_in_territory
from yiwang.work.workflows.subjects import Kind
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import action, changed

QUESTION = {"limit": {"value": 3, "clock": "work_day"}}


def step(*actions, kind="single", **more):
    words = {"name": "环节", "name_en": "Step", "stage": "in", "kind": kind}
    return words | {"actions": list(actions)} | more


def definition(reporter=False, **steps):
    """Proposed by whoever begins it, decided by a clerk, done."""
    usual = {
        "propose": step(action("accept", "decide"), beginner=True),
        "decide": step(action("accept", "done"), post="clerk"),
        "done": step(kind="end", outcome="solved"),
    }
    base = changed([("calendar", "staffed")]) | {"start": "propose", "reporter": reporter}
    return Definition.model_validate(base | {"steps": usual | steps})


def rules(made):
    return [found.rule for found in prove_graph(made)]


def test_what_answers_nobody_is_proved_where_nobody_waits():
    assert rules(definition()) == []
    answered = definition(reporter=True, propose=step(action("accept", "decide"), post="clerk"))
    assert rules(answered) == ["reporter_answered"]
    assert rules(definition(reporter=True)) == ["beginner_is_staff"]


@pytest.mark.parametrize(
    ("steps", "rule"),
    [
        (
            {"propose": step(action("accept", "decide"), beginner=True, post="clerk")},
            "setting_idle",
        ),
        ({"propose": step(action("accept", "decide"))}, "setting_missing"),
        (
            {
                "decide": step(
                    action("rate", "done"),
                    action("expire", "done"),
                    kind="reporter",
                    resolve={"value": 3, "clock": "work_day"},
                )
            },
            "reporter_there",
        ),
    ],
)
def test_what_makes_no_sense_is_named(steps, rule):
    assert rules(definition(**steps)) == [rule]


def test_a_question_to_nobody_is_idle():
    made = definition().model_copy(update={"ask_reporter": QUESTION})

    assert rules(made) == ["setting_idle"]


def test_no_type_that_residents_may_raise_goes_unanswered(db):
    parcels = staffed.make_staffed()
    own, open_to_all = Kind("own", "自己的", {}, has_reporter=False), Kind("leak", "漏水", {})

    parcels.of_kinds = [own]
    assert prove_in_territory(definition(), staffed.TODAY) == []
    parcels.of_kinds = [own, open_to_all]
    assert [each.rule for each in prove_in_territory(definition(), staffed.TODAY)] == [
        "begun_by_staff"
    ]


@pytest.mark.parametrize(
    ("settings", "rules_found"),
    [
        ({"begun_by": ["staff"]}, []),
        ({"begun_by": ["clerk"]}, []),
        ({"begun_by": ["residents"]}, ["reporter_there"]),
        ({"begun_by": ["staff", "clerk"]}, ["setting_idle"]),
        ({"begun_at": ["town"], "area": "SA", "instead_of": "other"}, ["setting_idle"]),
    ],
)
def test_beginners_that_change_nothing_are_named(settings, rules_found):
    assert rules(definition().model_copy(update=settings)) == rules_found


def test_levels_of_staff_are_idle_where_residents_alone_begin():
    made = definition(reporter=True, propose=step(action("answer", "done"), post="clerk"))

    narrowed = made.model_copy(update={"begun_by": ["residents"], "begun_at": ["town"]})

    assert rules(narrowed) == ["setting_idle"]


@pytest.mark.parametrize(
    ("settings", "is_proved"),
    [
        ({"begun_by": ["clerk"]}, True),
        ({"begun_at": ["town"]}, True),
        ({"begun_by": ["clerk"], "begun_in": ["S"]}, True),
        ({"begun_by": ["clerk"], "begun_at": ["town"], "begun_in": ["SA"]}, True),
        ({"begun_by": ["clerk"], "begun_at": ["city"]}, False),  # nobody holds one there
        ({"begun_by": ["dispatcher"], "begun_in": ["SA"]}, False),
        ({"begun_by": ["ghost"]}, False),
        ({"begun_at": ["moon"]}, False),
        ({"begun_in": ["SX"]}, False),
    ],
)
def test_somebody_is_there_who_may_begin(db, settings, is_proved):
    staffed.make_staffed()
    made = definition().model_copy(update=settings)

    found = {each.rule for each in prove_in_territory(made, staffed.TODAY)}

    assert found == (set() if is_proved else {"beginners_exist"})
    posts = Post.objects.select_related("type", "organization")
    assert any(begins_at(made, post) for post in posts) == is_proved


def test_its_type_and_the_workflow_leave_somebody_to_begin_it(db):
    parcels = staffed.make_staffed()
    parcels.of_kinds = [Kind("own", "自己的", {}, is_of_staff=False)]
    answered = definition(reporter=True, propose=step(action("answer", "done"), post="clerk"))

    made = answered.model_copy(update={"begun_by": ["staff"]})

    assert [each.rule for each in prove_in_territory(made, staffed.TODAY)] == ["begun_by_somebody"]
