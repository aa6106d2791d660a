"""What people with a phone in their hand meet: today, one task, a quick report, the card."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from tests.journeys.test_desk_pages import fits, unfold
from tests.journeys.test_resident_pages import photo as picture
from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import (
    CLERK,
    VERIFIER,
    act,
    dispatched,
    photo,
    reported,
)
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser
GRID = "grid.9001010101"


@pytest.fixture
def on_phone(visitor: Visitor):
    """`on_phone(GRID)` is that worker, with a phone unless told otherwise."""

    def come(username: str, **how) -> Page:
        page = visitor(**{"size": PHONE} | how)
        sign_in(page, username)
        return page

    return come


def handled() -> Case:
    case = dispatched("ZJ-9001")
    return act(case, "zj.9001", "finish", text="补好了", photos=(photo(),))


def test_working_posts_begin_on_the_phone(on_phone):
    assert on_phone(VERIFIER).url.endswith("/work/")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_every_page_is_accessible_and_fits(on_phone, size, language):
    case = handled()
    page = on_phone(VERIFIER, size=size, language=language)
    addresses = ["/work/", "/work/?only=near", f"/work/cases/{case.pk}/", "/work/report"]

    for address in [*addresses, "/work/posts", "/work/cases/999999/"]:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        assert fits(page), address
    page.goto("/work/posts")
    page.locator("main .btn").first.click()
    assert_accessible(page)
    assert fits(page)


def test_everything_to_press_is_large_enough_for_a_thumb(on_phone):
    case = handled()
    page = on_phone(VERIFIER)

    for address in ("/work/", f"/work/cases/{case.pk}/", "/work/report"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, main summary, main .btn")]
              .filter(each => each.checkVisibility() && !each.closest(".yw-hidden, .maplibregl-map")
                && !each.matches(".yw-hidden"))
              .map(each => [each.textContent.trim(), each.getBoundingClientRect().height])
              .filter(([, height]) => height < 44)"""
        )
        assert small == []


def test_verifier_follows_the_button_of_a_task_to_its_form_and_is_back_at_today(on_phone):
    case = handled()
    page = on_phone(VERIFIER)

    page.locator(".work-next").click()
    form = unfold(page, "pass_check")
    form.locator("textarea[name=text]").fill("现场已不漏")
    form.locator(".yw-actions button").click()

    page.wait_for_url("**/work/")
    expect(page.locator(".yw-messages")).to_be_visible()
    assert history_of(("cases.case", case.pk))[-1].name == "cases.case.verified"


def test_quick_report_with_a_photo_works_without_a_script(on_phone):
    page = on_phone(GRID, javascript=False)
    page.goto("/work/report")
    page.fill("#text", "井盖松动")
    page.set_input_files("#report-photos", picture())

    page.locator("main .btn-main").click()

    expect(page.locator("h1")).to_have_text("已上报")
    expect(page.locator("main")).to_contain_text("临江社区")
    case = Case.objects.get()
    assert (case.channel, case.area.code) == ("worker", "9001010101")


@pytest.mark.mechanism("SG-86")
def test_a_resident_met_on_patrol_agrees_and_takes_the_code_along(on_phone):
    page = on_phone(GRID)
    page.goto("/work/report")
    expect(page.locator("#contact")).to_be_hidden()
    page.fill("#text", "老人家里断电，等着抢修")
    page.get_by_text("居民托我反映，本人同意").click()
    page.fill("#contact", "13912345678")
    assert_accessible(page)
    page.locator("#channel-worker").check(force=True)  # nobody agreed to anything
    page.locator("main .btn-main").click()
    expect(page.locator("#contact-error")).to_contain_text("征得居民同意")
    assert Case.objects.count() == 0

    page.locator("#channel-met").check(force=True)
    page.locator("main .btn-main").click()
    expect(page.locator("main .yw-code-big")).to_be_visible()
    assert_accessible(page)
    case = Case.objects.get()
    assert case.channel == "met"
    assert "13912345678" not in page.content()
    [code] = [page.locator(".yw-code-big").inner_text()]
    page.goto(f"/c/{code}")
    expect(page.locator("main")).to_contain_text("老人家里断电")


def test_worker_sees_like_cases_before_reporting_the_same_again(on_phone):
    reported(text="井盖松动", kind="")
    page = on_phone(GRID)
    page.goto("/work/report")
    page.fill("#text", "井盖松了")

    page.locator("main .btn-main").click()
    expect(page.locator("#like-title")).to_be_visible()
    assert_accessible(page)
    page.locator("main .btn-main").click()

    expect(page.locator("h1")).to_have_text("已上报")
    assert Case.objects.count() == 2


def test_clerk_settles_on_the_spot_what_came_to_the_own_post(on_phone):
    page = on_phone(CLERK)
    page.goto("/work/report")
    page.fill("#text", "单元门关不上")
    page.locator("button[name=choose]").click()
    page.locator("main .btn-main").click()

    form = unfold(page, "settle")
    form.locator("select[name=kind]").select_option("other.other")
    form.get_by_text("细小问题").click()
    form.locator("textarea[name=text]").fill("已调整闭门器")
    form.locator(".yw-actions button").click()

    page.wait_for_url("**/work/")
    assert history_of(("cases.case", Case.objects.get().pk))[-1].name == "cases.case.settled"


@pytest.mark.mechanism("JMS-86")
def test_contact_card_is_printed_with_its_picture(on_phone):
    page = on_phone(GRID)
    page.goto("/work/posts")
    page.locator("main .btn[href*='/card']").first.click()

    expect(page.locator(".work-card")).to_contain_text("党群连心卡")
    page.emulate_media(media="print")
    assert page.locator(".work-card svg.segno").is_visible()
    assert not page.locator(".yw-nav").is_visible()


def test_scanned_card_begins_the_report_in_the_area_of_the_post(visitor: Visitor):
    page = visitor()
    page.goto("/report?in=9001010101")
    page.fill("#text", "楼道灯不亮")
    page.locator("main .btn-main").click()

    expect(page.locator("#chosen")).to_contain_text("第一网格")
