"""What people at a desk meet, in a real browser: every page, keyboard, refusals, two at once."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    account_id,
    act,
    dispatched,
    reported,
    task_of,
    whistled,
)
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.models import Post
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser
SUPERVISOR = "supervisor.9001"


@pytest.fixture
def signed_in(visitor: Visitor):
    """`signed_in(CLERK)` is that member of staff, at a desk unless told otherwise."""

    def come(username: str, **how) -> Page:
        page = visitor(**{"size": DESKTOP} | how)
        sign_in(page, username)
        return page

    return come


GIVEN_BACK = {"reason": "漏点不在供水管", "reason_code": "not_ours", "entry": "housing"}


def fits(page: Page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def unfold(page: Page, action: str):
    """The form of an act, unfolded."""
    fold = page.locator(f"details.cw-act:has(form[action$='/{action}'])")
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    return fold.locator("form")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_every_page_is_accessible_and_fits(signed_in, size, language):
    case = dispatched("ZJ-9001", "SW-9001", contact="13812345678")
    act(case, "sw.9001", "return", organization="SW-9001", **GIVEN_BACK)
    waiting = reported(kind="")
    pages = {
        CLERK: [f"/desk/cases/{waiting.pk}/", f"/desk/cases/{waiting.pk}/place", "/desk/intake"],
        DISPATCHER: ["/desk/", "/desk/?show=duty", f"/desk/cases/{case.pk}/"],
        SUPERVISOR: [
            *("/desk/?show=told", f"/desk/cases/{case.pk}/", "/desk/ledger", "/desk/figures"),
            *("/desk/ledger?show=clear", "/desk/ledger?text=没有这样的事", "/desk/rules"),
            *("/desk/rules/workflows/jiamusi.five_step", "/desk/cases/999999/"),
            "/desk/rules/registers/responsibility?try=1&kind=housing.leak",
        ],
    }

    for username, addresses in pages.items():
        page = signed_in(username, size=size, language=language)
        for address in addresses:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert_accessible(page)
            assert fits(page), address


def test_elder_view_is_accessible_and_fits(signed_in):
    case = whistled()
    page = signed_in(DISPATCHER, size=PHONE)
    page.goto("/desk/")
    page.locator("button[name=view][value=elder]").click()

    for address in ("/desk/", f"/desk/cases/{case.pk}/", "/desk/ledger"):
        page.goto(address)
        assert_accessible(page)
        assert fits(page), address


def test_keyboard_walks_the_inbox_and_opens_cases_beside_it(signed_in):
    cases = [whistled(text=f"第 {number} 件") for number in (1, 2, 3)]
    page = signed_in(DISPATCHER)
    page.goto("/desk/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    panel = page.locator("#side")
    expect(panel.locator("h2")).to_have_text("第 2 件")
    expect(panel).to_be_focused()
    assert page.url.endswith("/desk/")
    assert_accessible(page)

    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.wait_for_url(f"**/desk/cases/{cases[0].pk}/")


@pytest.mark.mechanism("JMS-55")
def test_dispatcher_whistles_departments_from_the_panel_and_stays_in_the_inbox(signed_in):
    case = whistled()
    page = signed_in(DISPATCHER)
    page.goto("/desk/")
    page.locator(".desk-row-link").click()
    form = unfold(page, "dispatch")
    preview = form.locator("[data-previews]")

    expect(preview).to_contain_text("将通知 2 个单位")
    form.get_by_label("东县城管局", exact=True).check()
    expect(preview).to_contain_text("将通知 3 个单位")
    expect(preview).to_contain_text(re.compile(r"\d+月\d+日 \d\d:\d\d（周.）前签收"))
    form.locator("textarea[name=text]").fill("请今天到现场")
    form.locator(".yw-actions button").click()

    expect(page.locator(".yw-messages")).to_contain_text("已派给：")
    assert page.url.endswith("/desk/")
    assert page.locator(".desk-row").count() == 0
    assert history_of(("cases.case", case.pk))[-1].name == "cases.case.dispatched"


def test_everything_works_without_a_script(signed_in):
    case = reported(kind="")
    page = signed_in(CLERK, javascript=False)
    page.goto("/desk/")
    page.locator(".desk-row-link").click()
    form = unfold(page, "whistle")

    form.locator("select[name=kind]").select_option("housing.leak")
    form.get_by_text("综合问题").click()
    form.locator(".yw-actions button").click()

    expect(page.locator(".yw-messages")).to_be_visible()
    found = Case.objects.select_related("type").get(pk=case.pk)
    assert (found.type.key, found.nature) == ("housing.leak", "joint")


def test_refusal_keeps_what_was_typed_and_leads_to_the_field(signed_in):
    case = reported()
    page = signed_in(CLERK)
    page.goto(f"/desk/cases/{case.pk}/")
    form = unfold(page, "decline")
    form.locator("textarea[name=text]").fill("请联系物业公司")

    form.locator(".yw-actions button").click()

    page.locator(".yw-errors a").click()
    task = task_of(case)
    expect(page.locator(f"#t{task}-decline-reason")).to_be_in_viewport()
    expect(page.locator(f"#t{task}-decline-text")).to_have_value("请联系物业公司")
    assert_accessible(page)


def test_two_clerks_act_at_once_and_the_second_loses_nothing(signed_in):
    case = reported()
    post = Post.objects.get(type__key="community_clerk", area__code="90010101")
    second = NewAppointment(post.pk, account_id("multi"), timezone.localdate(), "concurrent")
    appoint(second, actor=SYSTEM, now=timezone.now())
    quick, slow = signed_in(CLERK), signed_in("multi")
    for page in (quick, slow):
        page.goto(f"/desk/cases/{case.pk}/")
    whistle, decline = unfold(quick, "whistle"), unfold(slow, "decline")
    decline.locator("textarea[name=reason]").fill("不属于受理范围")
    decline.locator("textarea[name=text]").fill("请拨打物业电话")

    whistle.locator(".yw-actions button").click()
    expect(quick.locator(".yw-messages")).to_be_visible()
    decline.locator(".yw-actions button").click()

    expect(slow.locator(".yw-errors")).to_contain_text("临江社区受理员")
    expect(slow.locator(".yw-errors")).to_contain_text("上报吹哨")
    expect(slow.locator("main")).to_contain_text("请拨打物业电话")
    assert_accessible(slow)
    names = [record.name for record in history_of(("cases.case", case.pk))]
    assert names == ["cases.case.reported", "cases.case.whistled"]


def test_worker_of_another_county_opening_the_address_reads_a_sentence(signed_in):
    case = reported()
    page = signed_in("clerk.90020101")

    answer = page.goto(f"/desk/cases/{case.pk}/")

    assert answer.status == 404
    expect(page.locator("main h1")).to_contain_text("没有这件")
    expect(page.locator("body")).not_to_contain_text(case.number)
    assert_accessible(page)


def test_clerk_takes_in_by_telephone_and_prints_the_slip(signed_in):
    page = signed_in(CLERK)
    page.goto("/desk/intake")
    page.fill("#text", "路灯不亮，联系我 13812345678")
    page.locator("button[name=choose]").click()
    page.locator("main .btn-main").click()

    expect(page.locator("main")).to_contain_text("文字里有电话")
    page.locator("button[name=mask]").click()
    expect(page.locator("#text")).not_to_have_value(re.compile("13812345678"))
    page.fill("#contact", "13812345678")
    page.locator("main .btn-main").click()

    code = page.locator(".yw-code-big").inner_text()
    assert re.fullmatch(r"\w{3}-\w{3}-\w{3}", code)
    assert_accessible(page)
    page.emulate_media(media="print")
    assert page.locator(".yw-slip svg.segno").is_visible()
    assert not page.locator(".yw-nav").is_visible()


@pytest.mark.mechanism("JMS-47", "JMS-48", "JMS-70")
def test_the_same_desk_serves_four_levels_each_with_its_own_reach(signed_in):
    case = reported()
    for username, level in {
        CLERK: "临江社区",
        DISPATCHER: "河口镇",
        "dispatcher.9001": "东县",
        "supervisor.90": "试城",
    }.items():
        page = signed_in(username)
        page.goto("/desk/ledger")
        expect(page.locator(".desk-acting")).to_contain_text(level)
        expect(page.locator("main")).to_contain_text(case.number)
        page.context.close()


@pytest.mark.mechanism("JMS-66")
def test_answer_reaches_the_reporter_and_its_rating_comes_back(signed_in, visitor):
    from yiwang.foundation.records.actor import REPORTER
    from yiwang.work.cases.actions.report_case import report_case
    from yiwang.work.cases.reports import Place, Report

    told = Report(text="居住证怎么办", place=Place(130.025, 46.05))
    answer = report_case(told, actor=REPORTER, now=timezone.now())
    clerk = signed_in(CLERK)
    clerk.goto(f"/desk/cases/{answer.case_id}/")
    form = unfold(clerk, "decline")
    form.locator("textarea[name=reason]").fill("属于咨询")
    form.locator("textarea[name=text]").fill("请带身份证到二号窗口")
    form.locator(".yw-actions button").click()

    reporter = visitor()
    reporter.goto(f"/c/{answer.tracking_code}")
    expect(reporter.locator("main")).to_contain_text("请带身份证到二号窗口")
    reporter.locator("label[for=grade-5]").click()
    reporter.locator("button[value=rate]").click()

    clerk.goto(f"/desk/cases/{answer.case_id}/")
    expect(clerk.locator("main")).to_contain_text("非常满意")
