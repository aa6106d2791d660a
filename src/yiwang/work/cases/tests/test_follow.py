"""Following, withdrawing, and what a code shows."""

from datetime import timedelta

import pytest

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import AlreadyDone, Forbidden, NotFound
from yiwang.structure.organizations.queries import ids_of
from yiwang.work.cases.actions.act_by_code import NothingToDecide, act_by_code
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.actions.withdraw_case import withdraw_case
from yiwang.work.cases.models import Contact, Follower, Rating
from yiwang.work.cases.queries import case_by_code, progress_by_code
from yiwang.work.cases.stages import StageState
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.subjects import Inputs


def test_a_follower_gets_a_code_of_their_own(report, records_of, now):
    answer, case = report()

    code = follow_case(case.pk, actor=REPORTER, now=now)

    assert code != answer.tracking_code
    assert case_by_code(code) == case_by_code(answer.tracking_code.lower()) == case
    assert records_of(case) == ["cases.case.reported", "cases.case.followed"]


def test_a_follower_sees_how_it_stands_and_nothing_that_was_written(answered, photo, now):
    _answer, case = answered(photos=(photo,), contact="13812341234")
    code = follow_case(case.pk, actor=REPORTER, now=now)

    shown = progress_by_code(code, now=now)

    assert shown.stage == "综合评价"
    assert len(shown.stages) == 5
    assert (shown.replies, shown.photos, shown.contact, shown.choices, shown.reveals) == (
        [],
        [],
        None,
        [],
        [],
    )


def test_a_stage_where_nobody_had_anything_to_do_is_no_stage_done(answered, now):
    answer, _case = answered()

    shown = progress_by_code(answer.tracking_code, now=now)

    assert " ".join(line.state for line in shown.stages) == "done skipped skipped done now"


@pytest.mark.parametrize("kind", ["rights.wages"])
def test_confidential_cases_are_not_followed(report, record_count, now, kind):
    _answer, case = report(kind=kind, contact="13812341234")
    before = record_count()

    with pytest.raises(NotFound):
        follow_case(case.pk, actor=REPORTER, now=now)

    assert (Follower.objects.count(), record_count()) == (0, before)


@pytest.mark.parametrize("code", ["AAA-AAA-AAA", "", "查询码", "AAA-AAA"])
def test_a_wrong_code_opens_nothing(report, code):
    report()

    with pytest.raises(NotFound):
        case_by_code(code)


def test_the_reporter_sees_where_it_is_and_who_answers_by_when(report, now):
    answer, _case = report(contact="13812341234")

    shown = progress_by_code(answer.tracking_code, now=now)

    [answering] = shown.answering
    assert shown.stage == "民意收集"
    assert [line.state for line in shown.stages] == [StageState.NOW] + [StageState.COMING] * 4
    assert (answering.who, answering.seconds_late) == ("临江社区 · 网格化服务站 · 受理员", 0)
    assert answering.due_at.isoformat() == "2026-09-07T06:30:00+00:00"  # 4 working hours
    assert shown.contact.mask == "138****1234"
    assert [event.name for event in shown.events] == ["cases.case.reported"]


def test_lateness_is_shown_as_lateness(report, now):
    answer, _case = report()

    later = progress_by_code(answer.tracking_code, now=now.replace(hour=16))

    assert later.is_late is True
    assert later.answering[0].seconds_late == 5400


@pytest.mark.mechanism("JMS-54", "JMS-66")
def test_the_reporter_rates_and_reopens_once(answered, now):
    answer, case = answered()
    code = answer.tracking_code
    assert progress_by_code(code, now=now).can_rate is True

    act_by_code(code, "rate", Inputs(grade=2, reason="还在漏"), actor=REPORTER, now=now)

    shown = progress_by_code(code, now=now)
    assert (shown.can_rate, shown.can_reopen) == (False, True)
    assert [(reply.text, reply.grade) for reply in shown.replies] == [
        ("水管已更换，请放心使用。", 2)
    ]

    act_by_code(code, "reopen", Inputs(), actor=REPORTER, now=now)

    case.refresh_from_db()
    assert (case.reopened_times, case.is_open) == (1, True)
    assert Rating.objects.get(case=case).reason == "还在漏"


def test_a_follower_decides_nothing(answered, record_count, now):
    _answer, case = answered()
    code = follow_case(case.pk, actor=REPORTER, now=now)
    before = record_count()

    with pytest.raises(Forbidden):
        act_by_code(code, "rate", Inputs(grade=5), actor=REPORTER, now=now)

    assert (Rating.objects.count(), record_count()) == (0, before)


def test_there_is_nothing_to_decide_while_it_is_being_handled(report, record_count, now):
    answer, _case = report()
    before = record_count()

    with pytest.raises(NothingToDecide):
        act_by_code(answer.tracking_code, "rate", Inputs(grade=5), actor=REPORTER, now=now)

    assert record_count() == before


def test_withdrawing_ends_the_case_and_erases_the_contact(report, records_of, now):
    answer, case = report(contact="13812341234")

    withdraw_case(answer.tracking_code, actor=REPORTER, now=now)

    case.refresh_from_db()
    assert (case.is_open, case.closed_at, case.run.is_open) == (False, now, False)
    assert Contact.objects.get(case=case).wrapped_key is None
    assert records_of(case) == ["cases.case.reported", "cases.case.withdrawn"]
    with pytest.raises(AlreadyDone):
        withdraw_case(answer.tracking_code, actor=REPORTER, now=now)


def test_a_follower_withdraws_nothing(report, record_count, now):
    _answer, case = report()
    code = follow_case(case.pk, actor=REPORTER, now=now)
    before = record_count()

    with pytest.raises(Forbidden):
        withdraw_case(code, actor=REPORTER, now=now)

    case.refresh_from_db()
    assert (case.is_open, record_count()) == (True, before)


def test_the_day_that_is_promised_is_that_of_the_work_not_of_signing_or_coming(report, act, now):
    answer, case = report()
    act(case, "whistle", by="clerk.90010101", kind="housing.leak", nature="joint")
    housing = tuple(ids_of(["ZJ-9001"]))
    by = "dispatcher.900101"
    act(case, "dispatch", by=by, organizations=housing, whistle="hard_matter")
    dues = dict(Clock.objects.filter(task__role="handler").values_list("purpose", "due_at"))

    [answering] = progress_by_code(answer.tracking_code, now=now).answering
    [unsigned] = progress_by_code(
        answer.tracking_code, now=dues["acknowledge"] + timedelta(minutes=1)
    ).answering

    assert dues["acknowledge"] < dues["arrive"] < dues["resolve"]
    assert answering.due_at == dues["resolve"]
    assert (unsigned.due_at, unsigned.seconds_late) == (dues["acknowledge"], 60)
