"""A rating that does not come over the web: a slip is given out at the counter and handed in again,
or the reporter rings; who had a part cannot enter it; and what nobody rates counts as that."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor, assert_accessible
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import CLERK, VERIFIER
from yiwang.portals.casework.tests.staging import act as done
from yiwang.work.cases.models import Case, Rating
from yiwang.work.workflows.sweep import sweep

pytestmark = pytest.mark.browser
OUTSIDER, SUPERVISOR = "clerk.90010102", "supervisor.9001"


def taken_in(clerk: Page, text: str) -> str:
    """At the counter; the code on the slip, which can be ticked and handed in."""
    clerk.goto("/desk/intake")
    clerk.locator("label[for=channel-counter]").click()
    clerk.fill("#text", text)
    clerk.locator("#areas button[name=choose]").click()
    clerk.locator("main .btn-main").last.click()
    if clerk.locator("button[name=save]").count():  # like ones were shown first
        clerk.locator("button[name=save]").click()
    slip = clerk.locator(".desk-slip")
    for grade in ("非常满意", "基本满意", "非常不满意"):
        expect(slip.locator("li", has_text=grade).first).to_be_visible()
    assert_accessible(clerk)
    return slip.locator(".yw-code-big").inner_text()


def answered(text: str) -> Case:
    case = Case.objects.get(text=text)
    done(case, CLERK, "settle", text="已修好", kind="housing.leak", nature="small")
    done(case, VERIFIER, "pass_check")
    return done(case, CLERK, "answer", text="水管已更换。")


def enter(page: Page, code: str, way: str = "", grade: int = 0, said: str = "") -> None:
    page.goto("/desk/rate")
    page.fill("#code", code)
    page.fill("#reason", said)
    for chosen in [f"way-{way}"] * bool(way) + [f"grade-{grade}"] * bool(grade):
        page.locator(f"label[for={chosen}]").click()
    page.locator("main form .btn-main").click()
    page.wait_for_load_state()


def test_a_slip_and_a_call_are_entered_by_somebody_without_a_part(visitor: Visitor, at_desk):
    clerk, outsider = at_desk(CLERK), at_desk(OUTSIDER)
    code = taken_in(clerk, "楼道水管漏水")
    enter(outsider, code, "slip", 4)
    expect(outsider.locator("[role=alert]").first).to_be_visible()  # not answered yet
    answered("楼道水管漏水")

    enter(outsider, "")
    for missing in ("请填写回执上的查询码", "请选是纸质回执还是电话评价", "请从 1 到 5 分里选一个"):
        expect(outsider.locator("[role=alert]").first).to_contain_text(missing)
    assert_accessible(outsider)
    enter(outsider, "AAA-AAA-AAA", "slip", 2, "还在滴水")
    expect(outsider.locator("[role=alert]").first).to_contain_text("没有这个查询码")
    expect(outsider.locator("#grade-2")).to_be_checked()  # nothing typed is lost
    enter(clerk, code, "phone", 5)
    expect(clerk.locator("[role=alert]").first).to_contain_text("您经手过这件事")
    assert not Rating.objects.exists()

    enter(outsider, code, "slip", 2, "还在滴水")
    expect(outsider.locator("main")).to_contain_text("评价已记下")
    enter(outsider, code, "phone", 5)  # there is one rating for an answer
    expect(outsider.locator("[role=alert]").first).to_be_visible()
    assert [(each.way, each.grade) for each in Rating.objects.all()] == [("slip", 2)]

    resident = visitor()
    resident.goto(f"/c/{code}")
    expect(resident.locator("main")).to_contain_text("纸质回执")
    expect(resident.locator("main")).to_contain_text("还在滴水")
    resident.locator("button[name=do][value=reopen]").click()  # dissatisfied: again
    assert Case.objects.get().is_open


def test_what_nobody_rates_is_counted_as_not_rated(visitor: Visitor, at_desk):
    code = taken_in(at_desk(CLERK), "厨房水管漏水")
    answered("厨房水管漏水")

    later = timezone.now() + timedelta(days=8)
    sweep(later)
    seal_pending(later)
    keep_up(later)

    case = Case.objects.get()
    assert (case.is_open, case.run.outcome, Rating.objects.count()) == (False, "unanswered", 0)
    resident = visitor()
    resident.goto(f"/c/{code}")
    expect(resident.locator("main")).to_contain_text("按“未评价”统计")
    assert_accessible(resident)
    enter(at_desk(OUTSIDER), code, "phone", 5)  # the time to rate is over
    expect(at_desk(OUTSIDER).locator("[role=alert]").first).to_be_visible()
    at_desk(SUPERVISOR).goto("/desk/figures")
    expect(at_desk(SUPERVISOR).locator("main")).to_contain_text("未评价")
