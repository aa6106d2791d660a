"""How it ended, on the reporter's own page, and coming back to it within the time that is given."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.portals.casework.tests.staging import CLERK, DISPATCHER, USUAL, VERIFIER, act, task_of
from yiwang.portals.resident.headline import called_back
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case, ReopenRequest
from yiwang.work.cases.queries.ending import Called
from yiwang.work.cases.reports import Report
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.subjects import Inputs

pytestmark = pytest.mark.django_db


class Followed:
    """A leak that was settled, checked and answered; its reporter's browser."""

    def __init__(self):
        made = report_case(Report(**USUAL), actor=REPORTER, now=timezone.now())
        self.code, self.browser = made.tracking_code, Client()
        self.case = Case.objects.get(pk=made.case_id)
        act(self.case, CLERK, "settle", text="已修好", kind="housing.leak", nature="small")
        act(self.case, VERIFIER, "pass_check")
        act(self.case, CLERK, "answer", text="水管已换。")

    def page(self, language="zh-hans"):
        answer = self.browser.get(f"/c/{self.code}", headers={"accept-language": language})
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))

    def send(self, do, **typed):
        return self.browser.post(f"/c/{self.code}/act", {"do": do, **typed})

    def expire(self):
        """The time to rate it passes."""
        perform(task_of(self.case), "expire", Inputs(), actor=SYSTEM, now=timezone.now())

    def step(self):
        return Run.objects.get(subject_id=self.case.pk).step


@pytest.fixture
def rated():
    followed = Followed()
    followed.send("rate", grade="5")
    return followed


def test_the_page_says_who_checked_it_how_it_was_rated_and_what_is_still_open(rated):
    said = rated.page()

    assert "核查员" in said
    assert "核查了结果，认为办好了" in said
    assert "您的评价：非常满意" in said
    assert "前可以提出。由没有参与办理的人决定" in said
    english = rated.page("en")
    assert "and found it good" in english
    assert "You rated it: Very satisfied." in english
    assert "Is it not solved after all?" in english


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("unsolved", "回访时您说没有解决"),
        ("missed", "没有接通"),
        ("misdirected", "没有接通"),
        ("refused", "回访时您不愿意评价"),
        ("", "给您打过电话没有接通，还会再打"),
    ],
)
def test_what_came_of_the_call_is_told_as_it_was(result, said):
    called = Called(result, timezone.now() if result else None, None, tries=1)

    with override("zh-hans"):
        assert said in called_back(called, timezone.now())


def test_who_did_not_rate_it_reads_that_it_counts_as_not_rated():
    followed = Followed()
    followed.expire()

    said = followed.page()

    assert "您没有评价，按“未评价”统计，不算满意" in said
    assert "其实没有解决？" in said


@pytest.mark.parametrize("ended", ["rated", "expired"])
def test_a_closed_case_is_taken_up_again_by_a_request_with_a_clock_of_its_own(ended):
    followed = Followed()
    followed.send("rate", grade="4") if ended == "rated" else followed.expire()

    followed.send("reopen_closed", reason="又漏了")

    case = Case.objects.get(pk=followed.case.pk)
    assert (case.is_open, case.closed_at, followed.step()) == (True, None, "reopen_request")
    request = ReopenRequest.objects.get()
    assert (request.reason, request.is_by_telephone, request.decision) == ("又漏了", False, "")
    clock = Task.objects.get(run=case.run, state="open").clocks.get()
    assert (clock.limit, clock.kind) == (1, "work_day")
    assert "又漏了" in followed.page()
    act(case, DISPATCHER, "grant_reopen")
    assert followed.step() == "dispatch"


def test_refused_it_can_be_appealed_and_comes_to_an_end_that_says_so(rated):
    rated.send("reopen_closed", reason="又漏了")
    act(rated.case, DISPATCHER, "refuse_reopen", reason="不漏", text="复查没有漏。")
    rated.send("appeal_refusal", reason="没来看")
    act(rated.case, "supervisor.9001", "uphold_refusal", reason="不漏", text="再查没有漏。")

    assert "要求重办的办法都用过了" in rated.page()
    rated.send("reopen_closed", reason="再来")
    assert rated.step() == "closed_dissatisfied"


def test_without_a_reason_nothing_happens_and_the_page_says_what_to_do(rated):
    refused = rated.send("reopen_closed", reason=" ")

    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode() or "请说明理由" in refused.content.decode()
    assert (rated.step(), ReopenRequest.objects.count()) == ("closed", 0)


def test_sent_twice_it_is_asked_once(rated):
    rated.send("reopen_closed", reason="又漏了")
    rated.send("reopen_closed", reason="又漏了")

    assert ReopenRequest.objects.count() == 1
    assert Task.objects.filter(step="reopen_request").count() == 1


def test_after_its_time_and_after_its_number_of_times_it_stays_closed(rated):
    Run.objects.filter(subject_id=rated.case.pk).update(
        ended_at=timezone.now() - timedelta(days=40)
    )
    assert "可以提出重办的时间已过" in rated.page()
    rated.send("reopen_closed", reason="又漏了")
    assert rated.step() == "closed"

    Run.objects.filter(subject_id=rated.case.pk).update(
        ended_at=timezone.now(), act_counts={"closed.request_reopen": 1}
    )
    rated.send("reopen_closed", reason="又漏了")
    assert rated.step() == "closed"


def test_nobody_but_the_reporter_comes_back_to_it(rated):
    other = Client().post("/c/000-000-000/act", {"do": "reopen_closed", "reason": "又漏了"})

    assert other.status_code == 404
    assert rated.step() == "closed"
