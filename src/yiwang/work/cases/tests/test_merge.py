"""Reports of the same thing put together and taken apart: nothing moves, nobody is forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.work.cases.actions.merge_cases import CannotBeMerged, MergeCases, merge_cases
from yiwang.work.cases.actions.unmerge_case import unmerge_case
from yiwang.work.cases.actions.withdraw_case import withdraw_case
from yiwang.work.cases.models import Merge
from yiwang.work.cases.queries import progress_by_code, recurrence_of
from yiwang.work.cases.queries.recurrence import times_of
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.queries import inbox

DISPATCHER, CLERK = "dispatcher.900101", "clerk.90010101"
LATER = timedelta(hours=2)


@pytest.fixture
def whistled(report, act):
    """A leak at the town's command centre."""

    def made(**changes):
        answer, case = report(**changes)
        act(case, "whistle", by=CLERK, kind="housing.leak", nature="joint")
        return answer, case

    return made


@pytest.fixture
def merge(actor_of, now):
    def merged(member, primary, by=DISPATCHER, reason="同一处漏水", at=now):
        merge_cases(MergeCases(primary.pk, member.pk, reason), actor=actor_of(by), now=at)
        member.refresh_from_db()

    return merged


@pytest.fixture
def unmerge(actor_of, now):
    def unmerged(member, reason="不是同一处", by=DISPATCHER, at=now):
        unmerge_case(member.pk, reason, actor=actor_of(by), now=at)
        member.refresh_from_db()

    return unmerged


@pytest.fixture
def pair(whistled, merge):
    """A member merged into a primary, both at the command centre; with the member's code."""
    _answer, primary = whistled()
    answer, member = whistled(text="我家也漏水")
    merge(member, primary)
    return primary, member, answer.tracking_code


def office(code="ZJ-9001"):
    return ids_by_code()[code]


def answer_it(case, act, now):
    act(case, "dispatch", by=DISPATCHER, organizations=(office(),), at=now)
    act(case, "finish", by="zj.9001", text="防水已重做", at=now)
    act(case, "pass_check", by="verifier.900101", at=now)
    act(case, "answer", by=CLERK, text="防水已重新做好。", at=now)


def steps(case):
    rows = Task.objects.filter(run=case.run_id).order_by("id").values_list("step", "state")
    return list(rows)


def clock_of(case, step):
    return Clock.objects.filter(task__run=case.run_id, task__step=step).latest("id")


def test_a_merged_case_is_in_no_inbox_and_its_clock_stands_still(pair, actor_of, now):
    primary, member, _code = pair

    listed = [item.subject[1] for item in inbox(actor_of(DISPATCHER).account_id, now)]

    assert listed == [primary.pk]
    clock = clock_of(member, "dispatch")
    assert (clock.state, clock.next_action_at) == ("paused", None)
    assert steps(member)[-1] == ("dispatch", "held")


def test_its_reporter_is_told_and_sees_who_answers_for_it_now(pair, act, now):
    primary, _member, code = pair
    act(primary, "dispatch", by=DISPATCHER, organizations=(office(),))

    shown = progress_by_code(code, now=now)

    assert shown.is_merged is True
    assert ["住建局" in one.who for one in shown.answering] == [True]
    assert shown.events[-1].sentence == "与另一件反映同一问题的事项并案办理。"


def test_each_reporter_gets_an_answer_of_their_own_and_rates_it(pair, act, now):
    primary, member, code = pair
    answer_it(primary, act, now)

    shown = progress_by_code(code, now=now)
    assert [reply.text for reply in shown.replies] == ["防水已重新做好。"]
    assert shown.can_rate is True
    act(member, "rate", grade=4)
    act(primary, "rate", grade=2)

    assert (member.is_open, member.run.step) == (False, "closed")
    assert primary.run.step == "dissatisfied"
    assert [r.grade for r in member.ratings.all()] == [4]


def test_taken_apart_it_goes_on_where_it_stood_and_the_time_between_does_not_count(
    pair, unmerge, now
):
    _primary, member, _code = pair

    unmerge(member, at=now + LATER)

    clock = clock_of(member, "dispatch")
    assert steps(member)[-1] == ("dispatch", "open")
    assert clock.state == "running"  # two working hours of two were left at eleven
    assert clock.due_at == now.replace(hour=14, minute=30)
    assert clock.next_action == "remind"


def after_answer(primary, member, act, now):
    answer_it(primary, act, now)


def after_rating(primary, member, act, now):
    answer_it(primary, act, now)
    act(member, "rate", grade=5)


def after_dissatisfied(primary, member, act, now):
    answer_it(primary, act, now)
    act(member, "rate", grade=1)


def after_request(primary, member, act, now):
    after_dissatisfied(primary, member, act, now)
    act(member, "request_reopen", reason="我家还在漏")


