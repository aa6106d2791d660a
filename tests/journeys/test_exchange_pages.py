"""Supply and demand as staff and volunteers do it, in a real browser: accessible, no wider than the
screen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE, Visitor, assert_accessible, sign_in

pytestmark = pytest.mark.browser
CLERK, READER, OFFICE, LEADER = "clerk.90010101", "dispatcher.900101", "zj.9001", "grid.9001010101"


def put_up(page: Page, kind: str, title: str, **fields: str) -> str:
    """The address of the card."""
    page.goto("/exchange/new/")
    assert_accessible(page)
    page.locator(f"a[href='?kind={kind}']").click()
    page.fill("#f-title", title)
    page.fill("#f-area", "90010101")
    for selector, value in fields.items():
        page.locator(f"[name={selector.replace('_', '-')}]").first.fill(value)
    assert_accessible(page)
    page.locator("main form.ex-form .btn-main").click()
    page.wait_for_url("**/exchange/*/")
    assert_accessible(page)
    return page.url


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).click()
    page.wait_for_load_state()


def looked_at(page: Page, address: str) -> None:
    page.goto(address)
    assert_accessible(page)
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_member_unit_takes_a_need_on_and_who_waits_moves_up(visitor: Visitor, at_desk):
    clerk, office, leader = at_desk(CLERK), at_desk(OFFICE), visitor(size=PHONE)
    sign_in(leader, LEADER)
    address = put_up(clerk, "need", "缺一间下棋的屋子")

    office.goto(address)
    office.locator("input[name=who]").first.check()
    press(office, "申请认领")
    clerk.goto("/exchange/mine/")
    assert_accessible(clerk)
    clerk.locator("main").get_by_role("link", name="缺一间下棋的屋子").click()
    press(clerk, "同意：由他们来做")
    looked_at(leader, address)
    leader.locator("input[name=who]").first.check()
    press(leader, "排候补")
    assert "在候补" in leader.locator("main").inner_text()

    office.goto(address)
    office.locator("summary", has_text="退掉").click()
    office.locator("form[action$='/release'] input[name=reason]").fill("人手不够")
    assert_accessible(office)
    press(office, "退出：让别人来认领")

    looked_at(leader, "/exchange/mine/")
    assert "申请" in leader.locator("main").inner_text()


def test_a_volunteer_takes_a_post_in_the_evening(visitor: Visitor, at_desk):
    clerk, leader = at_desk(CLERK), visitor(size=PHONE)
    sign_in(leader, LEADER)
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    times = {"t_day": day, "t_from": "19:00", "t_to": "20:30", "t_places": "2"}
    address = put_up(clerk, "service_post", "陪老人下棋", **times)

    leader.goto(address)
    leader.locator("input[name=who]").first.check()
    leader.locator("input[name=slot]").first.check()
    press(leader, "申请认领")
    clerk.goto(address)
    press(clerk, "同意：由他们来做")
    leader.goto("/exchange/mine/")
    leader.get_by_role("link", name="报告或退出").click()
    leader.locator("summary", has_text="报告做好了").click()
    leader.locator("textarea[name=report]").fill("下了三盘")
    leader.locator("input[name=hours]").fill("1.5")
    assert_accessible(leader)
    press(leader, "由发布的人来确认")
    clerk.goto(address)
    press(clerk, "确认做好了")

    looked_at(leader, address)
    assert "已经确认" in leader.locator("main").inner_text()


def test_a_second_person_reads_a_wish(at_desk):
    clerk, reader = at_desk(CLERK), at_desk(READER)
    address = put_up(clerk, "wish", "想要一副老花镜")
    assert "要等第二个人审看" in clerk.locator("main").inner_text()

    reader.goto("/exchange/?waiting=1")
    assert_accessible(reader)
    reader.get_by_role("link", name="想要一副老花镜").click()
    assert_accessible(reader)
    reader.locator("button[value=show]").click()
    reader.wait_for_load_state()

    clerk.goto(address)
    assert "可认领" in clerk.locator(".yw-head").inner_text()


def test_the_other_pages_are_accessible_and_fit(visitor: Visitor, at_desk):
    put_up(at_desk(CLERK), "unit_resource", "会议室可借" * 8)
    for who, addresses in {
        CLERK: ["", "?side=offer", "?q=没有", "new/?kind=project", "check-in/", "volunteers/"],
        LEADER: ["", "?side=offer", "mine/", "volunteers/mine/", "volunteers/of-my-bodies/"],
    }.items():
        page = visitor(size=PHONE)
        sign_in(page, who)
        for address in addresses:
            looked_at(page, f"/exchange/{address}")
