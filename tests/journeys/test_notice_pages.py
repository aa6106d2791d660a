"""Notices from the first word to the comment, public tables and the map of services, in a real
browser: accessible, not wider than the screen, in the elder view, without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible
from yiwang.insight.disclosure.tasks import release_due
from yiwang.insight.disclosure.tests.knowing import take_in_all_cases
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser
CLERK, SECOND = "clerk.90010101", "supervisor.9001"


def month_of_cases(number: int = 140) -> str:
    """A month that is over, with cases in three towns; how its table is called."""
    last = timezone.localtime(timezone.now())
    for _ in range(2):
        last = last.replace(day=1) - timedelta(days=15)
    grids = ("9001010101", "9001020101", "9002010101")
    kinds = ("sanitation.litter", "housing.leak", "water.outage")
    for serial in range(number):
        Case.objects.create(
            number=f"99{serial:06}",
            tracking_digest=f"{serial:064}",
            type=type_by_key(kinds[serial % 7 % 3]),
            text="路灯不亮",
            channel="web",
            area=area_by_code(grids[serial % 3]),
            reported_at=last,
        )
    take_in_all_cases(timezone.now())
    release_due(timezone.now())
    return f"{last:%Y-%m}"


def write(page, title="晚上停水", kind="small_works") -> None:
    page.goto("/desk/notices")
    assert_accessible(page)
    page.get_by_role("link", name="写公告").click()
    page.locator(f"a[href='?kind={kind}']").click()
    page.fill("#f-title", title)
    page.fill("#f-area", "90010101")
    page.fill("#f-text", "从晚上十一点到早上五点")
    page.check("input[name=people][value=nobody]")
    assert_accessible(page)
    page.locator("main form .btn-main").click()


def test_a_notice_goes_from_the_form_to_a_comment(visitor: Visitor, at_desk):
    writer, second = at_desk(CLERK), at_desk(SECOND)
    write(writer)
    assert_accessible(writer)
    writer.locator("button[value=submit]").click()
    second.goto("/desk/notices")
    second.get_by_role("link", name="晚上停水").first.click()
    assert_accessible(second)
    second.locator("button[value=publish]").click()

    resident = visitor(javascript=False)
    resident.goto("/notices/?area=9001010101")
    resident.get_by_role("link", name="晚上停水").click()
    resident.fill("#text", "提前一天说就好了")
    resident.locator("main form .btn-main").click()

    assert "收到了" in resident.locator("main").inner_text()
    second.goto("/desk/notices")
    assert "提前一天说就好了" in second.locator("main").inner_text()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_public_pages_are_accessible_and_fit(visitor: Visitor, at_desk, size):
    version = month_of_cases()
    writer = at_desk(CLERK)
    write(writer, "很长的标题" * 12)
    writer.locator("button[value=submit]").click()
    second = at_desk(SECOND)
    second.goto(writer.url)
    second.locator("button[value=publish]").click()
    page = visitor(size=size)
    addresses = ["/notices/", "/notices/?area=90010101", "/figures/data", "/service-map/"]
    addresses += [f"/figures/data/{version}", "/figures", "/about/complaint"]
    addresses.append(writer.url.split(":", 2)[2].partition("/")[2].replace("desk/", "/", 1))
    for view in ("standard", "elder"):
        if view == "elder":
            page.goto("/")
            page.get_by_role("button", name="长辈版").click()
        for address in addresses:
            page.goto(address)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
