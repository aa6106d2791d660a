"""An administrator changes the rules on pages, in a real browser, without a line of text."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.portals.casework.tests.staging import DISPATCHER, reported, whistled
from yiwang.work.workflows.models import Run

pytestmark = pytest.mark.browser
ADMIN = "supervisor.90"
FLOW = "/desk/rules/workflows/jiamusi.five_step"
DUTIES = "/desk/rules/registers/responsibility"
RED = "#b3261e"


@pytest.fixture
def admin(visitor: Visitor) -> Page:
    page = visitor(size=DESKTOP)
    sign_in(page, ADMIN)
    return page


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def follow(page: Page, words: str) -> None:
    page.get_by_role("link", name=words, exact=True).first.click()
    page.wait_for_load_state()


def red_lines(page: Page) -> int:
    return page.locator(f"[data-drawing] path[stroke='{RED}']").count()


def version_of(case_id: int) -> int:
    return Run.objects.select_related("version").get(subject_id=case_id).version.number


def test_a_step_is_added_mended_compared_and_published(admin):
    old = reported()
    admin.goto("/desk/rules")
    follow(admin, "修订规则")
    follow(admin, "五步闭环")
    press(admin, "起草新版本")
    expect(admin.locator(".rules-proof")).to_contain_text("证明通过")

    _add_the_call_back(admin)
    follow(admin, "草稿")
    admin.locator("[data-step=verify]").click()  # on the drawing
    follow(admin, "核查通过")
    admin.get_by_label("然后去哪里").select_option(label="电话回访")
    press(admin, "保存并证明")
    expect(admin.locator(".rules-proof")).to_contain_text("没有通过证明")
    expect(admin.locator(".rules-way").first).to_contain_text("—核查通过→ “电话回访”")
    assert red_lines(admin) >= 2  # a way drawn on the picture
    assert_accessible(admin)

    _mend_the_dead_end(admin)
    expect(admin.locator(".rules-proof")).to_contain_text("证明通过")
    assert red_lines(admin) == 0

    follow(admin, "电话回访")
    follow(admin, "草稿")
    follow(admin, "对比")
    expect(admin.locator(".rules-differences")).to_contain_text("环节“电话回访”")
    assert admin.locator(".rules-sides svg").count() == 2
    _publish(admin)

    new = reported()
    assert (version_of(old.pk), version_of(new.pk)) == (1, 2)
    for case, is_there in ((new, True), (old, False)):
        admin.goto(f"/desk/cases/{case.pk}/")
        assert ("电话回访" in admin.locator("main").inner_html()) == is_there


def _add_the_call_back(page: Page) -> None:
    page.get_by_label("这一环节做什么？").fill("电话回访")
    page.get_by_label("反映人看到的阶段").select_option(label="处理反馈")
    press(page, "加上这个环节")
    page.get_by_label("由谁来办").select_option(label="核查员")
    page.locator("[name='resolve.value']").fill("1")
    page.locator("[name='resolve.clock']").select_option(label="工作日")
    press(page, "保存并证明")


def _mend_the_dead_end(page: Page) -> None:
    page.get_by_role("link", name="去这个环节改").last.click()
    expect(page.locator("h1")).to_have_text("电话回访")
    page.get_by_label("做什么", exact=True).select_option(label="核查通过")
    page.get_by_label("按钮上写什么").fill("回访过了")
    page.get_by_label("然后去哪里").select_option(label="答复反映人")
    press(page, "加上这个操作")


def _publish(page: Page) -> None:
    page.goto(f"{FLOW}/draft")
    follow(page, "去发布……")
    expect(page.locator("main")).to_contain_text("在办的 1 件仍按原来的版本走完")
    press(page, "发布")
    expect(page.locator(".yw-errors")).to_contain_text("请写明为什么要改")
    page.get_by_label("为什么要改？").fill("核查以后还要打电话问一问")
    press(page, "发布")
    expect(page.locator(".yw-messages")).to_contain_text("第 2 版已发布")


def test_a_new_entry_is_tried_published_and_proposed(admin, visitor):
    admin.goto("/desk/rules/change")
    follow(admin, "部门职责清单")
    press(admin, "起草新版本")
    follow(admin, "加一条")
    admin.get_by_label("这一条说什么").fill("漏水归水务")
    admin.get_by_label("适用的事项类型").select_option("housing.leak")
    admin.get_by_label("由哪些单位办，牵头的在前 1").select_option("water")
    admin.get_by_label("排在谁前面").select_option(label="市容环境归城管")
    press(admin, "存入草稿")
    expect(admin.locator("main")).to_contain_text("这些条目永远轮不到")

    follow(admin, "试算和对比")
    admin.get_by_label("类型").first.select_option("housing.leak")
    press(admin, "试一试")
    expect(admin.locator("#tried")).to_contain_text("草稿的结果不同")
    assert_accessible(admin)

    follow(admin, "部门职责清单")
    follow(admin, "去发布……")
    admin.get_by_label("依据的文件").fill("职责清单（修订）")
    press(admin, "发布")
    expect(admin.locator(".yw-messages")).to_contain_text("第 2 版已发布")

    case = whistled()
    dispatcher = visitor(size=DESKTOP)
    sign_in(dispatcher, DISPATCHER)
    dispatcher.goto(f"/desk/cases/{case.pk}/")
    chosen = dispatcher.locator("[data-offices] li:has(input[type=checkbox]:checked)")
    expect(chosen).to_have_count(1)
    expect(chosen).to_contain_text("东县水务局")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_every_page_is_accessible_and_fits(visitor, size):
    page = visitor(size=size)
    sign_in(page, ADMIN)
    for start in (f"{FLOW}/versions", f"{DUTIES}/draft"):
        page.goto(start)
        press(page, "起草新版本")
    flow = ("", "/settings", "/text", "/publish", "/steps/respond", "/steps/collect/actions/0")
    duties = ("", "/entries/0", "/entries/2", "/try?try=1&kind=housing.leak", "/publish")

    for address in (
        "/desk/rules/change",
        *(f"{FLOW}/{end}" for end in ("versions", "compare")),
        *(f"{FLOW}/draft{end}" for end in flow),
        *(f"{DUTIES}/draft{end}" for end in duties),
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], address


def test_everything_works_without_a_script(visitor):
    page = visitor(size=PHONE, javascript=False)
    sign_in(page, ADMIN)
    page.goto(f"{FLOW}/versions")
    press(page, "起草新版本")

    page.get_by_role("link", name="答复反映人", exact=True).click()
    page.get_by_label("由谁来办").select_option(label="派遣员")
    press(page, "保存并证明")

    expect(page.locator(".yw-messages")).to_contain_text("已存入草稿")
    expect(page.get_by_label("由谁来办")).to_have_value("town_dispatcher")
