"""Reports that arrive at the same time are written together, and none harms another."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection

from yiwang.foundation.configuration.kept import Outdated, in_state, steady
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.foundation.tracking import digest_of
from yiwang.structure.territory.queries import nets
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.placing import placed_at
from yiwang.work.cases.reports import Place, Report, check_report
from yiwang.work.cases.taking_in import Intake, take_in_all

REPORT = Report("楼道漏水", "housing.leak", Place(130.025, 46.05), contact="13812341234")


@pytest.fixture
def intake(own_database, now):
    """A checked report with these changes, outside any transaction."""

    def make(**changes):
        with steady():
            checked = check_report(replace(REPORT, **changes), REPORTER, now)
            return Intake(checked, placed_at(checked.point, checked.area), REPORTER, now)

    return make


def test_several_take_as_many_statements_as_one(intake, django_assert_num_queries):
    take_in_all([intake()])
    intakes = [intake(text=f"第{number}件", contact="") for number in range(5)]

    with django_assert_num_queries(2):
        answers = take_in_all(intakes)

    for number, answer in enumerate(answers):
        case = Case.objects.get(pk=answer.case_id)
        assert (case.text, case.number) == (f"第{number}件", answer.number)
        assert case.tracking_digest == digest_of(answer.tracking_code)
        assert case.run.tasks.count() == 1
        assert Record.objects.filter(subject="cases.case", subject_id=case.pk).count() == 1


def test_one_that_cannot_be_written_harms_no_other(intake):
    good, bad, other = intake(text="甲"), intake(text="乙"), intake(text="丙")
    [first, *_others] = bad.placed.found
    nowhere = replace(bad.placed, found=(replace(first, area_id=10**9),))

    answers = take_in_all([good, replace(bad, placed=nowhere), other])

    assert isinstance(answers[1], IntegrityError)
    assert [Case.objects.get(pk=answers[place].case_id).text for place in (0, 2)] == ["甲", "丙"]
    assert not Case.objects.filter(text="乙").exists()
    assert Record.objects.filter(name="cases.case.reported").count() == 2


def test_who_presumed_another_state_is_told_and_nothing_is_written(intake):
    answers = take_in_all([intake(), replace(intake(text="乙"), presumes=-1)])

    assert isinstance(answers[1], Outdated)
    assert Case.objects.get().pk == answers[0].case_id


def test_a_process_that_saw_an_older_state_takes_in_all_the_same(own_database, now):
    report_case(REPORT, actor=REPORTER, now=now)
    with in_state(-1):  # what it saw last
        nets()

    assert report_case(REPORT, actor=REPORTER, now=now).number
    assert Case.objects.count() == 2


def test_simultaneous_reports_get_their_own_answers(own_database, now):
    def send(number):
        try:
            text = f"第{number}件" if number % 5 else " "
            return report_case(replace(REPORT, text=text), actor=REPORTER, now=now)
        except Invalid:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(send, range(30)))

    for number, answer in enumerate(answers):
        if number % 5:
            assert Case.objects.get(number=answer.number).text == f"第{number}件"
        else:
            assert answer is None
    assert Case.objects.count() == 24
    assert Record.objects.filter(name="cases.case.reported").count() == 24
