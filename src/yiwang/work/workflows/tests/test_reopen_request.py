"""A request to handle something again: its own clock, somebody independent, an appeal, an end."""

from datetime import timedelta

import pytest

from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.models import Post
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.independence import NotIndependent, OfTheHandlers
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.queries import possible_actions
from yiwang.work.workflows.sweep import sweep


@pytest.fixture
def dissatisfied(land):
    """Handled by the streets' office, answered, rated badly."""
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])
    land.act("streets", "finish", text="swept")
    land.act("verifier", "pass_check")
    land.act("clerk", "answer", text="Swept.")
    land.act("reporter", "rate", grade=1)
    return land


@pytest.fixture
def requested(dissatisfied):
    dissatisfied.act("reporter", "request_reopen", reason="it is full again")
    return dissatisfied


def test_request_needs_a_reason(dissatisfied):
    before = (dissatisfied.states(), dissatisfied.records())

    with pytest.raises(Invalid) as refusal:
        dissatisfied.act("reporter", "request_reopen")

    assert set(refusal.value.fields) == {"reason"}
    assert (dissatisfied.states(), dissatisfied.records()) == before


def test_request_has_a_clock_of_its_own_and_keeps_the_reporters_words_out_of_the_record(requested):
    clock = requested.task("dispatcher").clocks.get()

    assert (clock.purpose, clock.limit, clock.kind) == ("resolve", 1, "work_day")
    assert requested.records()[-1] == "reopen_requested"
    assert "full again" not in str(requested.last_record().data)


def test_granted_it_comes_back_to_those_who_handled_it_linked_to_what_they_did(requested):
    first = Task.objects.get(run=requested.run, role="handler")

    requested.act("dispatcher", "grant_reopen")
    requested.act("dispatcher", "dispatch", offices=["housing", "streets"])

    housing, streets = Task.objects.filter(run=requested.run, role="handler").exclude(pk=first.pk)
    assert (housing.follows, streets.follows) == (None, first)


def test_refused_it_goes_to_the_reporter_with_an_answer_and_on_appeal_to_the_level_above(requested):
    requested.act("dispatcher", "refuse_reopen", reason="full bins are normal", text="Emptied.")
    assert requested.run.step == "reopen_refused"

    requested.act("reporter", "appeal_refusal", reason="not for a week")
    assert requested.task("supervisor").step == "appeal"
    requested.act("supervisor", "uphold_refusal", reason="seen on the spot", text="It is empty.")

    assert (requested.run.is_open, requested.run.step) == (False, "closed_dissatisfied")
    assert requested.records()[-2:] == ["refusal_appealed", "refusal_upheld"]


def test_appeal_can_be_granted_and_there_is_only_one(requested):
    requested.act("dispatcher", "refuse_reopen", reason="no", text="No.")
    requested.act("reporter", "appeal_refusal", reason="but")
    requested.act("supervisor", "grant_reopen")
    requested.act("dispatcher", "dispatch", offices=["streets"])
    requested.act("streets", "finish", text="swept again")
    requested.act("verifier", "pass_check")
    requested.act("clerk", "answer", text="Again.")
    requested.act("reporter", "rate", grade=2)
    requested.act("reporter", "request_reopen", reason="still")
    requested.act("dispatcher", "refuse_reopen", reason="no", text="No.")

    with pytest.raises(NotPossible):
        requested.act("reporter", "appeal_refusal", reason="but still")

    assert requested.reload().step == "reopen_refused"


def test_requests_run_out(requested):
    for _round in range(2):
        requested.act("dispatcher", "grant_reopen")
        requested.act("dispatcher", "dispatch", offices=["streets"])
        requested.act("streets", "finish", text="swept again")
        requested.act("verifier", "pass_check")
        requested.act("clerk", "answer", text="Again.")
        requested.act("reporter", "rate", grade=2)
        if _round == 0:
            requested.act("reporter", "request_reopen", reason="still")

    with pytest.raises(NotPossible):
        requested.act("reporter", "request_reopen", reason="and again")

    assert requested.reload().step == "dissatisfied"


def test_window_is_kept_by_the_server_whenever_the_sweep_comes(dissatisfied):
    before = (dissatisfied.states(), dissatisfied.records())

    with pytest.raises(NotPossible):
        dissatisfied.act("reporter", "request_reopen", reason="late", after=timedelta(days=8))

    assert (dissatisfied.states(), dissatisfied.records()) == before
    assert sweep(dissatisfied.now).expired == 1
    assert dissatisfied.reload().step == "closed_dissatisfied"


def test_who_verified_does_not_decide_about_it(requested):
    requested.join("verifier", "dispatcher")

    with pytest.raises(NotIndependent):
        requested.act_as("verifier", "dispatcher", "grant_reopen")

    assert requested.records()[-1] == "reopen_requested"


def test_nobody_of_the_handling_office_verifies_or_decides(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])
    land.act("streets", "finish", text="swept")
    land.appoint("colleague", "grid_helper", organization=land.offices["streets"])
    land.join("colleague", "verifier")

    with pytest.raises(OfTheHandlers):
        land.act_as("colleague", "verifier", "pass_check")

    [button, *_others] = possible_actions(
        land.task("verifier"), land.accounts["colleague"].pk, now=land.now
    )
    assert "单位" in button.refusal
    assert land.records()[-1] == "handled"


def test_a_check_passes_over_the_post_that_belongs_to_the_handling_office(land):
    Post.objects.filter(pk=land.posts["verifier"].pk).update(organization=land.offices["streets"])
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])

    land.act("streets", "finish", text="swept")

    assert land.task("county_verifier").step == "verify"
