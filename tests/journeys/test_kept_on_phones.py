"""What a worker's phone keeps and forgets, and how its pages look without a signal."""

import json
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.basement import (
    GRID,
    NAMES_KEPT,
    OFFICE,
    above_ground,
    finish,
    kept,
    names_of,
    underground,
    unsent,
)
from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in, up_to_date
from tests.journeys.test_desk_pages import fits
from yiwang.portals.casework.tests.staging import CLERK, act, colleague_of, dispatched, reported
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser
PHONE_NUMBER = "13912345678"


def test_nothing_is_lost_when_the_sign_in_has_run_out(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    underground(page)
    finish(page, case, "补好了")
    page.wait_for_url("**/work/outbox")
    page.context.clear_cookies()
    above_ground(page)

    expect(page.locator("[data-line=sign-in]")).to_contain_text("请重新登录")
    expect(unsent(page)).to_contain_text("登录已过期")
    assert page.evaluate(NAMES_KEPT) == ["/work/no-signal", "/work/outbox"]
    page.locator("[data-line=sign-in] a").click()
    expect(page.locator("#unsent-here")).to_contain_text("1 件")
    assert_accessible(page)
    page.fill("input[name=login]", OFFICE)
    page.fill("input[name=password]", "yiwang-demo")
    page.locator("main button[type=submit]").first.click()

    page.wait_for_url("**/work/outbox")
    expect(page.locator("[data-part=sent] li")).to_have_count(1)
    expect(unsent(page)).to_have_count(0)
    assert names_of(case).count("handled") == 1


def test_task_that_is_closed_or_handed_over_is_forgotten_at_the_next_contact(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    address = f"/work/cases/{case.pk}/"
    assert address in page.evaluate(NAMES_KEPT)
    act(case, colleague_of(OFFICE), "finish", text="已修好")

    up_to_date(page)

    assert address not in page.evaluate(NAMES_KEPT)
    underground(page)
    page.goto(address)
    expect(page.locator("h1")).to_have_text("没有信号")
    assert_accessible(page)


def test_who_leaves_the_post_keeps_nothing(kept_phone):
    dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    Appointment.objects.filter(account__username=OFFICE).update(ends_on=date(2026, 1, 6))

    up_to_date(page, "/work/outbox")

    assert page.evaluate(NAMES_KEPT) == ["/work/no-signal", "/work/outbox"]


def test_signing_out_clears_the_phone_once_nothing_waits(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    underground(page)
    finish(page, case, "")
    expect(page.locator("main form [role=alert]")).to_be_visible()
    finish(page, case, "补好了")
    page.wait_for_url("**/work/outbox")
    act(case, colleague_of(OFFICE), "finish", text="已修好")
    above_ground(page)
    expect(unsent(page)).to_contain_text("他人已先处理")
    up_to_date(page)

    page.locator("form[data-leaves] button").click()
    page.wait_for_url("**/work/outbox?leaving")
    expect(page.locator("[data-part=leaving]")).to_be_visible()
    page.locator("[data-part=throw]").click()
    page.locator("[data-part=really]").click()
    expect(unsent(page)).to_have_count(0)
    page.locator("form[data-leaves] button").click()
    page.wait_for_url(lambda url: "/work/" not in url)

    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((a) => a.length)") == 0


@pytest.mark.mechanism("SG-86")
def test_no_contact_is_ever_kept(kept_phone):
    reported(contact=PHONE_NUMBER)
    secret = reported(kind="rights.wages", text="三个月没发薪水", contact=PHONE_NUMBER)
    page = kept_phone(CLERK)
    up_to_date(page, f"/work/cases/{secret.pk}/")
    assert f"/work/cases/{secret.pk}/" not in page.evaluate(NAMES_KEPT)
    up_to_date(page, "/work/report")
    page.fill("#text", "老人家里断电，电话 13812341234")
    page.get_by_text("居民托我反映，本人同意").click()
    page.fill("#contact", PHONE_NUMBER)
    underground(page)

    page.locator("main form .btn-main").click()
    expect(page.locator("main form [role=alert]")).to_contain_text("手机里不存电话号码")
    page.fill("#contact", "")
    page.locator("main form .btn-main").click()
    expect(page.locator("main form [role=alert]")).to_contain_text("打码")
    page.locator("main form [role=alert] button").click()
    page.locator("main form .btn-main").click()
    page.wait_for_url("**/work/outbox")

    everything = kept(page)
    assert "老人家里断电，电话 138****1234" in everything
    assert "楼道漏水三天了" in everything  # so it was looked at
    for number in (PHONE_NUMBER, "13812341234", "三个月没发薪水"):
        assert number not in everything


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_pages_without_a_signal_are_accessible_and_fit(kept_phone, size, language):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE, size=size, language=language)
    underground(page)
    finish(page, case, "补好了")
    page.wait_for_url("**/work/outbox")

    for address in (
        "/work/",
        f"/work/cases/{case.pk}/",
        "/work/report",
        "/work/posts",
        "/work/outbox",
    ):
        page.goto(address)
        page.wait_for_selector("#signal[data-ready]", state="attached")
        assert_accessible(page)
        assert fits(page), address
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, main summary, main .btn")]
              .filter((each) => each.checkVisibility() && !each.matches(".yw-hidden"))
              .map((each) => [each.textContent.trim(), each.getBoundingClientRect().height])
              .filter(([, height]) => height < 44)"""
        )
        assert small == []


def test_elder_view_is_kept_as_it_is(kept_phone):
    page = kept_phone(OFFICE)
    page.locator("button[name=view]").click()
    page.wait_for_selector("#signal[data-ready=told]", state="attached")
    underground(page)

    page.goto("/work/")

    assert page.locator("html").get_attribute("data-view") == "elder"


def test_browser_that_keeps_nothing_says_so_and_works_as_before(visitor: Visitor):
    page = visitor()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    sign_in(page, GRID)
    page.goto("/work/")
    expect(page.locator("[data-line=cannot]")).to_be_visible()
    assert_accessible(page)

    page.goto("/work/report")
    page.fill("#text", "井盖松动")
    page.locator("main form .btn-main").click()

    expect(page.locator("h1")).to_have_text("已上报")
    assert Case.objects.count() == 1


def test_phone_without_room_keeps_the_form_and_says_so(kept_phone):
    page = kept_phone(GRID)
    up_to_date(page, "/work/report")
    page.fill("#text", "井盖松动")
    page.evaluate(
        """() => { IDBObjectStore.prototype.put = () => {
          throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    underground(page)

    page.locator("main form .btn-main").click()

    expect(page.locator("main form [role=alert]")).to_contain_text("存储空间不足")
    assert page.input_value("#text") == "井盖松动"


def test_new_release_takes_the_place_of_the_former(kept_phone):
    page = kept_phone(OFFICE)
    page.evaluate("""async () => {
      const cache = await caches.open("yiwang-shell-former");
      await cache.put("/static/old.css", new Response("old"));
    }""")

    up_to_date(page)

    names = page.evaluate("caches.keys()")
    assert "yiwang-shell-former" not in names
    assert len(names) == 2


def test_answer_names_the_pages_and_nothing_of_their_cases(kept_phone):
    reported(contact=PHONE_NUMBER)
    page = kept_phone(CLERK)

    told = json.loads(page.request.get("/work/kept").text())

    assert set(told) == {"account", "csrf", "release", "look", "until", "pages"}
