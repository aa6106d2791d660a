"""Drawing in a draft in a browser: common borders, holes, lines; taken back and done again."""

import re

import pytest
import shapely
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE, assert_accessible, sign_in
from tests.journeys.test_maps import EAST, WEST, drag, drawn, on_screen


@pytest.fixture
def drawer(visitor):
    def come(**given):
        page = visitor(**given)
        sign_in(page, "supervisor.90")
        return page

    return come


NORTHERN = ("9001010201", "9001010202")  # below another community, with the same corner
BEGIN = "/desk/nets/base/draw?below=90010101"


def drawn_shapes(page):
    """The areas of the drawing that the page shows, by code."""
    address = page.evaluate("document.querySelector('[data-map]').dataset.shapes")
    shapes = page.evaluate("address => fetch(address).then((answer) => answer.json())", address)
    return {
        each["properties"]["code"]: shapely.geometry.shape(each["geometry"])
        for each in shapes["features"]
    }


def field(page, name, stroke="reshape"):
    """A hidden field of the form of a stroke: what would be saved."""
    return page.locator(f"form[data-stroke='{stroke}'] input[name='{name}']")


def tool(page, name):
    return page.locator(f"[data-tool='{name}']")


def test_a_common_corner_is_dragged_taken_back_and_saved_in_both(drawer):
    page = drawer(size=DESKTOP)
    page.goto(f"{BEGIN}&area={WEST}")
    drawn(page)
    assert_accessible(page)
    expect(tool(page, "undo")).to_be_disabled()

    drag(page, on_screen(page, 130.05, 46.1), on_screen(page, 130.06, 46.09))
    expect(page.locator(f"[data-map][data-along='{EAST} {' '.join(NORTHERN)}']")).to_be_visible()
    expect(page.locator(".map-said")).to_contain_text(NORTHERN[0])
    tool(page, "undo").click()
    expect(field(page, "drawn")).to_have_value("")
    expect(field(page, "along")).to_have_value("")
    tool(page, "redo").click()
    expect(field(page, "along")).not_to_have_value("")
    page.click("text=保存边界")
    page.wait_for_url("**/versions/*/draw?saved=1")

    found = drawn_shapes(page)
    assert found[WEST].bounds[2] == pytest.approx(130.06, abs=1e-3)
    assert found[WEST].intersection(found[EAST]).area == pytest.approx(0, abs=1e-12)
    assert found[EAST].bounds == pytest.approx((130.05, 46.0, 130.1, 46.1))
    assert found[NORTHERN[0]].touches(found[WEST])
    assert "只随动边界" in page.locator(".map-tree").inner_text()

    page.click("button:has-text('撤回')")
    page.wait_for_url("**/versions/*/draw?stepped=undo")
    assert drawn_shapes(page)[WEST].bounds[2] == pytest.approx(130.05)
    drawn(page)
    assert_accessible(page)


def test_a_corner_is_added_on_a_common_border_and_removed(drawer):
    page = drawer(size=DESKTOP)
    page.goto(f"{BEGIN}&area={WEST}")
    drawn(page)

    drag(page, on_screen(page, 130.05, 46.05), on_screen(page, 130.06, 46.05))
    expect(page.locator(f"[data-map][data-along='{EAST}']")).to_be_visible()
    west = shapely.from_geojson(field(page, "drawn").input_value())
    assert len(west.exterior.coords) == 6
    expect(tool(page, "remove")).to_be_enabled()
    tool(page, "remove").click()
    expect(tool(page, "remove")).to_be_disabled()

    west = shapely.from_geojson(field(page, "drawn").input_value())
    assert len(west.exterior.coords) == 5


def click_corners(page, *places):
    """One click after the other, each once the drawing has taken the one before."""
    page.wait_for_selector("[data-map][data-mode]")
    for number, place in enumerate(places, start=1):
        page.mouse.click(*on_screen(page, *place))
        expect(page.locator("[data-map]")).to_have_attribute("data-corners", str(number))


