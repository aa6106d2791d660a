"""What a reporter asks for after an answer is kept with the case, decided once, and told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.work.cases.models import Case, ReopenRequest
from yiwang.work.cases.queries import progress, timeline
from yiwang.work.cases.queries.clearing import still_to_clear


@pytest.fixture
def dissatisfied(answered, act):
    def made():
        answer, case = answered()
        act(case, "rate", grade=2, reason="还在滴水")
        return answer, case

    return made


def asked(case, now):
    return [(one.is_appeal, one.reason, one.decision) for one in progress(case, now=now).requests]


def test_reason_is_kept_with_the_case_and_not_in_the_record(dissatisfied, act, now):
    _answer, case = dissatisfied()

    act(case, "request_reopen", reason="还在滴水，墙皮掉了")

    assert asked(case, now) == [(False, "还在滴水，墙皮掉了", "")]
    assert "墙皮" not in "".join(f"{event.sentence}{event.reason}" for event in timeline(case.pk))


def test_granted_it_counts_as_handled_again_and_is_to_be_cleared_anew(dissatisfied, act, now):
    _answer, case = dissatisfied()
    act(case, "request_reopen", reason="还在滴水")
    assert not still_to_clear(Case.objects.all()).exists()

    act(case, "grant_reopen", by="dispatcher.900101")

    assert asked(case, now) == [(False, "还在滴水", "granted")]
    assert (case.reopened_times, case.run.step) == (1, "dispatch")
    assert list(still_to_clear(Case.objects.all())) == [case]


def test_refusal_is_an_answer_and_an_appeal_is_decided_above(dissatisfied, act, now):
    _answer, case = dissatisfied()
    act(case, "request_reopen", reason="还在滴水")
    act(case, "refuse_reopen", by="dispatcher.900101", reason="已换管", text="现场查看不再滴水。")
    act(case, "appeal_refusal", reason="你们没有来看")
    act(
        case, "uphold_refusal", by="supervisor.9001", reason="已复核", text="已到场复核，不再滴水。"
    )

    shown = progress(case, now=now)
    assert asked(case, now) == [
        (False, "还在滴水", "refused"),
        (True, "你们没有来看", "refused"),
    ]
    assert [reply.text for reply in shown.replies][-2:] == [
        "现场查看不再滴水。",
        "已到场复核，不再滴水。",
    ]
    assert shown.replies[0].grade == 2
    assert (case.is_open, case.run.step) == (False, "closed_dissatisfied")


def test_a_reason_is_asked_only_once_the_free_reopening_is_used_up(dissatisfied, act, now):
    _answer, case = dissatisfied()
    assert [choice.act for choice in progress(case, now=now).choices] == [
        "reopen",
        "accept_outcome",
    ]
    act(case, "reopen")
    act(case, "dispatch", by="dispatcher.900101", organizations=(_office("ZJ-9001"),))
    act(case, "finish", by="zj.9001", text="重新做了防水")
    act(case, "pass_check", by="verifier.900101")
    act(case, "answer", by="clerk.90010101", text="已重新做防水。")
    act(case, "rate", grade=1)

    shown = progress(case, now=now)

    assert [choice.act for choice in shown.choices] == ["request_reopen", "accept_outcome"]
    assert shown.asks_why is True


def test_database_keeps_one_undecided_request_for_a_case(report, now):
    _answer, case = report()
    ReopenRequest.objects.create(case=case, reason="一", at=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReopenRequest.objects.create(case=case, reason="二", at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReopenRequest.objects.create(case=case, reason="三", at=now, decision="granted")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReopenRequest.objects.create(
            case=case, reason="四", at=now, decision="maybe", decided_at=now + timedelta(1)
        )


def _office(code):
    from yiwang.structure.organizations.queries import ids_by_code

    return ids_by_code()[code]
