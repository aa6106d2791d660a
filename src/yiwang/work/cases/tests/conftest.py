"""The cast: staff of testland by user name, a Monday morning, and reports to vary.

Imports are inside the fixtures: Django is not set up yet when this file is read.
"""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def actor_of(db):
    """`actor_of("clerk.90010101")`: that member of staff, signed in."""
    from django.contrib.auth import get_user_model

    from yiwang.foundation.records.actor import staff

    return lambda name: staff(get_user_model().objects.get(username=name).pk)


@pytest.fixture
def photo():
    from PIL import Image

    from yiwang.foundation.files.photos import check_photo

    content = BytesIO()
    Image.new("RGB", (400, 300), "green").save(content, "JPEG")
    content.seek(0)
    return check_photo(content)


@pytest.fixture
def report(db, now):
    """Reports a leak in grid 9001010101, varied as told; the answer and its case."""
    from yiwang.foundation.records.actor import REPORTER
    from yiwang.work.cases.actions.report_case import report_case
    from yiwang.work.cases.models import Case
    from yiwang.work.cases.reports import Place, Report

    usual = {"text": "楼道漏水三天了", "kind": "housing.leak", "place": Place(130.025, 46.05)}

    def reported(actor=REPORTER, at=now, **changes):
        answer = report_case(Report(**usual | changes), actor=actor, now=at)
        return answer, Case.objects.get(pk=answer.case_id)

    return reported


@pytest.fixture
def act(now, actor_of):
    """`act(case, "whistle", by="clerk.90010101", kind=…)`: on the open task, or the reporter's."""
    from yiwang.foundation.records.actor import REPORTER
    from yiwang.work.workflows.actions.perform import perform
    from yiwang.work.workflows.queries import tasks_of
    from yiwang.work.workflows.subjects import Inputs

    def acted(case, action, *, by=None, at=now, **inputs):
        task = next(
            task
            for task in tasks_of(case.run_id)
            if task.is_open and (by is None) == (task.role == "reporter")
        )
        perform(task.id, action, Inputs(**inputs), actor=actor_of(by) if by else REPORTER, now=at)
        case.refresh_from_db()

    def on_task(task, action, *, by, at=now, **inputs):
        perform(task.pk, action, Inputs(**inputs), actor=actor_of(by), now=at)

    acted.on = on_task
    return acted


@pytest.fixture
def answered(report, act):
    """A leak that was settled on the spot, checked and answered; it waits for its rating."""

    def made(**changes):
        answer, case = report(**changes)
        act(case, "settle", by="clerk.90010101", text="已修好", kind="housing.leak", nature="small")
        act(case, "pass_check", by="verifier.900101")
        act(case, "answer", by="clerk.90010101", text="水管已更换，请放心使用。")
        return answer, case

    return made


@pytest.fixture
def records_of(db):
    """The names of the records of a case, oldest first."""
    from yiwang.foundation.records.queries import history_of

    return lambda case: [one.name for one in history_of(("cases.case", case.pk))]


@pytest.fixture
def record_count(db):
    """How many records there are: a refusal leaves the number as it was."""
    from yiwang.foundation.records.models import Record

    return Record.objects.count
