"""The page of call-backs: quotas over one's own reach, and the call itself from the desk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.portals.casework.tests.staging import CLERK, VERIFIER, act, client_of, reported, task_of
from yiwang.work.cases.actions.draw_call_backs import draw_call_backs
from yiwang.work.cases.lots import month_of, next_month
from yiwang.work.cases.models import CallBack, Draw
from yiwang.work.cases.queries import progress
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import CallAttempt
from yiwang.work.workflows.subjects import Inputs

pytestmark = pytest.mark.django_db
CALLER, CITY, ELSEWHERE = "supervisor.9001", "supervisor.90", "supervisor.9002"


def solved(**changes):
    """A leak settled, checked, answered and rated; its reporter left a number."""
    case = reported(**{"contact": "13912345678"} | changes)
    act(case, CLERK, "settle", text="已修好", kind="housing.leak", nature="small")
    act(case, VERIFIER, "pass_check")
    act(case, CLERK, "answer", text="水管已换。")
    perform(task_of(case), "rate", Inputs(grade=5), actor=REPORTER, now=timezone.now())
    return case


def end_the_month():
    """The draw of this month, as the worker makes it on the first of the next."""
    month = month_of(timezone.localdate())
    first = timezone.make_aware(
        timezone.datetime.combine(next_month(month), timezone.datetime.min.time())
    )
    while draw_call_backs(month, actor=SYSTEM, now=first):
        pass


def line_of(client, kind="housing"):
    found = client.get("/desk/call-backs").context["found"]
    return next(each for each in found.lines if each.kind and each.kind.key == kind)


@pytest.fixture
def drawn():
    case = solved()
    end_the_month()
    return case


def test_each_sees_the_numbers_of_their_reach_and_the_city_the_quota_too(drawn):
    page = client_of(CITY).get("/desk/call-backs")
    kinds = [each.kind and each.kind.key for each in page.context["found"].lines]
    assert kinds == [
        "housing",
        "sanitation",
        None,
    ]  # what the territory has no type for is left out
    mine, citys = line_of(client_of(CALLER)), line_of(client_of(CITY))

    assert (mine.closed, mine.drawn, mine.called, mine.wanted) == (1, 1, 0, None)
    assert (citys.closed, citys.drawn, citys.called, citys.wanted) == (1, 1, 0, 1)
    assert line_of(client_of(ELSEWHERE)).closed == 0
    assert client_of(CLERK).get("/desk/call-backs").status_code == 403


def test_the_call_is_made_in_the_inbox_and_counted(drawn):
    caller = client_of(CALLER)
    assert "回访反映人" in caller.get("/desk/").content.decode()
    sheet = caller.get(f"/desk/cases/{drawn.pk}/").content.decode()
    assert "接通：没有解决" in sheet
    assert "13912345678" not in sheet

    task = CallBack.objects.get().task_id
    address = f"/desk/cases/{drawn.pk}/tasks/{task}/call_solved"
    assert caller.post(address, {}).status_code == 422  # no grade was chosen
    caller.post(address, {"grade": "4"})

    line = line_of(caller)
    assert (line.called, line.reached, line.results["solved"]) == (1, 1, 1)
    assert (
        "已回访，反映人说已经解决：满意。"
        in caller.get(f"/desk/cases/{drawn.pk}/").content.decode()
    )


def test_no_answer_of_the_reporter_is_put_before_the_others(drawn):
    page = client_of(CALLER).get(f"/desk/cases/{drawn.pk}/")

    [called] = page.context["sheet"].at_hand
    assert len(called.forms) == 5
    assert not any(form.is_open or form.is_main for form in called.forms)


def test_who_is_not_satisfied_still_counts_among_the_closed(drawn):
    caller, task = client_of(CALLER), CallBack.objects.get().task_id
    typed = {"grade": "1", "reason": "又漏了"}
    caller.post(f"/desk/cases/{drawn.pk}/tasks/{task}/call_unsolved", typed)

    line = line_of(client_of(CITY))

    assert (line.closed, line.wanted, line.drawn, line.results["unsolved"]) == (1, 1, 1, 1)


def test_not_reached_is_shown_once_every_attempt_was_in_vain(drawn):
    caller, task = client_of(CALLER), CallBack.objects.get().task_id
    address = f"/desk/cases/{drawn.pk}/tasks/{task}/call_missed"
    caller.post(address, {})
    caller.post(address, {})  # pressed twice, it is one attempt

    line, page = line_of(caller), caller.get("/desk/call-backs").content.decode()
    assert (line.called, line.tried, line.results["waiting"]) == (0, 1, 1)
    assert "1 件打过还没有接通，再打" in page
    sheet = caller.get(f"/desk/cases/{drawn.pk}/").content.decode()
    assert "没有接通：已打 1 次，共打 3 次" in sheet
    assert "下一次请在" in sheet
    drawn.refresh_from_db()
    assert progress(drawn, now=timezone.now()).ending.called.tries == 1

    for _ in range(2):
        CallAttempt.objects.update(at=F("at") - timedelta(days=14))
        caller.post(address, {})

    line = line_of(caller)
    assert (line.called, line.reached, line.tried) == (1, 0, 0)
    assert "没有接通 1" in caller.get("/desk/call-backs").content.decode()


def test_who_does_not_want_to_say_is_reached_and_counted_so(drawn):
    caller, task = client_of(CALLER), CallBack.objects.get().task_id
    caller.post(f"/desk/cases/{drawn.pk}/tasks/{task}/call_refused", {})

    line = line_of(caller)

    assert (line.called, line.reached, line.results["refused"]) == (1, 1, 1)
    assert "不愿意评价 1" in caller.get("/desk/call-backs").content.decode()


def test_the_seed_is_told_only_once_the_month_is_over():
    solved()
    month = month_of(timezone.localdate())
    draw_call_backs(month, actor=SYSTEM, now=timezone.now())
    seed = Draw.objects.get().seed
    assert seed not in client_of(CITY).get("/desk/call-backs").content.decode()

    end_the_month()

    assert seed in client_of(CITY).get("/desk/call-backs").content.decode()


def test_number_of_queries_does_not_grow_with_the_cases():
    client = client_of(CALLER)
    client.get("/desk/call-backs")
    with CaptureQueriesContext(connection) as before:
        client.get("/desk/call-backs")
    for _ in range(3):
        solved()
    end_the_month()
    client.get("/desk/call-backs")

    with CaptureQueriesContext(connection) as after:
        client.get("/desk/call-backs")

    assert len(after) == len(before)


def test_without_quotas_the_page_says_so(monkeypatch):
    from yiwang.work.cases.queries import call_backs

    monkeypatch.setattr(call_backs, "strata", lambda now: [])

    assert "没有回访安排" in client_of(CALLER).get("/desk/call-backs").content.decode()
