"""The one door: who may act, what is refused and that nothing changes then, what is recorded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.effects.raise_level import NobodyAbove
from yiwang.work.workflows.independence import NotIndependent
from yiwang.work.workflows.models import Clock, Run, Task
from yiwang.work.workflows.subjects import Inputs


def whistled(land):
    land.start()
    return land.act("clerk", "whistle", kind="litter", nature="joint")


def settled(land):
    land.start()
    return land.act("clerk", "settle", kind="litter", nature="small", text="swept")


def frozen(land):
    """Everything an act could change, to compare with later."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Run, Task, Clock)]
    return rows, land.records()


@pytest.mark.mechanism("JMS-53", "JMS-55", "JMS-65")
def test_a_whole_loop_goes_from_report_to_the_rating(land):
    whistled(land)
    land.act("dispatcher", "dispatch", offices=["streets", "housing"], text="please clear it")
    land.act("streets", "acknowledge")
    land.act("housing", "acknowledge")
    land.act("streets", "finish", text="cleared")
    land.act("housing", "finish", text="repaired")
    land.act("verifier", "pass_check")
    land.act("clerk", "answer", text="it is done")
    run = land.act("reporter", "rate", grade=5)

    assert (run.step, run.is_open, run.ended_at) == ("closed", False, land.now)
    assert land.parcels.outcomes == {run.subject_id: "solved"}
    assert land.records() == [
        "started",
        "whistled",
        "dispatched",
        "acknowledged",
        "acknowledged",
        "handled",
        "handled",
        "verified",
        "answered",
        "rated",
    ]


def test_the_record_holds_task_step_action_and_where_it_led(land):
    run = whistled(land)

    first, second = run.tasks.order_by("id")
    assert land.last_record().data == {
        "task": first.pk,
        "step": "collect",
        "action": "whistle",
        "stage": "whistle",
        "post": land.posts["clerk"].pk,
        "opened": [second.pk],
        "to": "dispatch",
    }


def test_the_record_names_the_capacity_it_was_done_in(land):
    whistled(land)

    assert land.last_record().capacity == "near · community_clerk"
    assert land.last_record().account_id == land.accounts["clerk"].pk


def test_the_record_says_how_late_it_was(land):
    land.start()

    land.act("clerk", "decline", reason="not ours", text="ask them", after=timedelta(hours=6))

    assert land.last_record().data["lateness"] == 1800  # due 14:30 (4 hours less lunch), done 15:00
    assert Clock.objects.get(task__run=land.run, task__role="actor").state == "missed"


def test_the_reporters_words_are_not_in_the_record(land):
    land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")

    land.act("reporter", "rate", grade=1, reason="rude clerk", text="at home 138")

    assert land.last_record().data.keys() == {
        "task",
        "step",
        "action",
        "stage",
        "opened",
        "to",
        "grade",
    }
    assert (land.run.step, land.run.tasks.earliest("-id").reason) == ("dissatisfied", "")


@pytest.mark.parametrize("who", ["clerk2", "dispatcher", "verifier", "city_supervisor"])
def test_staff_of_another_post_cannot_tell_that_the_task_exists(land, who):
    land.start()
    task, before = land.task("clerk"), frozen(land)

    with pytest.raises(NotFound):
        perform_as(land, who, task, "decline", reason="no", text="no")

    assert frozen(land) == before


def perform_as(land, who, task, action, **inputs):
    return perform(task.pk, action, Inputs(**inputs), actor=land.actor(who), now=land.now)


def test_leaving_the_post_ends_the_power_at_once(land):
    land.start()
    land.leave("clerk")

    with pytest.raises(NotFound):
        land.act("clerk", "settle", kind="litter", nature="small", text="swept")


def test_staff_cannot_rate_for_the_reporter(land):
    settled(land)
    land.act("verifier", "pass_check")
    land.act("clerk", "answer", text="done")
    task = land.task("reporter")

    with pytest.raises(NotFound):
        perform_as(land, "clerk", task, "rate", grade=5)


def test_the_reporter_cannot_act_for_staff(land):
    land.start()
    inputs = Inputs(reason="x", text="x")

    with pytest.raises(NotFound):
        perform(land.task("clerk").pk, "decline", inputs, actor=REPORTER, now=land.now)


def test_a_task_that_does_not_exist_is_not_found(land):
    land.start()

    with pytest.raises(NotFound):
        perform_as(land, "clerk", Task(pk=0), "settle")


def test_the_second_to_act_is_told_who_did_what_and_when(land):
    land.start()
    land.accounts["clerk2"].save()
    land.join("clerk2", "clerk")
    task = land.task("clerk")
    land.act("clerk", "settle", kind="litter", nature="small", text="swept")
    before = frozen(land)

    with pytest.raises(AlreadyDone) as refused:
        perform_as(land, "clerk2", task, "whistle", kind="litter", nature="joint")

    assert "clerk" in str(refused.value)
    assert "就地解决" in str(refused.value)
    assert "9:01" in str(refused.value) or "09:01" in str(refused.value)
    assert frozen(land) == before


