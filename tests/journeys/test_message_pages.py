"""Somebody is told: the bell, the list, the case behind it; then they choose how to be told, and an
administrator sets up a group. On a telephone and at a desk, with axe over every page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.insight.messages.models import Choices, Delivery, Group
from yiwang.insight.messages.tests.staging import read_on
from yiwang.portals.casework.tests.staging import CLERK, dispatched, reported

pytestmark = pytest.mark.browser
ADMIN, OFFICE = "supervisor.90", "zj.9001"


def assert_fits(page: Page) -> None:
    """Nothing makes the page wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} pixels too wide"


def at(visitor: Visitor, username: str, size: tuple[int, int]) -> Page:
    page = visitor(size=size)
    sign_in(page, username)
    return page


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_message_leads_to_the_case_and_is_read_then(visitor, size):
    case = reported()
    read_on()
    page = at(visitor, CLERK, size)

    bell = page.locator(".yw-bell")
    expect(bell).to_contain_text("1")
    bell.click()
    page.wait_for_load_state()
    row = page.locator(".msg-list a")
    expect(row).to_contain_text(case.number)
    expect(row).to_contain_text("来了一件新任务")
    assert_fits(page)
    assert_accessible(page)

    row.click()
    page.wait_for_url(f"**/desk/cases/{case.pk}/")
    expect(page.locator(".yw-bell .yw-count")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_somebody_chooses_how_to_be_told(visitor, size):
    page = at(visitor, CLERK, size)
    page.goto("/messages/")
    expect(page.locator(".yw-empty")).to_contain_text("还没有消息")
    assert_accessible(page)

    page.get_by_role("link", name="我收哪些消息、怎么收").click()
    page.wait_for_load_state()
    page.locator('input[name="near.in_app"]').uncheck()
    page.get_by_label("每天汇总", exact=True).check()
    page.locator("#f-quiet_from").fill("21:30")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".yw-note-done")).to_contain_text("已保存")

    kept = Choices.objects.get()
    assert (kept.pace, kept.quiet_from.isoformat()) == ("daily", "21:30:00")
    assert "in_app" not in kept.kinds["near"]
    page.locator("#f-quiet_from").fill("")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".yw-errors")).to_contain_text("请把起止时间都填上")
    assert_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_administrator_sets_up_a_group_and_sees_what_could_not_be_sent(visitor, size):
    page = at(visitor, ADMIN, size)
    page.goto("/desk/admin")
    page.get_by_role("link", name="消息：发送方式").click()
    page.wait_for_load_state()
    assert_accessible(page)
    page.get_by_role("link", name="添加群").click()
    page.wait_for_load_state()
    page.get_by_label("企业微信").check()
    page.get_by_label("群名称").fill("住建局值班群")
    page.get_by_label("群机器人的网址").fill("http://qyapi.weixin.qq.com/x")
    page.get_by_label("听哪个单位的消息").fill("ZJ-9001")
    page.get_by_label("来了新任务").check()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".yw-errors")).to_contain_text("https://")
    assert_accessible(page)
    page.get_by_label("群机器人的网址").fill("https://qyapi.weixin.qq.com/x?key=hush")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".yw-note-done")).to_contain_text("住建局值班群")

    dispatched()
    read_on()
    assert Delivery.objects.filter(message__group=Group.objects.get()).update(
        state="failed",
        tries=10,
        error="连不上：TimeoutError。",
        ended_at=timezone.now() - timedelta(minutes=1),
    )
    page.goto("/desk/admin/messages")
    expect(page.locator("main")).to_contain_text("连不上：TimeoutError。")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="重发").click()
    expect(page.locator(".yw-note-done")).to_contain_text("正在重发")
    assert Delivery.objects.get().state == "waiting"
