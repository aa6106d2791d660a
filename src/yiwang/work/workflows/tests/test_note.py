"""Sessions that are noted and move nothing, and offices that answer at another type of post."""

import pytest

from yiwang.foundation.refusals import Invalid
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.proof import prove_graph
from yiwang.work.workflows.tests.loops import action, changed, loop

SESSION = """[[steps.respond.actions]]
act = "hold_session"
name = "调解一次"
name_en = "A session was held"

"""
SIGNING = '[[steps.respond.actions]]\nact = "acknowledge"'
POST = 'post = "department_clerk"\n'


@pytest.fixture
def sitting(land):
    """Departments may note sessions; an office without a clerk answers at its own kind of post."""
    land.version = land.publish(
        sessions=(SIGNING, SESSION + SIGNING), also=(POST, f'{POST}also = ["judge"]\n')
    )
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    return land


def test_a_session_is_noted_and_counted_and_the_work_stays_where_it_is(sitting):
    sitting.act("dispatcher", "dispatch", offices=["streets"])

    for _ in range(2):
        sitting.act("streets", "hold_session", reason="双方各退一步")

    assert sitting.run.act_counts["respond.hold_session"] == 2
    assert sitting.records()[-2:] == ["session_held", "session_held"]
    assert sitting.task("streets").state == "acknowledged"  # who meets has signed
    with pytest.raises(Invalid):
        sitting.act("streets", "hold_session")  # without a word how far they got


def test_an_office_without_the_first_kind_of_post_answers_at_the_next(sitting):
    sitting.appoint("court", "judge", organization=sitting.offices["nobody"])

    sitting.act("dispatcher", "dispatch", offices=["nobody", "streets"])

    assert Task.objects.get(post=sitting.posts["court"]).is_lead
    sitting.act("court", "hold_session", reason="第一次到场")
    assert sitting.run.act_counts["respond.hold_session"] == 1


def test_other_posts_stand_only_in_joint_steps():
    rules = [finding.rule for finding in prove_graph(loop([("steps.collect.also", ["judge"])]))]

    assert rules == ["setting_idle"]


def test_only_what_agrees_is_a_mediation():
    agreeing = [("steps.collect.actions.3", action("agree", "verify"))]

    assert Definition.model_validate(changed(agreeing)).mediates
    assert not loop().mediates
