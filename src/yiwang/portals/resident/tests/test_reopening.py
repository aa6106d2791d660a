"""Asking to have it handled again, on the reporter's own page."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    USUAL,
    VERIFIER,
    act,
    client_of,
)
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.reports import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def reopened_once():
    """A leak that was handled twice and is still not solved; its code and the case."""
    made = report_case(Report(**USUAL), actor=REPORTER, now=timezone.now())
    case, reporter = Case.objects.get(pk=made.case_id), Client()
    act(case, CLERK, "whistle", kind="housing.leak", nature="joint")
    for again in (True, False):
        act(case, DISPATCHER, "dispatch", organizations=("ZJ-9001",))
        act(case, "zj.9001", "finish", text="补了屋面")
        act(case, VERIFIER, "pass_check")
        act(case, CLERK, "answer", text="屋面已修补。")
        reporter.post(f"/c/{made.tracking_code}/act", {"do": "rate", "grade": "1"})
        if again:
            reporter.post(f"/c/{made.tracking_code}/act", {"do": "reopen"})
    return made.tracking_code, case, reporter


def words(page) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


def test_what_is_said_with_the_free_reopening_reaches_those_who_handle_it():
    made = report_case(Report(**USUAL), actor=REPORTER, now=timezone.now())
    case, reporter = Case.objects.get(pk=made.case_id), Client()
    act(case, CLERK, "settle", kind="housing.leak", nature="small", text="已换瓦")
    act(case, VERIFIER, "pass_check")
    act(case, CLERK, "answer", text="已换瓦。")
    door = f"/c/{made.tracking_code}"
    reporter.post(f"{door}/act", {"do": "rate", "grade": "2"})

    overlong = reporter.post(f"{door}/act", {"do": "reopen", "reason": "漏" * 501})
    reporter.post(f"{door}/act", {"do": "reopen", "reason": "只换了一片，旁边还漏"})

    assert (overlong.status_code, "500字" in words(overlong)) == (422, True)
    assert "只换了一片，旁边还漏" in words(reporter.get(door))
    seen = words(client_of(DISPATCHER).get(f"/desk/cases/{case.pk}/"))
    assert "只换了一片，旁边还漏" in seen
    assert "只换了一片" not in str(list(Record.objects.values_list("data", flat=True)))


def test_request_without_a_reason_comes_back_with_a_sentence(reopened_once):
    code, case, reporter = reopened_once

    refused = reporter.post(f"/c/{code}/act", {"do": "request_reopen", "reason": " "})

    assert refused.status_code == 422
    assert "请写明理由" in words(refused) or "请说明理由" in words(refused)
    assert Case.objects.get(pk=case.pk).run.step == "dissatisfied"


def test_the_whole_way_to_an_appeal_is_on_the_page(reopened_once):
    code, case, reporter = reopened_once
    door = f"/c/{code}/act"

    reporter.post(door, {"do": "request_reopen", "reason": "雨天还是漏"})
    desk = words(client_of(DISPATCHER).get(f"/desk/cases/{case.pk}/"))
    act(case, DISPATCHER, "refuse_reopen", reason="查过不漏", text="雨天复查没有漏。")
    page = words(reporter.get(f"/c/{code}"))
    reporter.post(door, {"do": "appeal_refusal", "reason": "复查那天没有下雨"})
    act(case, "supervisor.9001", "grant_reopen")

    assert "雨天还是漏" in desk
    assert "雨天复查没有漏。" in page
    assert "申诉由上一级决定" in page
    dispatcher = client_of(DISPATCHER).get(f"/desk/cases/{case.pk}/")
    assert "复查那天没有下雨" in words(dispatcher)
    assert "上次办过" in words(dispatcher)
    form = dispatcher.context["sheet"].at_hand[0].forms[0]
    assert [body.name for body in form.offices.bodies if body.has_handled] == ["东县住建局"]
    assert form.chosen == [body.id for body in form.offices.bodies if body.has_handled]


def test_the_office_gets_it_as_rework_with_what_it_did(reopened_once):
    code, case, reporter = reopened_once
    reporter.post(f"/c/{code}/act", {"do": "request_reopen", "reason": "雨天还是漏"})
    act(case, DISPATCHER, "grant_reopen")
    act(case, DISPATCHER, "dispatch", organizations=("ZJ-9001",))

    page = words(client_of("zj.9001").get(f"/desk/cases/{case.pk}/"))

    assert "这件事重办：本单位" in page
    assert "补了屋面" in page