def after_primary_closed(primary, member, act, now):
    after_rating(primary, member, act, now)
    act(primary, "rate", grade=5)


def at_once(primary, member, act, now):
    """Nothing has happened yet."""


@pytest.mark.parametrize(
    "happened",
    [
        at_once,
        after_answer,
        after_rating,
        after_dissatisfied,
        after_request,
        after_primary_closed,
    ],
)
def test_it_can_be_taken_apart_whatever_has_happened(happened, pair, act, unmerge, now):
    primary, member, _code = pair
    happened(primary, member, act, now)

    unmerge(member, at=now + LATER)

    still_open = [step for step, state in steps(member) if state in ("open", "acknowledged")]
    assert (member.is_open, member.run.is_open, member.run.step) == (True, True, "dispatch")
    assert still_open == ["dispatch"]
    assert clock_of(member, "dispatch").state == "running"
    answer_it(member, act, now + LATER)
    act(member, "rate", grade=5, at=now + LATER)
    assert (member.is_open, member.run.step) == (False, "closed")


def test_when_its_reporter_has_it_handled_again_it_goes_its_own_way(pair, act, now):
    primary, member, _code = pair
    answer_it(primary, act, now)
    act(member, "rate", grade=1)

    act(member, "reopen")

    assert Merge.objects.get().unmerged_at == now
    assert [state for step, state in steps(member) if step == "dispatch"] == ["cancelled", "open"]


def test_when_the_primary_is_withdrawn_its_members_go_on(whistled, merge, now, records_of):
    answer, primary = whistled()
    _answer, member = whistled()
    merge(member, primary)

    withdraw_case(answer.tracking_code, now=now)

    assert steps(member)[-1] == ("dispatch", "open")
    assert records_of(member)[-1] == "cases.case.unmerged"


def test_a_merged_case_can_be_withdrawn_and_then_not_be_taken_apart(pair, unmerge, now):
    _primary, member, code = pair

    withdraw_case(code, now=now)

    assert steps(member)[-1] == ("dispatch", "cancelled")
    with pytest.raises(AlreadyDone):
        unmerge(member)


@pytest.mark.parametrize("by", ["zj.9001", "supervisor.9001", "verifier.900101"])
def test_who_does_not_dispatch_over_both_cannot_merge(by, whistled, merge, record_count):
    (_a, primary), (_b, member) = whistled(), whistled()
    before = record_count()

    with pytest.raises((Forbidden, NotFound)):
        merge(member, primary, by=by)

    assert (record_count(), Merge.objects.count()) == (before, 0)


def test_what_cannot_be_merged_says_why_and_changes_nothing(
    whistled, merge, act, now, record_count, report
):
    (_a, first), (_b, second), (_c, third) = whistled(), whistled(), whistled()
    merge(second, first)
    answer_it(third, act, now)
    _answer, rehearsal = report(is_rehearsal=True)
    before = record_count()

    for member, primary, refused in [
        (first, first, CannotBeMerged),
        (second, first, AlreadyDone),
        (first, second, AlreadyDone),
        (third, first, CannotBeMerged),
        (rehearsal, first, CannotBeMerged),
    ]:
        with pytest.raises(refused):
            merge(member, primary)
    with pytest.raises(Invalid):
        merge(rehearsal, first, reason=" ")

    assert (record_count(), Merge.objects.count()) == (before, 1)


def test_database_refuses_chains_twice_merged_and_confidential_cases(whistled, merge, report, now):
    (_a, first), (_b, second), (_c, third) = whistled(), whistled(), whistled()
    _answer, wages = report(kind="rights.wages", contact="13812341234")
    merge(second, first)

    for primary, member in [
        (third, second),
        (second, third),
        (third, first),
        (third, third),
        (third, wages),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Merge.objects.create(primary=primary, member=member, stood={}, merged_at=now)


def test_merging_costs_the_same_however_many_there_are(
    whistled, merge, django_assert_max_num_queries
):
    _a, primary = whistled()
    for _number in range(3):
        _b, member = whistled()
        with django_assert_max_num_queries(45):
            merge(member, primary)


def test_what_is_merged_has_come_up_once(pair, whistled, merge, unmerge, actor_of, now):
    primary, member, _code = pair
    _answer, later = whistled(text="又漏了")
    _answer, alone = whistled(text="还在漏")
    account_id = actor_of(CLERK).account_id

    def told():
        times = [recurrence_of(case, account_id, now=now).times for case in (member, later, alone)]
        assert times == [
            times_of([case], account_id, now=now).get(case.pk, 1) for case in (member, later, alone)
        ]
        return times

    assert told() == [1, 2, 3]
    merge(later, primary)
    assert told() == [1, 1, 2]
    unmerge(member)
    assert told() == [2, 2, 3]
