"""Redrawing a net at the desk, in a browser: every page readable by everybody, and the way from a
file to the day it takes effect."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from tests.journeys.test_desk_pages import fits
from yiwang.foundation.records.actor import SYSTEM
from yiwang.portals.nets.tests.files import SPLIT, drawn
from yiwang.structure.territory.actions.add_net import add_net
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.tests.land import NOON

pytestmark = pytest.mark.browser
ADMIN = "supervisor.90"


@pytest.fixture
def signed_in(visitor: Visitor):
    levels = [{"key": "party_area", "name": "党建网格", "name_en": "Party area"}]
    add_net(NetSpec("party", "党建网", "party", levels, "Party net"), actor=SYSTEM, now=NOON)

    def come(**how) -> Page:
        page = visitor(**{"size": DESKTOP} | how)
        sign_in(page, ADMIN)
        return page

    return come


def brought(page: Page, path):
    """Bring the file on the page, by its form."""
    page.goto("/desk/nets/base/bring")
    page.set_input_files("#f-file", path)
    page.select_option("#f-level", "grid")
    page.fill("#f-below", "90010101")
    page.check("#f-replaces")
    page.locator("main .btn-main").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_every_page_is_accessible_and_fits(signed_in, tmp_path, size, language):
    page = signed_in(size=size, language=language)

    def is_fine():
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        assert fits(page), page.url

    for address in ("/desk/nets", "/desk/nets/add", "/desk/nets/road/links?to=base"):
        page.goto(address)
        is_fine()
    brought(page, drawn(tmp_path / "bad.geojson", [("", "无编码", SPLIT[0][2])]))
    is_fine()
    brought(page, drawn(tmp_path / "grids.geojson", SPLIT))
    is_fine()
    page.goto("/desk/nets/base/versions")
    is_fine()
    page.goto("/desk/nets/party/group?of=base")
    is_fine()
    page.fill("#f-into", "3")
    page.click("button[name=propose]")
    is_fine()


def test_from_a_file_to_the_day_it_takes_effect(signed_in, tmp_path):
    page = signed_in(language="zh-CN")
    brought(page, drawn(tmp_path / "grids.geojson", SPLIT))
    assert "第一网格" in page.locator("#followed").locator("xpath=..").inner_text()

    page.fill("#f-reason", "撤并")
    page.locator("form:has(#f-on) .btn-main").click()

    page.wait_for_url("**/versions/*")
    assert "已经生效" in page.locator("body").inner_text()
    assert NetVersion.objects.get(reason="撤并").state == "in_force"
