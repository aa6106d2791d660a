"""A checklist on a phone: item by item, what lacks told at the item, what was typed kept."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Visitor, assert_accessible, sign_in
from tests.journeys.test_desk_pages import fits, unfold
from tests.journeys.test_resident_pages import photo as picture
from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import VERIFIER, act, dispatched, photo
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec
from yiwang.work.cases.models import Case
from yiwang.work.workflows.actions.publish import publish
from yiwang.work.workflows.models import WorkflowVersion

pytestmark = pytest.mark.browser
PASSED = 'act = "pass_check"'


@pytest.fixture
def to_check(own_database: str) -> Case:
    """A leak that was dealt with; whoever checks it has three things to look at."""
    now = timezone.now()
    items = [
        EntryRow("dry", "墙面、顶板不再渗水", outcome={"asks": "photo"}),
        EntryRow("clean", "工完场清", outcome={"asks": "text"}),
        EntryRow("asked", "问过住户"),
    ]
    spec = RegisterSpec("round", "现场核查清单", "checklist", timezone.localdate(), items)
    load_register(spec, actor=SYSTEM, now=now)
    text = WorkflowVersion.objects.filter(workflow__key="jiamusi.five_step").latest("id").source
    with_list = text.replace(PASSED, f'{PASSED}\nchecklist = "round"')
    publish(with_list, path="-", effective_from=now, actor=SYSTEM, now=now)
    case = dispatched("ZJ-9001")
    return act(case, "zj.9001", "finish", text="补好了", photos=(photo(),))


def test_items_are_ticked_on_a_phone_and_what_lacks_is_told_at_the_item(
    to_check: Case, visitor: Visitor
):
    page = visitor(size=PHONE)
    sign_in(page, VERIFIER)
    page.goto(f"/work/cases/{to_check.pk}/")
    form = unfold(page, "pass_check")
    expect(form.locator(".cw-item")).to_have_count(3)
    assert_accessible(page)
    assert fits(page)
    items = {each: form.locator(".cw-item").nth(each) for each in range(3)}
    items[1].get_by_text("已做到", exact=True).click()
    items[1].locator("input.form-control").fill("楼道已清扫")
    items[2].get_by_text("没做到", exact=True).click()

    form.locator(".yw-actions button").click()

    wrong = page.locator(".cw-item.is-wrong")
    expect(wrong).to_have_count(2)
    expect(wrong.nth(1)).to_contain_text("请写明差在哪里")
    assert_accessible(page)
    assert fits(page)
    form = page.locator("form[action$='/pass_check']")
    expect(form.locator(".cw-item").nth(1).locator("input.form-control")).to_have_value(
        "楼道已清扫"
    )

    first = form.locator(".cw-item").nth(0)
    first.get_by_text("已做到", exact=True).click()
    first.locator("input[type=file]").set_input_files(picture())
    form.locator(".cw-item").nth(2).get_by_text("不涉及", exact=True).click()
    form.locator(".yw-actions button").click()

    page.wait_for_url("**/work/")
    done = history_of(("cases.case", to_check.pk))[-1]
    assert [(tick["item"], tick["state"]) for tick in done.data["ticks"]] == [
        ("dry", "done"),
        ("clean", "done"),
        ("asked", "not_applicable"),
    ]
    assert len(photos_of(("cases.case", to_check.pk), "checked")) == 1
