"""Nudging: who may, how often, what it says to whom, and that it moves no clock."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.actions.nudge_case import nudge_by_code, nudge_case
from yiwang.work.cases.actions.withdraw_case import withdraw_case
from yiwang.work.cases.queries import progress_by_code
from yiwang.work.workflows.actions.nudge_run import NotLate, NudgedAlready
from yiwang.work.workflows.actions.supervise import NobodyToSupervise
from yiwang.work.workflows.models import Clock, Nudge
from yiwang.work.workflows.queries.nudges import nudges_of

SUPERVISOR, CLERK = "supervisor.9001", "clerk.90010101"


def frozen():
    return list(Nudge.objects.values()), list(Clock.objects.order_by("id").values())


def test_those_at_work_are_nudged_with_words_and_no_clock_moves(report, actor_of, now, records_of):
    _answer, case = report()
    clocks = frozen()[1]

    told = nudge_case(case.pk, "居民又来电了", actor=actor_of(SUPERVISOR), now=now)

    assert len(told) == 1
    [line] = nudges_of([case.run_id])
    assert (line.words, line.by) == ("居民又来电了", "东县 · 指挥中心 · 县区督办员")
    assert frozen()[1] == clocks
    assert records_of(case)[-1] == "cases.case.nudged"


def test_the_same_post_nudges_again_only_after_four_working_hours(report, actor_of, now):
    _answer, case = report()
    nudge_case(case.pk, actor=actor_of(SUPERVISOR), now=now)
    before = frozen()

    with pytest.raises(NudgedAlready) as refused:
        nudge_case(case.pk, actor=actor_of(SUPERVISOR), now=now + timedelta(hours=2))
    assert "14:30" in str(refused.value)  # 9:00 and four hours, less the midday break
    assert frozen() == before

    nudge_case(case.pk, actor=actor_of("supervisor.90"), now=now + timedelta(hours=2))
    nudge_case(case.pk, actor=actor_of(SUPERVISOR), now=now + timedelta(hours=6))
    assert Nudge.objects.count() == 3


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("zj.9001", NotFound), ("supervisor.9002", NotFound), ("clerk.90010102", NotFound)],
)
def test_whoever_may_not_know_of_the_case_cannot_nudge(
    report, actor_of, now, record_count, who, refusal
):
    _answer, case = report()
    before = (frozen(), record_count())

    with pytest.raises(refusal):
        nudge_case(case.pk, actor=actor_of(who), now=now)

    assert (frozen(), record_count()) == before


def test_a_department_that_works_on_it_does_not_nudge_the_others(report, act, actor_of, now):
    from yiwang.structure.organizations.queries import ids_of

    _answer, case = report()
    act(case, "whistle", by=CLERK, kind="housing.leak", nature="joint")
    both = tuple(ids_of(["ZJ-9001", "SW-9001"]))
    act(case, "dispatch", by="dispatcher.900101", organizations=both)
    before = frozen()

    with pytest.raises(Forbidden):
        nudge_case(case.pk, actor=actor_of("zj.9001"), now=now)

    assert frozen() == before
    assert len(nudge_case(case.pk, actor=actor_of(CLERK), now=now)) == 2


def test_overlong_words_are_refused(report, actor_of, now):
    _answer, case = report()

    with pytest.raises(Invalid) as refused:
        nudge_case(case.pk, "快" * 201, actor=actor_of(SUPERVISOR), now=now)

    assert set(refused.value.fields) == {"words"}
    assert not Nudge.objects.exists()


def test_nobody_is_nudged_while_it_waits_for_the_reporter_or_is_closed(answered, actor_of, now):
    answer, case = answered()
    with pytest.raises(NobodyToSupervise):
        nudge_case(case.pk, actor=actor_of(SUPERVISOR), now=now)

    withdraw_case(answer.tracking_code, now=now)
    with pytest.raises(AlreadyDone):
        nudge_case(case.pk, actor=actor_of(SUPERVISOR), now=now)
    assert not Nudge.objects.exists()


def test_the_reporter_nudges_once_it_is_late_and_once_a_day(report, now):
    answer, case = report()
    code, late = answer.tracking_code, now + timedelta(hours=7)
    with pytest.raises(NotLate):
        nudge_by_code(code, now=now)
    assert not progress_by_code(code, now=now).may_nudge

    assert progress_by_code(code, now=late).may_nudge
    nudge_by_code(code, now=late)
    assert not progress_by_code(code, now=late).may_nudge
    before = frozen()
    with pytest.raises(NudgedAlready):
        nudge_by_code(code, now=late + timedelta(hours=1))
    assert frozen() == before

    nudge_by_code(code, now=late + timedelta(days=1))
    assert [line.by for line in nudges_of([case.run_id])] == ["", ""]


def test_a_follower_does_not_nudge(report, now):
    _answer, case = report()
    code = follow_case(case.pk, actor=REPORTER, now=now)

    with pytest.raises(Forbidden):
        nudge_by_code(code, now=now + timedelta(days=1))

    assert not Nudge.objects.exists()


def test_a_nudge_needs_few_queries(report, actor_of, now):
    _answer, case = report()
    nudge_case(case.pk, actor=actor_of(SUPERVISOR), now=now)

    with CaptureQueriesContext(connection) as queries:
        nudge_case(case.pk, actor=actor_of("supervisor.90"), now=now + timedelta(hours=1))

    assert len(queries) == 13
