"""Asking for more time, a pause, setting aside and voiding on pages: what the form wants, who
decides, what is refused and keeps what was typed, and what the reporter reads."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.foundation.tracking import new_code
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    client_of,
    dispatched,
    reported,
)
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock, Extension, Pause, Request, Task

pytestmark = pytest.mark.django_db
OFFICE, COUNTY, CITY = "zj.9001", "supervisor.9001", "supervisor.90"
ASKED = {
    "ask_extension": {"reason_code": "materials", "reason": "泵要订货", "value": "2"},
    "ask_pause": {"reason_code": "permit", "reason": "等开挖许可", "until": "soon"},
    "ask_deferral": {"reason_code": "winter", "reason": "入冬不能施工", "until": "soon"},
}


@pytest.fixture
def case():
    return dispatched("ZJ-9001")


@pytest.fixture
def code(case):
    made = new_code()
    Case.objects.filter(pk=case.pk).update(tracking_digest=made.digest)
    return made.shown


def soon(days=3):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def work(case):
    return Task.objects.get(run=case.run_id, role="handler")


def due(case):
    return Clock.objects.get(task=work(case), purpose="resolve").due_at


def press(case, who, task, action, **given):
    address = f"/desk/cases/{case.pk}/tasks/{task.pk}/{action}"
    return client_of(who).post(address, given, follow=True)


def ask(case, action="ask_extension", who=OFFICE, **changed):
    given = ASKED[action] | changed
    if given.get("until") == "soon":
        given["until"] = soon()
    return press(case, who, work(case), action, **given)


def approval(case):
    return Task.objects.get(run=case.run_id, role="approver", state="open")


def decide(case, who, action, **given):
    return press(case, who, approval(case), action, **given)


def page_of(case, who):
    return client_of(who).get(f"/desk/cases/{case.pk}/").content.decode()


def names(case):
    rows = Record.objects.filter(subject="cases.case", subject_id=case.pk).order_by("id")
    return [name.removeprefix("cases.case.") for name in rows.values_list("name", flat=True)]


def test_who_decides_reads_what_is_asked_why_and_what_it_would_do(case):
    assert ask(case).status_code == 200

    shown = page_of(case, DISPATCHER)

    assert "2 个工作日" in shown
    assert "等材料或配件" in shown
    assert "泵要订货" in shown
    assert 'class="cw-would"' in shown


def test_granted_by_somebody_else_it_is_due_later_and_the_reporter_reads_why(case, code):
    before = due(case)
    ask(case)
    assert due(case) == before

    decide(case, DISPATCHER, "grant")

    assert due(case) > before
    assert Extension.objects.get().value == Decimal(2)
    assert "延期 2 个工作日" in page_of(case, OFFICE)  # in which units, also once it is decided
    told = Client().get(f"/c/{code}").content.decode()
    assert "等材料或配件" in told
    assert "泵要订货" in told
    assert names(case)[-2:] == ["extension_asked", "extension_granted"]


def test_who_asked_cannot_decide(case):
    ask(case)
    before = (due(case), names(case))

    refused = decide(case, OFFICE, "grant")

    assert refused.status_code in (403, 404, 409)
    assert (due(case), names(case)) == before
    assert Request.objects.get().decision == "pending"


def test_not_granted_needs_a_reason_and_moves_nothing(case):
    before = due(case)
    ask(case)

    empty = decide(case, DISPATCHER, "refuse")
    assert empty.status_code == 422
    assert "reason" in empty.content.decode()
    decide(case, DISPATCHER, "refuse", reason="库里有配件")

    assert due(case) == before
    assert "库里有配件" in page_of(case, OFFICE)


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"value": ""}, "泵要订货"),
        ({"value": "很多"}, "很多"),
        ({"value": "-1"}, "泵要订货"),
        ({"value": "60"}, "60"),
        ({"reason": " "}, 'value="2"'),
        ({"reason_code": ""}, "泵要订货"),
        ({"reason_code": "no_such"}, "泵要订货"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_typed_is_lost(case, changed, kept):
    before = names(case)

    answer = ask(case, **changed)

    assert answer.status_code == 422
    assert kept in answer.content.decode()
    assert (
        'role="alert"' in answer.content.decode() or "yw-error-summary" in answer.content.decode()
    )
    assert (names(case), Request.objects.count()) == (before, 0)


@pytest.mark.parametrize("until", ["", "2001-01-01", "today", "far", "31.2.2030"])
def test_a_day_that_is_none_to_wait_for_is_refused(case, until):
    days = {"today": soon(0), "far": soon(400)}

    answer = ask(case, "ask_pause", until=days.get(until, until))

    assert answer.status_code == 422
    assert "等开挖许可" in answer.content.decode()
    assert not Request.objects.exists()


def test_a_pause_stops_the_clock_is_shown_to_all_and_ends_when_taken_up_again(case, code):
    ask(case, "ask_pause")
    decide(case, DISPATCHER, "grant")

    assert Clock.objects.get(task=work(case), purpose="resolve").state == "paused"
    told = Client().get(f"/c/{code}").content.decode()
    assert "等开工许可" in told
    assert "眼下停表等待" in told  # no day is promised that may move
    assert f"/tasks/{work(case).pk}/resume" in page_of(case, OFFICE)

    press(case, OFFICE, work(case), "resume")

    assert Clock.objects.get(task=work(case), purpose="resolve").state == "running"
    assert Pause.objects.get().ended_at is not None
    assert re.search(r"恢复\s*</span>", page_of(case, OFFICE))
    assert names(case)[-1] == "pause_ended"


def test_setting_aside_is_for_the_county_to_decide_and_rests_everything(case, code):
    ask(case, "ask_deferral")
    assert decide(case, DISPATCHER, "grant").status_code in (403, 404)

    decide(case, COUNTY, "grant")

    told = Client().get(f"/c/{code}").content.decode()
    assert "冬季不能施工" in told
    refused = press(case, OFFICE, work(case), "finish", text="办完了")
    assert refused.status_code == 409
    assert set(Clock.objects.filter(task=work(case)).values_list("state", flat=True)) == {"paused"}


def test_voiding_ends_the_case_by_two_people_and_says_why():
    case = reported()
    made = new_code()
    Case.objects.filter(pk=case.pk).update(tracking_digest=made.digest)
    task = Task.objects.get(run=case.run_id)

    press(case, CLERK, task, "ask_void", reason_code="not_real", reason="现场没有漏水")
    assert Case.objects.get(pk=case.pk).is_open
    decide(case, COUNTY, "grant")

    assert not Case.objects.get(pk=case.pk).is_open
    told = Client().get(f"/c/{made.shown}").content.decode()
    assert "现场没有漏水" in told


def test_one_request_at_a_time_and_not_more_often_than_the_rules_allow(case):
    ask(case)
    assert ask(case).status_code == 409
    decide(case, DISPATCHER, "grant")

    assert ask(case).status_code == 409
    assert Request.objects.count() == 1


def test_a_worker_on_the_phone_asks_by_the_same_form(case):
    phone = client_of(OFFICE)

    shown = phone.get(f"/work/cases/{case.pk}/").content.decode()
    assert "申请延期" in shown
    phone.post(f"/work/cases/{case.pk}/tasks/{work(case).pk}/ask_extension", ASKED["ask_extension"])

    assert Request.objects.get().reason == "泵要订货"
