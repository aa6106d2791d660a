"""A time booked with a code and given back, and a fund from its first gift to the public ledger, in
a real browser: accessible, not wider than the screen, in the elder view, without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.conftest import PHONE, Visitor, assert_accessible
from yiwang.work.exchange.actions.put_up_card import put_up_card
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.tests.market import CLERK, READER, actor, area, body
from yiwang.work.exchange.writing import Time, Written

pytestmark = pytest.mark.browser


def put_up(kind: str, title: str, **changes) -> Card:
    now = timezone.now()
    given = {"area_id": area().pk, "opens_on": timezone.localdate(now)} | changes
    return put_up_card(Written(kind=kind, title=title, **given), actor=actor(CLERK), now=now)


def counter() -> Card:
    begins = timezone.now() + timedelta(days=1)
    times = (Time(begins, begins + timedelta(hours=2), 1),)
    station = body("ZD-90010101").pk
    return put_up(
        "counter_time", "上午代办社保", times=times, organization_id=station, tags=("elderly",)
    )


def looked_at(page, *, scripted: bool = True) -> None:
    if scripted:  # axe needs scripts
        assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], page.url


def book(page, card: Card, *, scripted: bool) -> str:
    page.goto("/wall/")
    looked_at(page, scripted=scripted)
    page.get_by_role("link", name=card.title).click()
    looked_at(page, scripted=scripted)
    page.locator("main form button").first.click()
    looked_at(page, scripted=scripted)
    return page.locator(".yw-code-big").inner_text()


def test_a_time_is_booked_given_back_and_goes_to_whoever_waits(visitor: Visitor):
    card = counter()
    first, second = visitor(javascript=False), visitor()

    code = book(first, card, scripted=False)
    waiting = book(second, card, scripted=True)

    assert "您在排队" in second.locator("h1").inner_text()
    first.goto("/wall/place/")
    looked_at(first, scripted=False)
    first.fill("#code", code.lower())
    first.locator("main form button").click()
    looked_at(first, scripted=False)
    first.locator("main form button").click()
    assert "已退回" in first.locator("main").inner_text()
    second.goto("/")
    second.get_by_role("button", name="长辈版").click()
    second.fill("#code", waiting)
    second.locator(".yw-code-form button").click()
    looked_at(second)
    assert "已预约成功" in second.locator("h1").inner_text()
    for address in ("/wall/", f"/wall/{card.pk}/", "/wall/projects/", "/funds/"):
        second.goto(address)
        looked_at(second)


def test_a_gift_a_grant_of_two_people_and_the_public_ledger(visitor: Visitor, at_desk):
    project = put_up("project", "楼道焕新", year=timezone.localdate().year, budget=5000)
    keeper, second = at_desk(CLERK), at_desk(READER)
    keeper.goto("/desk/funds/new")
    assert_accessible(keeper)
    keeper.fill("#f-name", "临江社区基金")
    keeper.fill("#f-code", "linjiang")
    keeper.fill("#f-purpose", "社区微项目")
    keeper.fill("#f-organization", "ZD-90010101")
    keeper.fill("#f-area", "90010101")
    keeper.locator("main form .btn-main").click()
    keeper.get_by_role("link", name="记一笔捐赠").click()
    assert_accessible(keeper)
    keeper.fill("#f-amount", "12,345.60")
    keeper.fill("#f-words", "冬季募捐")
    keeper.fill("#f-outside", "某某公司")
    keeper.locator("main form .btn-main").click()
    keeper.get_by_role("link", name="申请给项目拨款").click()
    keeper.select_option("#f-card", str(project.pk))
    keeper.fill("#f-amount", "3000")
    keeper.fill("#f-words", "刷楼道")
    keeper.locator("main form .btn-main").click()
    assert_accessible(keeper)
    assert "要由第二个人来批" in keeper.locator("main").inner_text()

    second.goto("/desk/funds/of/linjiang/")
    assert_accessible(second)
    second.get_by_role("button", name="批准拨款").click()

    resident = visitor()
    resident.goto("/funds/linjiang/")
    looked_at(resident)
    shown = resident.locator("main").inner_text()
    assert "9,345.60" in shown
    assert "−3,000.00" in shown
    assert "某某公司" in shown
    resident.goto(f"/wall/projects/?year={timezone.localdate().year}")
    looked_at(resident)
    assert "3,000.00 元" in resident.locator("main").inner_text()
