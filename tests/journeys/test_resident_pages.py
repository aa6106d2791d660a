"""What a resident meets, in a real browser: every page, both languages, the elder view, no
JavaScript, bad input."""

import io
import re

import pytest
from PIL import Image

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible

pytestmark = pytest.mark.browser

PAGES = ["/", "/report", "/follow", "/figures", "/figures/data", "/notices/", "/service-map/"]
PAGES += ["/about/does-not", "/about/complaint"]
STAFF_DOORS = ["/accounts/login/"]


def photo() -> dict[str, object]:
    content = io.BytesIO()
    Image.new("RGB", (640, 480), "#456").save(content, "JPEG")
    return {"name": "垃圾桶.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def say_what(page, text="小区门口的垃圾桶三天没有清运", kind=None):
    page.goto("/report")
    page.fill("#text", text)
    if kind:
        page.check(f"input[value='{kind}']")
    page.locator("main .btn-main").click()


def say_where(page, *codes):
    """Down the list of areas by their codes, and on."""
    for code in codes or ("9001", "900101", "90010101"):
        page.locator(f"#areas button[name=go][value='{code}']").click()
    page.locator("button[name=choose]").click()
    page.locator("main .btn-main").click()


def send(page, contact=""):
    page.fill("#contact", contact)
    page.locator("button[name=send]").click()
    return page.locator(".yw-code-big").inner_text()


def report(page, **what):
    say_what(page, **what)
    say_where(page)
    return send(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_every_page_is_accessible_and_fits(visitor: Visitor, size):
    for language in ("zh-CN", "en-GB"):
        page = visitor(size=size, language=language)
        for address in PAGES + STAFF_DOORS:
            page.goto(address)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_pages_of_a_report_are_accessible_from_first_word_to_receipt(visitor: Visitor):
    page = visitor()
    page.goto("/report")
    page.fill("#text", "水管漏水，请联系13812345678")
    page.set_input_files("#photos", photo())
    page.locator("main .btn-main").click()
    assert_accessible(page)
    say_where(page)
    assert_accessible(page)
    send(page)
    assert_accessible(page)
    page.locator("main .btn-main").click()
    assert_accessible(page)


def test_resident_reports_and_follows_without_javascript(visitor: Visitor):
    page = visitor(javascript=False)

    say_what(page, kind="sanitation")
    say_where(page)
    code = send(page, "139 1234 5678")

    assert re.fullmatch(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", code)
    other = visitor(javascript=False)
    other.goto("/")
    other.fill("#code", code.lower().replace("-", " ").replace("0", "o"))
    other.locator("main form button.btn").click()
    assert other.url.endswith(f"/c/{code}")
    assert "临江社区" in other.inner_text(".yw-now")
    assert "139****5678" in other.inner_text("main")


def test_follow_page_stays_out_of_caches_and_search_engines(visitor: Visitor):
    page = visitor()
    code = report(page)

    answer = page.goto(f"/c/{code}")

    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "no-store" in answer.headers["cache-control"]


def test_report_in_english_reads_english(visitor: Visitor):
    page = visitor(language="en-GB")

    code = report(page, kind="water")

    page.goto(f"/c/{code}")
    assert page.inner_text("#now").startswith("It is at “Collected” now: ")
    assert "Linjiang Community" in page.inner_text("main")


def test_elder_view_is_larger_and_stays(visitor: Visitor):
    page = visitor(javascript=False)
    page.goto("/report")

    page.locator("button[name=view]").click()

    assert page.url.endswith("/report")
    assert page.locator("html[data-view=elder]").count() == 1
    page.goto("/")
    box = page.locator("main .btn-main").bounding_box()
    assert box["height"] >= 60


def test_language_is_changed_where_one_is(visitor: Visitor):
    page = visitor(javascript=False)
    page.goto("/about/does-not")

    page.locator("button[name=language]").click()

    assert page.url.endswith("/about/does-not")
    assert page.inner_text("h1") == "What this system does not do"


def test_what_was_typed_survives_an_error(visitor: Visitor):
    page = visitor()
    page.goto("/report")
    page.fill("#text", "路灯不亮")
    page.set_input_files(
        "#photos", {"name": "run.jpg", "mimeType": "image/jpeg", "buffer": b"#!/bin/sh\n" * 4096}
    )

    page.locator("main .btn-main").click()

    assert page.input_value("#text") == "路灯不亮"
    assert page.locator(".yw-errors a[href='#photos']").count() == 1
    assert_accessible(page)


def test_checked_photo_survives_an_error_elsewhere(visitor: Visitor):
    page = visitor()
    page.goto("/report")
    page.locator("#text").evaluate("field => { field.value = '长'.repeat(100000) }")
    page.set_input_files("#photos", photo())

    page.locator("main .btn-main").click()

    assert page.locator(".yw-errors a[href='#text']").count() == 1
    assert page.locator(".yw-drafts img").count() == 1


def test_place_is_asked_for(visitor: Visitor):
    page = visitor()
    say_what(page)

    page.locator("main .btn-main").click()

    assert page.locator(".yw-errors a[href='#areas']").count() == 1


def test_numbers_of_people_are_pointed_out_and_masked_at_one_click(visitor: Visitor):
    page = visitor()
    say_what(page, text="物业电话13812345678打不通")
    say_where(page)
    assert page.inner_text("mark") == "13812345678"

    page.locator("button[name=mask]").click()

    assert page.locator("mark").count() == 0
    assert "138****5678" in page.inner_text(".yw-said")


def test_contact_that_is_none_is_refused_in_a_sentence(visitor: Visitor):
    page = visitor()
    say_what(page)
    say_where(page)
    page.fill("#contact", "明天再说")

    page.locator("button[name=send]").click()

    assert page.locator(".yw-errors a[href$='#contact']").count() == 1
    assert page.input_value("#contact") == "明天再说"


def test_sending_twice_makes_one_case(visitor: Visitor):
    page = visitor()
    say_what(page)
    say_where(page)
    form = page.locator("form.yw-card")
    fields = {
        name: form.locator(f"input[name={name}]").input_value()
        for name in ("csrfmiddlewaretoken", "key")
    }
    code = send(page)

    again = page.request.post(
        "/report/check", form={**fields, "send": "1"}, headers={"Referer": page.url}
    )

    assert again.ok
    assert code in again.text()


def test_somebody_follows_what_another_reported(visitor: Visitor):
    report(visitor(), kind="sanitation")
    page = visitor()
    say_what(page, text="垃圾没人管", kind="sanitation")
    say_where(page)

    page.locator("main button[name=case]").first.click()

    code = page.locator(".yw-code-big").inner_text()
    page.goto(f"/c/{code}")
    shown = page.inner_text("main")
    assert "您在跟进" in shown
    assert "小区门口的垃圾桶" not in shown


def test_photo_is_shown_to_its_reporter_only(visitor: Visitor):
    page = visitor()
    page.goto("/report")
    page.fill("#text", "垃圾桶满了")
    page.set_input_files("#photos", photo())
    page.locator("main .btn-main").click()
    say_where(page)
    code = send(page)
    page.goto(f"/c/{code}")
    address = page.locator(".yw-photos img").first.get_attribute("src")

    assert page.request.get(address).status == 200
    assert visitor().request.get(address).status == 404


def test_reporter_puts_the_contact_right_erases_it_and_withdraws(visitor: Visitor):
    page = visitor(javascript=True)
    code = report(page)
    page.goto(f"/c/{code}")

    page.locator("summary", has_text="补留一个").click()
    page.fill("#contact", "13700001111")
    page.locator("button[value=correct_contact]").click()
    assert "137****1111" in page.inner_text("main")

    page.locator("summary", has_text="现在就删除").click()
    page.locator("button[value=erase_contact]").click()
    assert "137****1111" not in page.inner_text("main")

    page.locator("summary", has_text="撤回我的反映").click()
    page.locator("button[value=withdraw]").click()
    assert page.inner_text("#now") == "已经撤回。"


def test_codes_cannot_be_guessed_by_trying(visitor: Visitor):
    page = visitor()
    statuses = [page.request.get(f"/c/AAA-AAA-{number:03}").status for number in range(31)]

    assert statuses == [404] * 30 + [429]
