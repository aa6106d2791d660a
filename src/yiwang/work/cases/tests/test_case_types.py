"""Types kept in memory."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.work.cases.actions.load_case_types import CaseTypeRow, load_case_types
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import CaseType
from yiwang.work.workflows.actions.publish import publish
from yiwang.work.workflows.queries import tasks_of


def test_a_changed_type_counts_at_once(db):
    assert type_by_key("housing.leak").all_limits["resolve"].value == 3

    CaseType.objects.filter(key="housing.leak").update(
        limits={"resolve": {"value": 2, "clock": "work_day"}}
    )

    assert type_by_key("housing.leak").all_limits["resolve"].value == 2


def test_a_changed_parent_counts_at_once(db):
    assert type_by_key("housing.leak").hides_cases is False

    CaseType.objects.filter(key="housing").update(is_confidential=True)

    assert type_by_key("housing.leak").hides_cases is True


def test_a_type_changed_twice_in_one_transaction_counts_at_once(db):
    for days in (2, 1):
        CaseType.objects.filter(key="housing.leak").update(
            limits={"resolve": {"value": days, "clock": "work_day"}}
        )
        assert type_by_key("housing.leak").all_limits["resolve"].value == days


def test_what_was_rolled_back_does_not_count(db):
    with transaction.atomic():
        CaseType.objects.filter(key="housing.leak").update(is_contact_needed=True)
        assert type_by_key("housing.leak").needs_contact is True
        transaction.set_rollback(True)

    assert type_by_key("housing.leak").needs_contact is False


def test_there_is_no_unknown_type(db):
    assert type_by_key("housing.ghost") is None


def test_a_workflow_that_answers_nobody_is_for_staff(db):
    now = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    publish(OWN, path="own.toml", effective_from=now, actor=SYSTEM, now=now)
    row = CaseTypeRow("own", "自己的事", workflow="tests.own")

    with pytest.raises(Invalid) as refusal:
        load_case_types([row], actor=SYSTEM, now=now)

    assert list(refusal.value.fields) == ["own"]
    load_case_types([replace(row, begun_by="staff")], actor=SYSTEM, now=now)
    assert type_by_key("own").who_begins == "staff"


def test_what_staff_began_goes_back_to_whoever_began_it(db, report, actor_of, act):
    now = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    publish(OWN, path="own.toml", effective_from=now, actor=SYSTEM, now=now)
    row = CaseTypeRow("own", "自己的事", workflow="tests.own", begun_by="staff")
    load_case_types([row], actor=SYSTEM, now=now)
    begun, clerk = {"channel": "worker", "kind": "own"}, "clerk.90010101"

    _answer, case = report(**begun, actor=actor_of("zj.9001"))

    [task] = tasks_of(case.run_id)
    assert task.post_label == "东县 · 住建局 · 经办人"
    act(case, "accept", by="zj.9001")
    with pytest.raises(NotFound):
        act(case, "pass_check", by="zj.9001")
    act(case, "pass_check", by=clerk)
    assert (case.is_open, case.run.outcome) == (False, "solved")


OWN = """
key = "tests.own"
subject = "cases.case"
name = "自己的事"
name_en = "One's own"
calendar = "cn"
reporter = false
start = "propose"
stages = [{ key = "all", name = "办理", name_en = "At work" }]
[steps.propose]
name = "提出"
name_en = "Proposed"
stage = "all"
beginner = true
actions = [{ act = "accept", name = "提交", name_en = "Send", to = "decide" }]
[steps.decide]
name = "决定"
name_en = "Decided"
stage = "all"
post = "community_clerk"
actions = [{ act = "pass_check", name = "同意", name_en = "Agree", to = "done" }]
[steps.done]
kind = "end"
name = "办结"
name_en = "Done"
stage = "all"
outcome = "solved"
"""
