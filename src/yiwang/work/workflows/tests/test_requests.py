"""Asked by one, decided by another: the seam of every approval, shown on more time and voiding."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.effects.ask import AskedAlready, NobodyToApprove
from yiwang.work.workflows.granting.extension import NothingToExtend
from yiwang.work.workflows.independence import NotIndependent
from yiwang.work.workflows.models import Clock, Extension, Request, Run, Task
from yiwang.work.workflows.queries import possible_actions
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.asked import TERMS, asking, called, the_request
from yiwang.work.workflows.tests.test_sweep import at

MORE = {"reason_code": "parts", "reason": "泵要订货", "value": Decimal(3)}


def frozen(land):
    rows = [list(each.objects.order_by("pk").values()) for each in (Run, Task, Clock, Request)]
    return rows, land.records()


def work_clock(land, who="streets"):
    return land.task(who).clocks.get(purpose="resolve")


def decide(land, who, action, **inputs):
    """Somebody decides in the dispatcher's task, whose ever it is."""
    approval = the_request(land).approval_id
    return perform(approval, action, Inputs(**inputs), actor=land.actor(who), now=land.now)


@pytest.fixture
def asked(land):
    """An office has asked for three days more."""
    called(asking(land))
    land.act("streets", "ask_extension", **MORE)
    return land


def test_asking_opens_a_task_for_somebody_else_and_moves_nothing(land):
    called(asking(land))
    before = work_clock(land).due_at

    run = land.act("streets", "ask_extension", **MORE)

    approval = land.task("dispatcher", "approver")
    request = the_request(land)
    assert (run.step, work_clock(land).due_at) == ("respond", before)
    assert (request.kind, request.value, request.decision) == ("extension", 3, "pending")
    assert (request.approval, request.task) == (approval, land.task("streets"))
    assert request.asked_by_post == land.posts["streets"]
    assert (approval.demand, approval.clocks.get().due_at) == ("泵要订货", at("07 14:33"))
    assert land.last_record().data == {
        "task": request.task_id,
        "step": "respond",
        "action": "ask_extension",
        "stage": "respond",
        "post": land.posts["streets"].pk,
        "organization": land.offices["streets"].pk,
        "reason": "泵要订货",
        "opened": [approval.pk],
        "reason_code": "parts",
        "to_post": land.posts["dispatcher"].pk,
        "value": "3",
    }


def test_granting_moves_the_limit_by_what_was_asked(asked):
    clock = work_clock(asked)
    assert clock.due_at == at("14 17:00")

    asked.act("dispatcher", "grant", role="approver")

    clock.refresh_from_db()
    request = the_request(asked)
    assert clock.due_at == at("17 17:00")
    assert (clock.limit, Extension.objects.get(clock=clock).value) == (5, 3)
    assert (clock.next_action, clock.next_action_at) == ("remind", clock.near_at)
    assert (request.decision, request.decided_at) == ("granted", asked.now)
    assert request.decided_by == asked.accounts["dispatcher"]
    assert asked.records()[-2:] == ["extension_asked", "extension_granted"]
    told = asked.last_record().data
    assert (told["due_before"], told["due_at"]) == (
        "2026-09-14T09:00:00+00:00",
        "2026-09-17T09:00:00+00:00",
    )


def test_refusing_needs_a_reason_and_changes_nothing(asked):
    before = work_clock(asked).due_at

    with pytest.raises(Invalid):
        asked.act("dispatcher", "refuse", role="approver")
    asked.act("dispatcher", "refuse", role="approver", reason="配件库里有")

    request = the_request(asked)
    assert work_clock(asked).due_at == before
    assert (request.decision, request.decision_reason) == ("refused", "配件库里有")
    assert asked.records()[-1] == "extension_refused"


def test_what_was_late_when_granted_is_in_time_again_and_nobody_is_told_any_more(asked):
    asked.act("streets", "acknowledge")
    sweep(at("14 17:01"))
    assert asked.task("streets").escalated_to == asked.posts["supervisor"]
    asked.now = at("14 17:30")

    asked.act("dispatcher", "grant", role="approver")

    task = asked.task("streets")
    assert (task.escalated_to, task.escalation) == (None, 0)
    assert sweep(at("14 17:32")) == Swept()


def test_a_decision_that_is_not_made_is_reminded_and_climbs_the_ladder(asked):
    approval = asked.task("dispatcher", "approver")

    sweep(at("07 13:40"))
    sweep(at("07 14:40"))

    approval.refresh_from_db()
    assert approval.escalated_to == asked.posts["supervisor"]
    assert "reminded" in asked.records()
    assert sweep(at("07 16:40")).escalated
    approval.refresh_from_db()
    assert approval.escalated_to == asked.posts["city_supervisor"]


def test_who_asks_never_decides_even_at_two_posts(land):
    asking(land)
    land.join("streets", "dispatcher")
    called(land)

    land.act("streets", "ask_extension", **MORE)

    assert the_request(land).approval.post == land.posts["county_dispatcher"]


def test_whoever_comes_to_the_post_after_asking_may_not_decide(asked):
    asked.join("streets", "dispatcher")
    approval, before = asked.task("dispatcher", "approver"), frozen(asked)

    with pytest.raises(NotIndependent):
        decide(asked, "streets", "grant")

    assert frozen(asked) == before
    [grant, refuse] = possible_actions(approval, asked.accounts["streets"].pk, now=asked.now)
    assert grant.refusal == refuse.refusal == str(NotIndependent())


def test_the_database_lets_nobody_approve_their_own_request(asked):
    request = the_request(asked)
    request.decision, request.decided_at = "granted", asked.now
    request.decided_by = request.asked_by

    with pytest.raises(IntegrityError), transaction.atomic():
        request.save()


