"""A matter that nobody wants: given back with a reason and an entry, given on, given back again,
and settled by the level above for good."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_accessible
from tests.journeys.test_whistle import choose, form_of, press
from yiwang.portals.casework.tests.staging import DISPATCHER, dispatched
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.queries import tasks_of

pytestmark = pytest.mark.browser
SUPERVISOR, WATER, STREETS, HOUSING = "supervisor.9001", "sw.9001", "cg.9001", "zj.9001"
BECAUSE = "漏点在屋面，不是水管"


@pytest.fixture
def case(served) -> Case:
    """A leak that was sent to the water office."""
    return dispatched("SW-9001")


def at_work(case: Case) -> list[tuple[str, str]]:
    open_tasks = [task for task in tasks_of(case.run_id) if task.is_open]
    return [(task.role, task.organization_label or task.post_label) for task in open_tasks]


def give_back(page: Page, case: Case, entry: str = "housing") -> None:
    page.goto(f"/desk/cases/{case.pk}/")
    form = form_of(page, "return")
    form.locator("input[name=reason_code][value=not_ours]").check()
    form.locator("select[name=entry]").select_option(entry)
    form.locator("textarea[name=reason]").fill(BECAUSE)
    press(page, form)


def give_on(page: Page, case: Case, office: str, words: str) -> None:
    page.goto(f"/desk/cases/{case.pk}/")
    form = form_of(page, "redirect")
    choose(form, office)
    form.locator("textarea[name=text]").fill(words)
    press(page, form)


def settle(page: Page, case: Case) -> None:
    """The level above says whose it is, and on what that rests."""
    page.goto(f"/desk/cases/{case.pk}/")
    form = form_of(page, "assign_finally")
    choose(form, "ZJ-9001")
    form.locator("select[name=entry]").select_option("housing")
    form.locator("textarea[name=reason]").fill("屋面归住建")
    form.locator("textarea[name=text]").fill("三天内修好")
    assert_accessible(page)
    press(page, form)


def test_a_return_goes_round_until_the_level_above_binds_somebody(case: Case, at_desk):
    water, centre, above = at_desk(WATER), at_desk(DISPATCHER), at_desk(SUPERVISOR)

    give_back(water, case, entry="")
    assert "依据清单的哪一条" in water.locator("[role=alert]").inner_text()  # on what does it rely?
    kept = form_of(water, "return").locator("textarea[name=reason]")
    assert kept.input_value() == BECAUSE
    assert_accessible(water)
    give_back(water, case)
    assert [role for role, _who in at_work(case)] == ["coordinator"]

    give_on(centre, case, "CG-9001", "请先围挡")
    give_back(at_desk(STREETS), case)
    give_on(centre, case, "SW-9001", "请再看一次")
    give_back(water, case)

    # The third return is a dispute: the level above has it, with a clock of its own.
    [(role, _who)] = at_work(case)
    assert role == "arbiter"
    assert Clock.objects.get(task__role=role, state="running").purpose == "resolve"
    centre.goto(f"/desk/cases/{case.pk}/")
    expect(
        centre.locator("form[action$='/redirect'], form[action$='/assign_finally']")
    ).to_have_count(0)
    settle(above, case)

    # What is settled is binding: housing does it, and cannot give it back.
    assert at_work(case) == [("handler", "东县住建局")]
    housing = at_desk(HOUSING)
    housing.goto(f"/desk/cases/{case.pk}/")
    expect(housing.locator("main")).to_contain_text("屋面归住建")
    expect(housing.locator("form[action$='/return']")).to_have_count(0)
    assert_accessible(housing)
    every_hop_is_kept(above, case)


def every_hop_is_kept(page: Page, case: Case) -> None:
    """On the page of the case and in the yearly list, which can be taken home."""
    page.goto(f"/desk/cases/{case.pk}/")
    assert page.inner_text("main").count(BECAUSE) >= 3
    page.goto("/desk/contested")
    expect(page.locator("main")).to_contain_text("房屋漏水归住建，水务协办")
    assert_accessible(page)
    with page.expect_download() as download:
        page.locator("form[action$='/contested/export'] button").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.count(BECAUSE) == 3
