"""Time on pages: more of it is asked for by one and granted by another, it stands still, it runs
out and those above hear of it one after another; the reporter reads all of it, with reasons."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys.conftest import Visitor, assert_accessible
from tests.journeys.test_loop import act, open_first, whistle_and_dispatch
from tests.journeys.test_whistle import form_of, press, report, triage
from yiwang.foundation.records.models import Record
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.sweep import Swept, sweep

pytestmark = pytest.mark.browser
OFFICE, CENTRE, COUNTY, CITY = "zj.9001", "dispatcher.900101", "supervisor.9001", "supervisor.90"


@pytest.fixture
def under_way(visitor: Visitor, at_desk) -> str:
    """An office has signed for a leak; the code of who reported it."""
    code = report(visitor, "楼道漏水，墙皮都掉了")
    triage(at_desk, "housing.leak")
    whistle_and_dispatch(at_desk, "ZJ-9001")
    open_first(at_desk(OFFICE))
    act(at_desk(OFFICE), "acknowledge")
    return code


def ask(page: Page, action: str, **given: str) -> None:
    """Fill in what somebody asks for and why, and press the button."""
    open_first(page)
    form = form_of(page, action)
    for name, value in given.items():
        if name == "reason_code":
            form.locator(f"input[name=reason_code][value={value}]").check()
        else:
            form.locator(f"[name={name}]").fill(value)
    assert_accessible(page)
    press(page, form)


def decide(page: Page, action: str, reason: str = "") -> None:
    open_first(page)
    form = form_of(page, action)
    if reason:
        form.locator("textarea[name=reason]").fill(reason)
    press(page, form)


def work_clock() -> Clock:
    return Clock.objects.get(task__role="handler", purpose="resolve")


def read(resident: Page, code: str) -> str:
    """What the reporter finds by the code."""
    resident.goto(f"/c/{code}")
    assert_accessible(resident)
    return resident.inner_text("main")


def test_more_time_and_a_pause_are_asked_by_one_and_granted_by_another(
    visitor: Visitor,
    at_desk,
    under_way: str,
):
    office, centre, resident = at_desk(OFFICE), at_desk(CENTRE), visitor()
    due = work_clock().due_at
    ask(office, "ask_extension", reason_code="materials", reason="泵要订货", value="60")
    assert "超过" in office.inner_text("[role=alert]")  # more than the rules allow at a time
    typed = office.locator("form[action$='/ask_extension'] textarea[name=reason]")
    assert typed.input_value() == "泵要订货"
    ask(office, "ask_extension", reason_code="materials", reason="泵要订货", value="2")

    open_first(office)
    assert office.locator("form[action$='/grant']").count() == 0  # who asked does not decide
    open_first(centre)
    assert "泵要订货" in centre.locator(".cw-request").inner_text()
    assert_accessible(centre)
    decide(centre, "refuse")
    assert centre.locator("[role=alert]").count() == 1  # not without a reason
    assert work_clock().due_at == due
    decide(centre, "grant")
    assert work_clock().due_at > due
    told = read(resident, under_way)
    assert "等材料或配件" in told
    assert "泵要订货" in told

    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    ask(office, "ask_pause", reason_code="permit", reason="等开挖许可", until=until)
    decide(centre, "grant")
    assert work_clock().state == "paused"
    told = read(resident, under_way)
    assert "等开工许可" in told
    assert "等开挖许可" in told
    open_first(office)
    assert "暂停" in office.inner_text("main")
    press(office, form_of(office, "resume"))
    assert work_clock().state == "running"


def put(**moments: object) -> None:
    """The clock of the work, as if it had been running for long."""
    Clock.objects.filter(pk=work_clock().pk).update(**moments)


def told_of(page: Page, case: Case) -> str:
    """The list of what others let run late, and the case in it."""
    page.goto("/desk/?show=told")
    assert_accessible(page)
    assert case.number in page.inner_text("main")
    page.goto(f"/desk/cases/{case.pk}/")
    return page.inner_text("main")


def test_what_runs_late_is_reminded_of_and_climbs_step_by_step(
    visitor: Visitor,
    at_desk,
    under_way: str,
):
    case, now = Case.objects.get(), timezone.now()
    put(started_at=now - timedelta(days=9), near_at=now, due_at=now + timedelta(hours=1))
    put(next_action="remind", next_action_at=now)
    assert sweep(now) == Swept(reminded=1)
    open_first(at_desk(OFFICE))
    assert "时限" in at_desk(OFFICE).inner_text("main")

    put(due_at=now - timedelta(hours=2), next_action_at=now)
    assert sweep(now) == Swept(escalated=1)
    assert "报告了上一级" in told_of(at_desk(COUNTY), case)
    at_desk(CITY).goto("/desk/?show=told")
    assert case.number not in at_desk(CITY).inner_text("main")

    put(next_action_at=now)
    assert sweep(now) == Swept(escalated=1)
    assert "报告了上一级" in told_of(at_desk(CITY), case)
    names = [name.rpartition(".")[2] for name in Record.objects.values_list("name", flat=True)]
    assert (names.count("reminded"), names.count("escalated")) == (1, 2)

    county = at_desk(COUNTY)
    county.goto("/desk/ledger?show=late")
    assert case.number in county.inner_text("table")
    assert "超时" in county.inner_text("table")
    assert_accessible(county)
    county.goto("/desk/ledger?show=aside")
    assert_accessible(county)
    assert "已超时" in read(visitor(), under_way)
    ask(at_desk(OFFICE), "ask_extension", reason_code="materials", reason="来不及", value="1")
    assert "时限" in at_desk(OFFICE).inner_text("[role=alert]")  # too late to ask for more
