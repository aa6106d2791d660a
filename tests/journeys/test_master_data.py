"""An administrator keeps master data in a real browser: template, faults, what would change,
applied, seen on pages and in the record; and once more, when nothing is left to change."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.foundation.records.models import Record

pytestmark = pytest.mark.browser
ADMIN = "supervisor.90"
LIST = "/desk/admin/organizations/"
KEPT = ("areas", "organizations", "links", "post-types", "posts", "calendars", "days", "case-types")


@pytest.fixture
def admin(visitor: Visitor) -> Page:
    page = visitor(size=DESKTOP)
    sign_in(page, ADMIN)
    return page


def follow(page: Page, words: str) -> None:
    page.get_by_role("link", name=words).first.click()
    page.wait_for_load_state()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def fill(path: Path, *rows: list[str]) -> None:
    """Fill in the first sheet of a table as somebody would in Excel, below what stands in it."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    book.save(path)


def bring(page: Page, path: Path) -> None:
    page.goto(LIST)
    page.get_by_label("表格（XLSX 或 CSV）").set_input_files(path)
    press(page, "看看会改什么")


def test_a_table_is_filled_in_corrected_seen_and_applied(admin, tmp_path):
    table = tmp_path / "单位.xlsx"
    admin.goto("/desk/")
    admin.locator(".yw-more > summary").click()
    follow(admin, "基础数据")
    follow(admin, "单位")
    with admin.expect_download() as download:
        admin.get_by_role("link", name="模板", exact=True).click()
    download.value.save_as(table)

    canteen = ["SQ-1", "社区食堂", "", "服务点", "", "90010101"]
    fill(table, canteen, ["ZJ-9001", "", "", "餐厅", "", "99"])
    bring(admin, table)

    expect(admin.locator(".yw-errors")).to_contain_text("有 1 行要改正；什么都没有改")
    said = admin.locator(".adm-faults li").all_inner_texts()
    assert len(said) == 3
    assert all("工作表“单位”，第 3 行" in sentence for sentence in said)
    assert_accessible(admin)

    fill(table, canteen, ["ZJ-9001", "东县住房局", "", "部门", "housing", "9001"])
    bring(admin, table)

    expect(admin.locator(".adm-figures")).to_contain_text(
        re.compile(r"1新增\s*1改了\s*0终止\s*0\s*不变")
    )
    expect(admin.locator("main")).to_contain_text("名称：东县住建局 → 东县住房局")
    assert_accessible(admin)
    press(admin, "全部生效")
    expect(admin.locator("div.yw-note-done")).to_contain_text("新增 1，修改 1，终止 0，不变 0")

    admin.goto(f"{LIST}?q=食堂")
    follow(admin, "SQ-1")
    expect(admin.locator(".yw-timeline")).to_contain_text("新增")
    expect(admin.locator(".yw-timeline")).to_contain_text("市督办员")
    admin.goto("/desk/areas/base/90010101")
    expect(admin.locator("main")).to_contain_text("社区食堂")
    parts = Record.objects.filter(name__startswith="organizations.organization.", subject_id__gt=0)
    act = Record.objects.get(name="sheets.upload.applied")
    assert [part.data["upload"] for part in parts] == [act.subject_id] * 2

    bring(admin, table)
    expect(admin.locator("main")).to_contain_text("没有要改的")
    press(admin, "回到列表")

    with admin.expect_download() as download:
        admin.get_by_role("button", name="现有数据（XLSX，留痕）").click()
    download.value.save_as(table)
    bring(admin, table)
    expect(admin.locator("main")).to_contain_text("没有要改的")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_every_page_is_accessible_and_fits(visitor, size):
    page = visitor(size=size)
    sign_in(page, ADMIN)

    for address in (
        "/desk/admin",
        *(f"/desk/admin/{key}/" for key in KEPT),
        f"{LIST}new",
        f"{LIST}row?key=ZJ-9001",
        f"{LIST}?q=没有这个",
        "/desk/admin/post-types/row?key=verifier",
        "/desk/admin/posts/new",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], address


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_new_colleague_gets_a_post_and_a_slip(visitor, size):
    page = visitor(size=size)
    sign_in(page, "supervisor.9001")
    page.goto("/desk/admin/people/?q=受理员")
    follow(page, "clerk.90010101")
    assert_accessible(page)

    page.goto("/desk/admin/people/new")
    page.get_by_label("用户名", exact=True).fill("li.ming")
    page.locator("#f-name").fill("李明")
    page.locator("#f-type").select_option("community_clerk")
    page.locator("#f-organization").fill("ZD-90010101")
    page.locator("#f-area").fill("90010101")
    page.locator("#f-mode").select_option("concurrent")
    assert_accessible(page)
    press(page, "新增")
    expect(page.locator(".yw-timeline")).to_contain_text("任用")

    page.goto("/desk/admin/first-links?q=李明")
    assert_accessible(page)
    press(page, "生成单子（留痕）")
    expect(page.locator(".adm-slip")).to_contain_text("/accounts/password/reset/key/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_row_is_changed_without_a_script(visitor):
    page = visitor(size=PHONE, javascript=False)
    sign_in(page, ADMIN)
    page.goto(f"{LIST}row?key=ZJ-9001")

    page.get_by_label("名称", exact=True).fill("东县住房局")
    press(page, "保存")

    expect(page.locator(".yw-messages")).to_contain_text("已保存")
    expect(page.locator(".yw-timeline")).to_contain_text("东县住建局 → 东县住房局")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_one_person_is_appointed_to_many_posts_at_once(visitor, size):
    page = visitor(size=size)
    sign_in(page, "supervisor.9001")
    page.goto("/desk/admin/people/")
    follow(page, "批量任用")
    page.get_by_label("哪类岗位").select_option("grid_leader")
    page.get_by_label("在哪个区域").press_sequentially("临江")
    expect(page.locator("#area-found option").first).to_be_attached()
    page.get_by_label("在哪个区域").fill("90010101")
    press(page, "列出岗位")
    assert_accessible(page)

    everybody = page.get_by_label("勾选的岗位都由同一个人担任")
    everybody.press_sequentially("临江社区受")
    expect(page.locator("#everybody-found option")).to_have_count(1)
    everybody.fill("没有这个人")
    boxes = page.get_by_role("checkbox")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    press(page, "看看会改什么")
    expect(page.locator(".yw-errors")).to_contain_text("找不到“没有这个人”")
    assert_accessible(page)

    page.get_by_label("勾选的岗位都由同一个人担任").fill("临江社区受理员（clerk.90010101）")
    press(page, "看看会改什么")
    expect(page.locator(".adm-remarks")).to_contain_text("还专职担任")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    press(page, "全部生效")
    expect(page.locator("div.yw-note-done")).to_contain_text("终止 0，不变 0")

    page.goto("/desk/areas/base/9001010101")
    expect(page.locator("main")).to_contain_text("临江社区受理员")
    acts = Record.objects.filter(name="posts.appointment.started", subject_id__gt=0)
    act = Record.objects.get(name="sheets.upload.applied")
    assert {each.data["upload"] for each in acts} == {act.subject_id}