def test_a_hole_is_drawn_on_the_map_and_its_corner_moved(drawer):
    page = drawer(size=DESKTOP)
    page.goto(f"{BEGIN}&area={WEST}")
    drawn(page)

    tool(page, "hole").click()
    click_corners(page, (130.01, 46.02), (130.02, 46.02), (130.02, 46.04))
    page.keyboard.press("Enter")
    expect(field(page, "drawn")).not_to_have_value("")
    drag(page, on_screen(page, 130.02, 46.04), on_screen(page, 130.02, 46.08))
    expect(field(page, "drawn")).to_have_value(re.compile(r"46\.0(7[5-9]|8[0-4])"))
    page.click("text=保存边界")
    page.wait_for_url("**/versions/*/draw?saved=1")

    [hole] = drawn_shapes(page)[WEST].interiors
    assert hole.bounds == pytest.approx((130.01, 46.02, 130.02, 46.08), abs=1e-3)
    drawn(page)
    assert "draw?saved=1" in page.url


def test_a_line_drawn_on_the_map_splits_an_area(drawer):
    page = drawer(size=DESKTOP)
    page.goto(f"{BEGIN}&area={WEST}")
    drawn(page)
    page.click("text=用一条线拆分")
    page.fill("#split-name", "西一网格")
    page.fill("#split-code", "9001010103")

    page.click("text=在地图上画线")
    click_corners(page, (130.02, 46.102), (130.02, 45.998))
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-drawn='split']")
    page.click("form[data-stroke='split'] button:has-text('拆分')")
    page.wait_for_url("**/versions/*/draw?saved=1")

    assert drawn_shapes(page)["9001010103"].bounds[2] == pytest.approx(130.02, abs=1e-3)
    drawn(page)
    assert_accessible(page)


def test_what_was_drawn_and_refused_stays_on_the_map(drawer):
    page = drawer(size=DESKTOP)
    page.goto(f"{BEGIN}&area={WEST}")
    drawn(page)
    page.uncheck("[data-together]")
    drag(page, on_screen(page, 130.05, 46.1), on_screen(page, 130.06, 46.09))
    expect(field(page, "drawn")).not_to_have_value("")
    sent = field(page, "drawn").input_value()

    page.click("text=保存边界")
    page.wait_for_selector(".yw-errors:has-text('它压在')")
    drawn(page)

    expect(field(page, "drawn")).to_have_value(sent)
    expect(tool(page, "undo")).to_be_enabled()
    assert_accessible(page)
    tool(page, "undo").click()
    expect(field(page, "drawn")).to_have_value("")


def test_a_line_that_was_refused_stays_on_the_map(drawer):
    page = drawer(size=DESKTOP)
    page.goto(f"{BEGIN}&area={WEST}")
    drawn(page)
    page.click("text=用一条线拆分")
    page.click("text=在地图上画线")
    click_corners(page, (130.02, 46.102), (130.02, 45.998))
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-drawn='split']")

    page.click("form[data-stroke='split'] button:has-text('拆分')")  # it has no name yet
    page.wait_for_selector(".yw-errors:has-text('名称')")
    drawn(page)
    page.wait_for_selector("[data-drawn='split']")
    page.fill("#split-name", "西一网格")
    page.fill("#split-code", "9001010103")
    page.click("form[data-stroke='split'] button:has-text('拆分')")
    page.wait_for_url("**/versions/*/draw?saved=1")

    assert drawn_shapes(page)["9001010103"].bounds[2] == pytest.approx(130.02, abs=1e-3)


def test_without_a_script_the_same_is_done_by_coordinates(drawer):
    page = drawer(size=PHONE, javascript=False)
    page.goto("/desk/nets/base/versions")
    page.click("text=在地图上画")
    for name in ("试城", "东县", "河口镇", "临江社区"):
        page.click(f".map-tree >> text={name}")
    page.click("a.btn-main")
    page.click(".map-tree a >> nth=0")

    page.click("text=用一条线拆分")
    page.fill("#split-name", "西一网格")
    page.fill("#split-code", "9001010103")
    page.fill("#split-line", "130.02 45.99\n130.02 46.11")
    page.click("form[data-stroke='split'] button:has-text('拆分')")
    page.wait_for_url("**/versions/*/draw?saved=1")

    assert "9001010103" in page.locator(".map-tree").inner_text()
    page.click(".desk-back a")
    page.wait_for_url("**/versions/*")
    assert "西一网格" in page.locator("main").inner_text()


def test_the_page_of_a_drawing_is_accessible_on_a_phone(drawer):
    page = drawer(size=PHONE)
    page.goto(f"{BEGIN}&area={WEST}")
    drawn(page)
    page.click("text=用一条线拆分")
    page.click("text=和相邻的合并")
    page.click("text=新增网格")

    assert_accessible(page)
