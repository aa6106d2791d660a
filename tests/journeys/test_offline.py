"""A worker in a basement without a signal: what waits, what arrives, what others did meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.basement import (
    GRID,
    OFFICE,
    above_ground,
    finish,
    names_of,
    underground,
    unsent,
)
from tests.journeys.conftest import assert_accessible, up_to_date
from tests.journeys.test_desk_pages import unfold
from tests.journeys.test_resident_pages import photo as picture
from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import act, colleague_of, dispatched
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser


def test_work_in_the_basement_arrives_once_with_its_photo(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    underground(page)

    page.goto("/work/")
    expect(page.locator("[data-line=none]")).to_contain_text("没有信号")
    page.locator(".work-task-text a").click()
    expect(page.locator("main")).to_contain_text("楼道漏水三天了")
    page.wait_for_selector("#signal[data-ready]", state="attached")
    form = unfold(page, "finish")
    form.locator("textarea[name=text]").fill("补好了")
    form.locator("input[name=photos]").set_input_files(picture())
    form.locator(".yw-actions button").click()
    page.wait_for_url("**/work/outbox")
    expect(unsent(page)).to_have_count(1)
    page.reload()
    expect(unsent(page)).to_contain_text("等信号")
    expect(unsent(page)).to_contain_text("照片： 1")
    page.goto("/work/")
    expect(page.locator("[data-line=unsent]")).to_have_text(re.compile("1 件未发送"))
    page.locator("[data-line=unsent] a").click()
    assert names_of(case)[-1] == "dispatched"
    above_ground(page)

    expect(unsent(page)).to_have_count(0)
    expect(page.locator("[data-part=sent] li")).to_have_count(1)
    page.reload()
    page.wait_for_selector("#signal[data-ready=told]", state="attached")
    assert names_of(case).count("handled") == 1
    assert len(photos_of(("cases.case", case.pk), "result")) == 1


def test_signing_and_finishing_are_sent_in_their_order(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    underground(page)
    page.goto(f"/work/cases/{case.pk}/")
    page.wait_for_selector("#signal[data-ready]", state="attached")
    unfold(page, "acknowledge").locator(".yw-actions button").click()
    page.wait_for_url("**/work/outbox")
    finish(page, case, "补好了")
    page.wait_for_url("**/work/outbox")
    expect(unsent(page)).to_have_count(2)

    above_ground(page)

    expect(unsent(page)).to_have_count(0)
    assert names_of(case)[-2:] == ["acknowledged", "handled"]


def test_what_waits_survives_the_browser_being_closed(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    underground(page)
    finish(page, case, "补好了")
    page.wait_for_url("**/work/outbox")
    context = page.context
    page.close()

    above_ground_page = context.new_page()
    context.set_offline(False)
    up_to_date(above_ground_page)

    assert names_of(case).count("handled") == 1


def test_quick_reports_wait_each_for_itself(kept_phone):
    page = kept_phone(GRID)
    underground(page)
    for text in ("井盖松动", "路灯不亮"):
        page.goto("/work/report")
        page.wait_for_selector("#signal[data-ready]", state="attached")
        page.fill("#text", text)
        page.set_input_files("#report-photos", picture())
        page.locator("main form .btn-main").click()
        page.wait_for_url("**/work/outbox")
    expect(unsent(page)).to_have_count(2)

    above_ground(page)

    expect(unsent(page)).to_have_count(0)
    cases = Case.objects.order_by("id")
    assert [(case.text, case.area.code) for case in cases] == [
        ("井盖松动", "9001010101"),
        ("路灯不亮", "9001010101"),
    ]
    assert [len(photos_of(("cases.case", case.pk), "report")) for case in cases] == [1, 1]


def test_page_open_when_the_signal_goes_keeps_what_was_typed(kept_phone):
    page = kept_phone(GRID)
    up_to_date(page, "/work/report")
    page.fill("#text", "井盖松动")
    underground(page)

    page.locator("main form .btn-main").click()

    page.wait_for_url("**/work/outbox")
    expect(unsent(page)).to_contain_text("井盖松动")
    above_ground(page)
    expect(unsent(page)).to_have_count(0)
    assert Case.objects.get().text == "井盖松动"


def test_conflict_says_who_did_what_and_is_decided_by_its_author(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    underground(page)
    finish(page, case, "补好了")
    page.wait_for_url("**/work/outbox")
    act(case, colleague_of(OFFICE), "acknowledge")

    above_ground(page)

    expect(unsent(page)).to_contain_text("他人已先处理")
    expect(unsent(page)).to_contain_text("兼任人")
    expect(unsent(page)).to_contain_text("签收")
    assert names_of(case)[-1] == "acknowledged"
    assert_accessible(page)
    page.locator("[data-part=again]").click()
    expect(unsent(page)).to_have_count(0)
    assert names_of(case).count("handled") == 1


def test_what_is_over_is_a_conflict_and_can_be_thrown_away(kept_phone):
    case = dispatched("ZJ-9001")
    page = kept_phone(OFFICE)
    underground(page)
    finish(page, case, "补好了")
    page.wait_for_url("**/work/outbox")
    act(case, colleague_of(OFFICE), "finish", text="已修好")
    before = Record.objects.count()
    above_ground(page)
    expect(unsent(page)).to_contain_text("办理完毕")

    page.locator("[data-part=open]").click()
    expect(page.locator("main")).to_contain_text("补好了")
    page.goto("/work/outbox")
    with page.expect_download() as download:
        page.locator("#unsent [data-part=save]").click()
    page.locator("[data-part=throw]").click()
    assert_accessible(page)
    page.locator("[data-part=rather-not]").click()
    expect(unsent(page)).to_have_count(1)
    page.locator("[data-part=throw]").click()
    page.locator("[data-part=really]").click()

    expect(unsent(page)).to_have_count(0)
    saved = download.value.path().read_text(encoding="utf-8")
    assert "补好了" in saved
    assert "data:image/jpeg;base64," in saved
    assert Record.objects.count() == before


def test_refused_report_is_opened_with_its_sentence_corrected_and_sent(kept_phone):
    page = kept_phone(GRID)
    underground(page)
    page.goto("/work/report")
    page.wait_for_selector("#signal[data-ready]", state="attached")
    page.fill("#text", "井盖松动")
    page.set_input_files("#report-photos", picture())
    page.evaluate("document.querySelector('input[name=area]').value = 'none'")
    page.locator("main form .btn-main").click()
    page.wait_for_url("**/work/outbox")
    above_ground(page)
    expect(unsent(page)).to_contain_text("未被接受")
    assert Case.objects.count() == 0

    page.locator("[data-part=open]").click()
    page.wait_for_selector("form[data-unsent]")
    expect(page.locator("main form [role=alert]").first).to_be_visible()
    assert page.input_value("#text") == "井盖松动"
    assert page.evaluate("document.getElementById('report-photos').files.length") == 1
    page.fill("#text", "井盖松动，缺一角")
    page.evaluate("document.querySelector('input[name=area]').value = '9001010101'")
    page.locator("main form .btn-main").click()

    page.wait_for_url("**/work/outbox")
    expect(page.locator("[data-part=sent] li")).to_have_count(1)
    expect(unsent(page)).to_have_count(0)
    case = Case.objects.get()
    assert case.text == "井盖松动，缺一角"
    assert len(photos_of(("cases.case", case.pk), "report")) == 1
