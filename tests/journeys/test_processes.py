"""Other processes on the same engine, between real pages: Jiangjin's three councils, and a demand
on a community that is refused, applied for, admitted and sent."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.databases import TEMPLATE, address_of, cloned, connect_to, fresh_name
from tests.journeys.conftest import DESKTOP, Visitor, assert_accessible, sign_in
from tests.journeys.test_loop import act, ids_of, open_first
from tests.journeys.test_resident_pages import photo
from tests.territories import installed
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser


@pytest.fixture
def own_database(request, django_db_setup, django_db_blocker) -> Iterator[str]:
    """A copy of a shipped pack where one is named, else of testland."""
    from django.db import connection

    shared, key = connection.settings_dict["NAME"], getattr(request, "param", "")
    with django_db_blocker.unblock():
        template = installed(key) if key else TEMPLATE
        with cloned(fresh_name(), template) as name:
            connect_to(name)
            try:
                yield address_of(name)
            finally:
                connect_to(shared)


@pytest.fixture
def at_desk(visitor: Visitor):
    """`at_desk("jijiang.clerk")` is a signed-in member of staff; each signs in once."""
    cast: dict[str, Page] = {}

    def come(username: str) -> Page:
        if username not in cast:
            cast[username] = visitor(size=DESKTOP)
            sign_in(cast[username], username)
        return cast[username]

    return come


@pytest.mark.parametrize("own_database", ["chongqing"], indirect=True)
def test_three_councils_settle_what_neighbours_could_not(visitor: Visitor, at_desk):
    resident = visitor()
    given = {"text": "邻居养犬扰民", "area": "500116001002001", "type": "neighbours.dogs"}
    taken = resident.request.post("/api/v1/cases", data=given).json()
    clerk, leader = at_desk("jijiang.clerk"), at_desk("jijiang.leader")

    open_first(clerk)
    act(clerk, "to_street", kind="neighbours.dogs", nature="household_affair")
    assert "请选：家事：交网格邻里会" in clerk.inner_text("main")
    act(clerk, "to_neighbours", kind="neighbours.dogs", nature="household_affair")
    open_first(leader)
    act(leader, "convene", text="议养犬，周六上午在网格驿站，请楼栋长和养犬户")
    act(leader, "not_agreed", text="两边各执一词", documents=photo())
    open_first(clerk)
    assert_accessible(clerk)
    act(clerk, "convene", text="议养犬，请居民代表、物业、网格长")
    act(clerk, "agreed", text="早晚牵绳遛犬，物业设投放点", documents=photo())
    act(clerk, "settle", text="投放点已设，各家已告知")
    verifier = at_desk("jijiang.verifier")
    open_first(verifier)
    act(verifier, "pass_check")
    open_first(clerk)
    act(clerk, "answer", text="邻里和社区商定早晚牵绳遛犬")

    resident.goto(f"/c/{taken['tracking_code']}")
    assert "三会议事" in resident.inner_text("main")
    assert "召集社区评议会" in resident.inner_text("main")
    assert_accessible(resident)
    resident.locator("label[for=grade-5]").click()
    resident.locator("button[name=do][value=rate]").click()
    assert not Case.objects.get().is_open


def test_a_demand_on_a_community_is_refused_until_it_is_admitted(at_desk):
    office = at_desk("zj.9001")
    office.goto("/desk/begin")
    assert_accessible(office)
    office.locator("input[name=kind][value='demand.form']").check()
    office.fill("#text", "房屋漏水周报表，每周五报送")
    choose_area(office, "900101", "90010101")
    office.locator("main .btn-main").click()
    office.wait_for_load_state()
    case = Case.objects.get()
    assert case.area.code == "90010101"

    act(office, "send", organizations=ids_of("ZD-90010101"))
    assert "请先按“申请准入”" in office.inner_text("main")
    act(office, "apply", text="3号文，每周五一次，到年底")
    town, county = at_desk("dispatcher.900101"), at_desk("supervisor.9001")
    open_first(town)
    act(town, "support", text="社区说可以做")
    open_first(county)
    assert_accessible(county)
    until = (timezone.localdate() + timedelta(days=60)).isoformat()
    act(county, "enter", text="房屋漏水周报表", words="周报表", until=until)
    office.goto(f"/desk/cases/{case.pk}/")
    act(office, "send", organizations=ids_of("ZD-90010101"))

    case.refresh_from_db()
    assert case.run.step == "carry_out"
    version = current_version("community_admission", timezone.localdate())
    assert entries_of(version.pk)[0].entered_by == case.number
    office.goto("/desk/rules/registers/community_admission")
    assert f"经程序列入：{case.number}" in office.inner_text("main")


def choose_area(page: Page, *codes: str) -> None:
    """Step by step through the list, as without a script."""
    for code in codes:
        page.locator(f"button[name=go][value='{code}']").last.click()
        page.wait_for_load_state()
    page.locator(f"button[name=choose][value='{codes[-1]}']").click()
    page.wait_for_load_state()