def test_strangers_decide_nothing(asked):
    before = frozen(asked)

    with pytest.raises(NotFound):
        decide(asked, "clerk", "grant")

    assert frozen(asked) == before


def test_without_anybody_to_decide_nothing_is_asked(land):
    asking(land)
    called(land)
    land.leave("dispatcher")
    land.leave("county_dispatcher")
    before = frozen(land)

    with pytest.raises(NobodyToApprove):
        land.act("streets", "ask_extension", **MORE)

    assert frozen(land) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": Decimal(0)},
        {"value": Decimal(-1)},
        {"value": Decimal("0.001")},
        {"value": Decimal("NaN")},
        {"value": Decimal(6)},  # at most five working days
        {"value": None},
        {"reason": " "},
        {"reason_code": ""},
        {"reason_code": "holiday"},
    ],
    ids=str,
)
def test_what_cannot_be_granted_is_not_asked(land, wrong):
    called(asking(land))
    before = frozen(land)

    with pytest.raises(Invalid) as refusal:
        land.act("streets", "ask_extension", **(MORE | wrong))

    assert list(refusal.value.fields) == list(wrong)
    assert frozen(land) == before


def test_most_is_compared_by_moments_where_the_clock_is_of_another_kind(land):
    terms = TERMS.replace('value = 5, clock = "work_day"', 'value = 24, clock = "urgent_hour"')
    called(asking(land, terms))

    with pytest.raises(Invalid):
        land.act("streets", "ask_extension", **(MORE | {"value": Decimal(2)}))
    land.act("streets", "ask_extension", **(MORE | {"value": Decimal(1)}))

    assert the_request(land).value == 1


def test_one_request_at_a_time_and_no_more_than_the_rules_allow(asked):
    with pytest.raises(AskedAlready):
        asked.act("streets", "ask_void", reason="没有这回事")
    offered = {a.key for a in possible_actions(asked.task("streets"), asked.accounts["streets"].pk)}
    assert not {key for key in offered if key.startswith("ask_")}
    asked.act("dispatcher", "grant", role="approver")

    with pytest.raises(AskedAlready):
        asked.act("streets", "ask_extension", **MORE)

    assert asked.records()[-1] == "extension_granted"


def test_after_a_refusal_it_can_be_asked_again(asked):
    asked.act("dispatcher", "refuse", role="approver", reason="说清楚些")

    asked.act("streets", "ask_extension", **MORE)

    assert Request.objects.filter(run=asked.run, decision="pending").count() == 1


def test_nothing_is_asked_once_the_time_is_over(land):
    called(asking(land))
    land.now = at("14 17:01")

    with pytest.raises(NothingToExtend):
        land.act("streets", "ask_extension", **MORE)

    assert not Request.objects.exists()


def test_a_request_lapses_with_the_task_it_was_made_on(asked):
    asked.act("streets", "finish", text="办完了")

    request = the_request(asked)
    assert (request.decision, request.decided_by) == ("lapsed", None)
    assert request.approval.state == "cancelled"
    assert not Clock.objects.filter(task=request.approval, state="running").exists()


def test_where_the_definition_has_no_terms_nothing_can_be_asked(land):
    called(land)

    with pytest.raises(NotPossible):
        land.act("streets", "ask_extension", **MORE)


def test_a_step_that_is_not_named_does_not_offer_it(land):
    terms = TERMS.replace("times = 1", 'times = 1\nsteps = ["respond"]')
    asking(land, terms).start()

    with pytest.raises(NotPossible):
        land.act("clerk", "ask_extension", **MORE)


def test_voiding_ends_everything_and_is_no_solution(land):
    called(asking(land), "streets", "housing")
    land.act("streets", "ask_void", reason="现场没有垃圾，照片是别处的")

    run = land.act("supervisor", "grant", role="approver")

    assert (run.is_open, run.outcome, run.ended_at) == (False, "void", land.now)
    assert land.parcels.outcomes == {run.subject_id: "void"}
    assert {task.state for task in Task.objects.filter(run=run, role="handler")} == {"cancelled"}
    assert not Clock.objects.filter(run=run, state="running").exists()
    assert land.records()[-1] == "void_granted"
    assert land.last_record().data["reason"] == "现场没有垃圾，照片是别处的"


def test_the_clock_to_sign_never_ends_after_the_clock_to_finish(land):
    asking(land)
    land.start(limits={"resolve": Limit(Decimal(1), ClockKind.URGENT_HOUR)})
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"], after=timedelta(hours=6))

    sign, work = land.task("streets").clocks.order_by("purpose")

    assert (sign.purpose, work.purpose) == ("acknowledge", "resolve")
    assert sign.due_at == work.due_at == at("07 16:01")


def test_asking_and_deciding_need_few_queries(land, django_assert_num_queries):
    called(asking(land), "housing")
    land.act("housing", "ask_extension", **MORE)
    land.act("dispatcher", "grant", role="approver")  # what is kept is read by now
    called(land)

    with django_assert_num_queries(12):
        land.act("streets", "ask_extension", **MORE)
    with django_assert_num_queries(12):
        land.act("dispatcher", "grant", role="approver")


def test_who_decides_second_is_told_that_it_is_decided(asked):
    asked.join("county_dispatcher", "dispatcher")
    asked.act("dispatcher", "grant", role="approver")

    with pytest.raises(AlreadyDone) as refusal:
        decide(asked, "county_dispatcher", "refuse", reason="不行")

    assert "“同意”" in str(refusal.value)