def test_whoever_handled_it_cannot_verify_it(land):
    land.join("streets", "verifier")
    whistled(land)
    land.act("dispatcher", "dispatch", offices=["streets"])
    land.act("streets", "finish", text="cleared")
    before = frozen(land)

    with pytest.raises(NotIndependent):
        perform_as(land, "streets", land.task("verifier"), "pass_check")

    assert frozen(land) == before
    assert land.act("verifier", "pass_check").step == "answer"


def test_whoever_dispatched_it_cannot_verify_it(land):
    land.join("dispatcher", "verifier")
    whistled(land)
    land.act("dispatcher", "dispatch", offices=["streets"])
    land.act("streets", "finish", text="cleared")

    with pytest.raises(NotIndependent):
        perform_as(land, "dispatcher", land.task("verifier"), "pass_check")


@pytest.mark.parametrize(
    ("action", "inputs", "fields"),
    [
        ("whistle", {}, {"kind", "nature"}),
        ("settle", {"text": "  "}, {"kind", "nature", "text"}),
        ("decline", {"text": "x"}, {"reason"}),
        ("decline", {"text": "x" * 5001, "reason": "x" * 501}, {"text", "reason"}),
        ("decline", {"text": "a\x00b", "reason": "x"}, {"text"}),
    ],
)
def test_each_missing_or_unusable_input_is_named(land, action, inputs, fields):
    land.start()
    before = frozen(land)

    with pytest.raises(Invalid) as refused:
        land.act("clerk", action, **inputs)

    assert set(refused.value.fields) == fields
    assert frozen(land) == before


def test_evidence_is_asked_for_when_the_type_asks_for_it(land):
    land.start(evidence=frozenset({"photo"}))
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])

    with pytest.raises(Invalid) as refused:
        land.act("streets", "finish", text="cleared")

    assert set(refused.value.fields) == {"photos"}


def test_what_the_subject_refuses_changes_nothing(land):
    land.start()
    before = frozen(land)
    land.parcels.refuse_next = Invalid({"kind": "unknown"})

    with pytest.raises(Invalid):
        land.act("clerk", "whistle", kind="no such", nature="joint")

    assert frozen(land) == before


def test_an_action_is_possible_only_so_often(land):
    land.start()
    for _again in range(2):
        land.act("clerk", "whistle", kind="litter", nature="joint")
        land.act("dispatcher", "send_back", reason="look again")
    land.act("clerk", "whistle", kind="litter", nature="joint")
    before = frozen(land)

    with pytest.raises(NotPossible):
        land.act("dispatcher", "send_back", reason="look again")

    assert frozen(land) == before


def test_passed_up_it_goes_to_the_level_above_and_no_further_than_the_top(land):
    whistled(land)
    land.act("dispatcher", "pass_up", reason="too big for us")

    assert land.task("county_dispatcher").follows.post == land.posts["dispatcher"]
    before = frozen(land)
    with pytest.raises(NobodyAbove):
        land.act("county_dispatcher", "pass_up", reason="too big for us")
    assert frozen(land) == before


def test_a_dissatisfied_reporter_may_reopen_once(land):
    settled(land)
    for reopening in (True, False):
        if not reopening:
            land.act("dispatcher", "dispatch", offices=["streets"])
            land.act("streets", "finish", text="cleared")
        land.act("verifier", "pass_check")
        land.act("clerk", "answer", text="done")
        land.act("reporter", "rate", grade=2)
        if reopening:
            assert land.act("reporter", "reopen").step == "dispatch"

    with pytest.raises(NotPossible):
        land.act("reporter", "reopen")
    assert land.act("reporter", "accept_outcome").step == "closed_dissatisfied"
    assert list(land.parcels.outcomes.values()) == ["dissatisfied"]


@pytest.mark.parametrize(("area", "who"), [("near", "clerk"), ("far", "clerk2")])
def test_the_task_goes_to_the_post_that_answers_for_the_area(land, area, who):
    run = land.start(area)

    assert run.tasks.get().post == land.posts[who]
    assert run.owner_post == land.posts[who]


@pytest.mark.parametrize("area", ["empty", None])
def test_a_task_nobody_answers_for_is_opened_all_the_same(land, area):
    run = land.start(area)

    assert run.tasks.get().post is None
    assert run.owner_post is None
    assert run.tasks.get().clocks.get().next_action == "escalate"


# of these, two are the savepoint inside the test
COSTS = [
    ("clerk", "whistle", 8, {"kind": "litter", "nature": "joint"}),
    (
        "dispatcher",
        "dispatch",
        8,
        {"offices": ["streets", "housing"]},
    ),  # its post, each
    ("streets", "acknowledge", 7, {}),
    ("streets", "finish", 7, {"text": "cleared"}),
    ("housing", "finish", 8, {"text": "repaired"}),
    ("verifier", "pass_check", 8, {}),
    ("clerk", "answer", 8, {"text": "done"}),
    ("reporter", "rate", 6, {"grade": 5}),
]


def test_acts_need_few_queries(land):
    for _warmed_up in range(2):
        costs = []
        land.start()
        for who, action, _cost, inputs in COSTS:
            with CaptureQueriesContext(connection) as queries:
                land.act(who, action, **inputs)
            costs.append((action, len(queries) - 1))  # finding the task is the test's

    assert costs == [(action, cost) for _who, action, cost, _inputs in COSTS]
