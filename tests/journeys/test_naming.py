"""Who of a post does a task: taken on, given on by the first in charge, given back, ended with the
appointment; what a colleague may not do; and the post answers for it all the while."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Visitor, assert_accessible, sign_in
from tests.journeys.test_loop import act
from yiwang.foundation.records.actor import SYSTEM
from yiwang.portals.casework.tests.staging import account_id, dispatched
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser
FIRST, SECOND, STREETS = "zj.9001", "sw.9001", "cg.9001"
NOBODY_YET, MINE = "本岗位还没有人认领", "由您代表本岗位办理"


@pytest.fixture
def second(served) -> Appointment:
    """A second person at the housing office; the first is first in charge."""
    first = Appointment.objects.get(account__username=FIRST)
    return Appointment.objects.create(
        account_id=account_id(SECOND),
        post=first.post,
        mode="concurrent",
        starts_on=first.starts_on,
    )


def opened(page: Page, case: Case) -> Page:
    page.goto(f"/desk/cases/{case.pk}/")
    return page


def press(page: Page, whom: str) -> None:
    page.locator(f".cw-person button[name=person][value='{whom}']").click()
    page.wait_for_load_state()


def name_of(username: str) -> str:
    return Appointment.objects.filter(account__username=username)[0].account.name


@pytest.mark.usefixtures("second")
def test_it_is_taken_on_by_one_of_two_and_the_other_cannot_take_it_away(at_desk):
    case, first, other = dispatched("ZJ-9001"), at_desk(FIRST), at_desk(SECOND)
    expect(opened(other, case).locator(".cw-person")).to_contain_text(NOBODY_YET)
    expect(other.locator(".cw-person select")).to_have_count(0)  # gives nothing to others
    assert_accessible(other)

    press(opened(first, case), "me")
    expect(first.locator(".cw-person")).to_contain_text(MINE)
    press(other, "me")  # the page was open before
    expect(other.locator("main")).to_contain_text(f"{name_of(FIRST)}正在办这件事")
    expect(other.locator(".cw-person")).to_contain_text(name_of(FIRST))
    expect(other.locator(".cw-person button")).to_have_count(0)

    act(opened(other, case), "acknowledge")  # the post answers: whoever holds it may act
    expect(other.locator("main")).to_contain_text("已签收")
    press(opened(first, case), "")
    expect(first.locator(".cw-person")).to_contain_text(NOBODY_YET)


def test_the_first_in_charge_gives_it_to_a_colleague_until_the_appointment_ends(
    second, visitor: Visitor, at_desk
):
    case, first, streets = dispatched("ZJ-9001"), at_desk(FIRST), at_desk(STREETS)
    opened(first, case).locator(".cw-person select").select_option(label=name_of(SECOND))
    press(first, "colleague")
    expect(first.locator(".cw-person")).to_contain_text(name_of(SECOND))
    assert_accessible(first)

    phone = visitor(size=PHONE)
    sign_in(phone, SECOND)
    phone.goto(f"/work/cases/{case.pk}/")
    expect(phone.locator(".cw-person")).to_contain_text(MINE)
    assert_accessible(phone)
    phone.goto("/desk/?whose=me")
    expect(phone.locator("main")).to_contain_text(case.number)
    streets.goto(f"/desk/cases/{case.pk}/")  # of another office: neither the case nor the name
    expect(streets.locator("main")).not_to_contain_text(name_of(SECOND))

    end_appointment(second.pk, actor=SYSTEM, now=timezone.now())

    first.goto("/desk/")
    expect(first.locator("main")).not_to_contain_text(name_of(SECOND))
    act(opened(first, case), "acknowledge")
    expect(first.locator("main")).to_contain_text("已签收")


def test_where_one_person_holds_the_post_nothing_is_asked(served, at_desk):
    case = dispatched("ZJ-9001")

    expect(opened(at_desk(FIRST), case).locator(".cw-person")).to_have_count(0)
