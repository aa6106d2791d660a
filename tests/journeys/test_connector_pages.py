"""Connectors in a browser: every page readable by everybody, and the way from a file with a code
that nobody knows to what stands here afterwards."""

import json

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from tests.journeys.test_desk_pages import fits
from yiwang.interfaces.connectors.tests.staging import (
    ADMIN,
    BRANCH,
    COMMITTEE,
    PART,
    kinds_of_bodies,
    saved,
)
from yiwang.structure.organizations.models import Organization

pytestmark = pytest.mark.browser
PAGES = "/desk/admin/connectors"
ONE = f"{PAGES}/of/party_bodies"
LONG = "河口镇临江社区非公有制经济组织和社会组织联合党总支部委员会第三网格临时党支部"


@pytest.fixture
def signed_in(visitor: Visitor):
    kinds_of_bodies()
    saved(PART)

    def come(**how) -> Page:
        page = visitor(**{"size": DESKTOP} | how)
        sign_in(page, ADMIN)
        return page

    return come


def brought(page: Page, path, *rows) -> None:
    path.write_text(json.dumps({"data": {"organizations": rows}}, ensure_ascii=False))
    page.goto(ONE)
    page.set_input_files("#table", path)
    page.locator("section[aria-labelledby=bring] button").click()
    page.wait_for_url("**/runs/*")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_every_page_is_accessible_and_fits(signed_in, tmp_path, size, language):
    page = signed_in(size=size, language=language)

    def is_fine():
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        assert fits(page), page.url

    addresses = ("", "/dictionaries", "/new", "/new?into=organizations")
    for address in (*(PAGES + each for each in addresses), ONE, f"{ONE}/settings"):
        page.goto(address)
        is_fine()
    brought(page, tmp_path / "bad.json", BRANCH, COMMITTEE | {"orgType": "09"})
    is_fine()
    brought(page, tmp_path / "bodies.json", BRANCH | {"orgName": LONG})
    is_fine()
    page.locator("main .btn-main").click()
    page.wait_for_load_state()
    is_fine()
    for address in (PAGES, ONE, "/desk/admin/organizations/row?key=DJ-7001"):
        page.goto(address)
        is_fine()


def test_from_a_file_to_what_stands_here(signed_in, tmp_path):
    page = signed_in()
    brought(page, tmp_path / "bodies.json", BRANCH, COMMITTEE)
    assert "河口镇党委" in page.locator("main").inner_text()

    page.get_by_role("button", name="全部生效").click()

    page.wait_for_load_state()
    assert "已生效" in page.locator("main").inner_text()
    assert Organization.objects.filter(code__startswith="DJ-").count() == 2
