"""The same request sent twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.used_keys import KeyUsedOtherwise, key_of_form
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case, IntakeKey
from yiwang.work.cases.repeats import forget_answers, made_under
from yiwang.work.cases.reports import Place, Report

REPORT = Report("楼道漏水", "housing.leak", Place(130.025, 46.05), idempotency_key="a-key")


def test_a_repeated_request_gets_the_same_answer(report, records_of):
    first, case = report(idempotency_key="a-key", contact="13812341234")
    second, _case = report(idempotency_key="a-key", contact="13812341234")

    assert first == second
    assert Case.objects.count() == 1
    assert records_of(case) == ["cases.case.reported"]


@pytest.mark.parametrize(
    "changes", [{"text": "别的事"}, {"contact": "13812341235"}, {"place": Place(130.02, 46.05)}]
)
def test_a_key_belongs_to_one_request(report, record_count, changes):
    report(idempotency_key="a-key", contact="13812341234")
    before = record_count()

    with pytest.raises(KeyUsedOtherwise):
        report(**{"idempotency_key": "a-key", "contact": "13812341234"} | changes)

    assert (Case.objects.count(), record_count()) == (1, before)


def test_another_photo_makes_another_request(report, photo):
    report(idempotency_key="a-key")

    with pytest.raises(KeyUsedOtherwise):
        report(idempotency_key="a-key", photos=(photo,))


def test_equal_requests_under_two_keys_leave_no_equal_digest(report):
    report(idempotency_key="a-key", contact="13812341234")
    report(idempotency_key="b-key", contact="13812341234")

    first, second = IntakeKey.objects.order_by("id")
    assert first.request_digest != second.request_digest
    assert bytes(first.sealed_code) != bytes(second.sealed_code)


def test_is_forgotten_after_two_days(report, now):
    report(idempotency_key="a-key")

    assert forget_answers(now + timedelta(days=2)) == 0
    assert forget_answers(now + timedelta(days=2, seconds=1)) == 1


def test_the_form_of_a_phone_is_known_for_sixty_days_its_code_for_two(report, now):
    key = key_of_form("0" * 32, 7)
    made, _case = report(idempotency_key=key)

    assert forget_answers(now + timedelta(days=3)) == 0
    assert IntakeKey.objects.get().sealed_code is None
    assert made_under(key).number == made.number
    with pytest.raises(KeyUsedOtherwise):
        report(idempotency_key=key)
    assert forget_answers(now + timedelta(days=60, seconds=1)) == 1
    assert made_under(key) is None


def test_of_simultaneous_requests_with_one_key_one_is_taken_in(own_database, now):
    def send(_number):
        try:
            return report_case(REPORT, actor=REPORTER, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(send, range(4)))

    assert len(set(answers)) == 1
    assert Case.objects.count() == 1
