"""What keeps a matter moving, and what may let it rest: an order with a day, a nudge, setting aside
and voiding by two people, a question without an answer, a firm from outside whose link runs out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor, assert_accessible
from tests.journeys.test_whistle import form_of, press
from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import DISPATCHER, dispatched, whistled
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock, Run
from yiwang.work.workflows.sweep import sweep

pytestmark = pytest.mark.browser
SUPERVISOR, WATER = "supervisor.9001", "sw.9001"
DEMAND = "请说明为什么还没有到场"


def in_days(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def story(case: Case) -> list[str]:
    return [record.name.rpartition(".")[2] for record in history_of(("cases.case", case.pk))]


@pytest.fixture
def case(served) -> Case:
    """A leak at the water office."""
    return dispatched("SW-9001")


def opened(page: Page, case: Case) -> Page:
    page.goto(f"/desk/cases/{case.pk}/")
    return page


def order_form(page: Page, case: Case) -> Locator:
    """The form beside the case that gives an order, unfolded."""
    form = opened(page, case).locator("form[action$='/orders']")
    if not form.is_visible():
        page.locator("details:has(form[action$='/orders']) > summary").click()
    return form


def act(page: Page, case: Case, action: str, **given: str) -> None:
    form = form_of(opened(page, case), action)
    for name, value in given.items():
        if name == "reason_code":
            form.locator(f"input[name=reason_code][value={value}]").check()
        else:
            form.locator(f"[name={name}]").fill(value)
    press(page, form)


def test_an_order_from_above_is_answered_by_its_day_and_judged(case: Case, at_desk):
    above, water = at_desk(SUPERVISOR), at_desk(WATER)
    expect(opened(water, case).locator("form[action$='/orders']")).to_have_count(0)
    form = order_form(above, case)
    form.locator("[name=demand]").fill(DEMAND)
    form.locator("button").click()
    expect(above.locator("main")).to_contain_text("请选明天起")
    assert "supervised" not in story(case)
    assert_accessible(above)
    form = above.locator("form[action$='/orders']")
    assert form.locator("[name=demand]").input_value() == DEMAND
    form.locator("[name=due_on]").fill(in_days(2))
    form.locator("button").click()
    above.goto("/desk/orders")
    expect(above.locator("main")).to_contain_text(DEMAND)
    assert_accessible(above)

    act(water, case, "reply_to_order", text="配件下午到")
    act(above, case, "ask_again", reason="写明几点到场")
    act(water, case, "reply_to_order", text="三点到场")
    act(above, case, "accept_answer")

    after = ["order_answered", "order_repeated", "order_answered", "order_accepted"]
    assert story(case)[-5:] == ["supervised", *after]
    expect(form_of(opened(water, case), "finish")).to_be_visible()  # the work went on meanwhile


def test_a_nudge_moves_nothing_and_is_on_record(case: Case, at_desk):
    clocks = Clock.objects.filter(run=case.run_id)
    before = list(clocks.values("pk", "due_at"))
    form = opened(at_desk(SUPERVISOR), case).locator("form[action$='/nudge']")

    form.locator("[name=words]").fill("居民又来电话")
    form.locator("button").click()

    expect(at_desk(SUPERVISOR).locator("main")).to_contain_text("居民又来电话")
    assert story(case)[-1] == "nudged"
    assert list(clocks.values("pk", "due_at")) == before


def test_setting_aside_takes_somebody_else_and_comes_back_by_itself(case: Case, at_desk):
    water, above = at_desk(WATER), at_desk(SUPERVISOR)
    act(water, case, "ask_deferral", reason="入冬不能开挖", reason_code="winter", until=in_days(20))
    expect(opened(water, case).locator("form[action$='/grant']")).to_have_count(0)  # who asked

    act(above, case, "grant", reason="开春就办")
    assert Run.objects.get(pk=case.run_id).deferred_until is not None
    assert_accessible(opened(above, case))
    sweep(timezone.now() + timedelta(days=21))

    assert Run.objects.get(pk=case.run_id).deferred_until is None
    assert "deferral_ended" in story(case)


def test_voiding_takes_a_reason_and_a_second_person(served, at_desk):
    case = whistled()  # at the command centre, which may ask for it
    centre, above = at_desk(DISPATCHER), at_desk(SUPERVISOR)
    act(centre, case, "ask_void")
    expect(centre.locator("[role=alert]").first).to_be_visible()  # not without a reason
    assert_accessible(centre)
    act(centre, case, "ask_void", reason="没有漏水", reason_code="not_real")
    assert Run.objects.get(pk=case.run_id).is_open
    expect(opened(centre, case).locator("form[action$='/grant']")).to_have_count(0)

    act(above, case, "grant", reason="已核对照片")

    run = Run.objects.get(pk=case.run_id)
    assert (run.is_open, run.outcome, story(case)[-1]) == (False, "void", "void_granted")
    expect(opened(above, case).locator(".desk-stages li.is-done")).to_have_count(1)  # no further


def test_a_question_without_an_answer_ends_as_the_rules_state(case: Case, at_desk):
    water = at_desk(WATER)
    act(water, case, "ask_reporter", text="哪一层？")
    expect(opened(water, case).locator("main")).to_contain_text("哪一层？")

    sweep(timezone.now() + timedelta(days=10))

    assert "question_expired" in story(case)
    expect(form_of(opened(water, case), "finish")).to_be_visible()


def test_the_link_of_a_firm_from_outside_runs_out(case: Case, at_desk, visitor: Visitor):
    water, firm = at_desk(WATER), visitor()
    opened(water, case).locator("details:has(form[action$='/outside']) > summary").click()
    form = water.locator("form[action$='/outside']")
    form.locator("[name=firm]").fill("宏达疏通")
    form.locator("[name=demand]").fill("抽水")
    form.locator("[name=days]").fill("2")
    form.locator("button").click()
    expect(water.locator("main")).to_contain_text("宏达疏通")
    address = water.locator("#link").inner_text()
    firm.goto(address)
    expect(firm.locator("main")).to_contain_text("抽水")
    assert_accessible(firm)

    sweep(timezone.now() + timedelta(days=3))

    assert "outside_expired" in story(case)
    firm.goto(address)
    expect(firm.locator("main form")).to_have_count(0)
    assert_accessible(firm)
