"""Two people put the same cases together at the same moment: real threads, one merge."""

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import REPORTER, staff
from yiwang.foundation.records.models import Record
from yiwang.work.cases.actions.merge_cases import MergeCases, merge_cases
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case, Merge
from yiwang.work.cases.reports import Place, Report
from yiwang.work.cases.tests.conftest import NOW
from yiwang.work.workflows.models import Pause, Task
from yiwang.work.workflows.tests.test_two_at_once import at_once


@pytest.fixture
def two(own_database):
    """The same leak, reported by two neighbours."""
    report = Report(text="楼道漏水三天了", kind="housing.leak", place=Place(130.025, 46.05))
    made = [report_case(report, actor=REPORTER, now=NOW).case_id for _ in range(2)]
    return [Case.objects.get(pk=case_id) for case_id in made]


def job(primary, member, who):
    actor = staff(Account.objects.get(username=who).pk)
    wanted = MergeCases(primary.pk, member.pk, "同一处漏水")
    return lambda: merge_cases(wanted, actor=actor, now=NOW)


def assert_merged_once(outcomes):
    assert [outcome is None for outcome in outcomes].count(True) == 1
    merge = Merge.objects.get()
    assert Task.objects.filter(state="held").count() == 1
    assert Pause.objects.filter(kind="merge", run=merge.member.run_id).count() == 1
    names = Record.objects.filter(name__in=["cases.case.merged", "cases.case.joined"])
    assert names.count() == 2


def test_the_same_way_twice_is_one_merge_and_the_second_is_told(two):
    one, other = two

    outcomes = at_once(job(one, other, "dispatcher.900101"), job(one, other, "dispatcher.9001"))

    assert_merged_once(outcomes)
    assert {type(outcome).__name__ for outcome in outcomes} == {"NoneType", "AlreadyDone"}


def test_each_into_the_other_makes_no_circle(two):
    one, other = two

    outcomes = at_once(job(one, other, "dispatcher.900101"), job(other, one, "dispatcher.9001"))

    assert_merged_once(outcomes)
