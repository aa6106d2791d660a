"""The same thing reported twice, between real pages: a like one shown before sending, merged, each
reporter answered and rating, taken apart, and shown as coming back."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, Visitor, assert_accessible, sign_in
from tests.journeys.test_loop import act, check_and_answer, ids_of, open_first
from tests.journeys.test_resident_pages import photo, say_where, send
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser


@pytest.fixture
def at_desk(visitor: Visitor):
    """`at_desk("clerk.90010101")` is a signed-in member of staff; each signs in once."""
    cast: dict[str, Page] = {}

    def come(username: str) -> Page:
        if username not in cast:
            cast[username] = visitor(size=DESKTOP)
            sign_in(cast[username], username)
        return cast[username]

    return come


def report(resident: Page, text: str) -> str:
    resident.goto("/report")
    resident.fill("#text", text)
    resident.locator("main .btn-main").click()
    say_where(resident)
    return send(resident)


def whistle(at_desk) -> None:
    clerk = at_desk("clerk.90010101")
    open_first(clerk)
    act(clerk, "whistle", kind="sanitation.litter", nature="joint")


def open_case(page: Page, case: Case) -> None:
    page.goto(f"/desk/cases/{case.pk}/")


def merge(page: Page, member: Case, primary: Case) -> None:
    open_case(page, member)
    page.locator("#merges summary").last.click()
    page.locator("form[action$='/merge'] button").click()
    assert "请选择要并入的事项" in page.locator("[role=alert]").first.inner_text()
    page.fill("#merge-number", "99999999")
    page.fill("#merge-reason", "同一处垃圾")
    page.locator("form[action$='/merge'] button").click()
    assert "没有这个编号" in page.locator("[role=alert]").first.inner_text()
    page.locator(f"#merges input[name=like][value='{primary.number}']").check()
    page.locator("form[action$='/merge'] button").click()
    assert "选的和填的不是同一件" in page.locator("[role=alert]").first.inner_text()
    assert page.locator(f"#merges input[name=like][value='{primary.number}']").is_checked()
    page.fill("#merge-number", "")
    page.fill("#merge-reason", "同一处垃圾")
    assert_accessible(page)
    page.locator("form[action$='/merge'] button").click()
    page.wait_for_load_state()


def unmerge(page: Page, member: Case) -> None:
    open_case(page, member)
    page.locator("#merges summary").first.click()
    page.locator("form[action$='/unmerge'] button").click()
    assert page.locator("[role=alert]").first.is_visible()  # not without a reason
    page.locator("form[action$='/unmerge'] input[name=reason]").fill("是另一处垃圾")
    page.locator("form[action$='/unmerge'] button").click()
    page.wait_for_load_state()


def test_two_reports_become_one_and_two_again(visitor: Visitor, at_desk):
    first, second = visitor(), visitor()
    first_code = report(first, "小区门口的垃圾堆了三天没有清运")
    whistle(at_desk)
    second_code = report(second, "门口的垃圾还在")
    whistle(at_desk)
    primary, member = Case.objects.order_by("pk")
    dispatcher = at_desk("dispatcher.900101")

    merge(dispatcher, member, primary)
    second.goto(f"/c/{second_code}")
    assert "已并案一起办" in second.inner_text("#now")
    open_case(dispatcher, primary)
    act(dispatcher, "dispatch", organizations=ids_of("CG-9001"))
    streets = at_desk("cg.9001")
    open_first(streets)
    act(streets, "finish", text="垃圾已清运", photos=photo())
    check_and_answer(at_desk, "垃圾已清运，每天两次保洁。")
    for page, code, grade in [(first, first_code, 5), (second, second_code, 2)]:
        page.goto(f"/c/{code}")
        assert "每天两次保洁" in page.inner_text("main")
        page.locator(f"label[for=grade-{grade}]").click()
        page.locator("button[name=do][value=rate]").click()
    unmerge(dispatcher, member)

    member.refresh_from_db()
    assert (member.is_open, member.run.step) == (True, "dispatch")
    assert not Case.objects.get(pk=primary.pk).is_open
    assert "近 12 个月第 2 次" in dispatcher.inner_text("main")
    second.goto(f"/c/{second_code}")
    assert "派遣员" in second.inner_text("#now")
    assert_accessible(second)
