"""The map of the nets in a real browser: areas chosen by pointer and by keyboard, or by lists."""

import io
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
import shapely
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE, assert_accessible, sign_in
from tests.servers import Served
from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.datums import Datum, from_wgs84
from yiwang.structure.territory.present import rows_of
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.tests.land import LEVELS, NOON, land_rows, spec_of

DISPATCHER = "dispatcher.900101"
PARTY = NetSpec("trial", "党建网", "party", LEVELS)
COMMUNITY = "/desk/map?net=base&in=90010101"
WEST, EAST = "9001010101", "9001010102"


@pytest.fixture
def staff(visitor):
    def come(**given):
        page = visitor(**given)
        sign_in(page, DISPATCHER)
        return page

    return come


def drawn(page):
    """The page, once its map is drawn."""
    page.wait_for_selector("[data-ready]")
    return page


def middle_of(page, selector="[data-canvas='0'] canvas"):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def rendered(page, layer):
    """How many areas of a layer the map shows."""
    return page.evaluate(
        "layer => document.querySelector('[data-map]').maps[0]"
        ".queryRenderedFeatures({layers: [layer]}).length",
        layer,
    )


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_staff_choose_an_area_on_the_map(staff, size):
    page = staff(size=size)
    page.goto(COMMUNITY)
    drawn(page)

    page.mouse.click(*middle_of(page))
    page.wait_for_selector("#map-card:not([hidden]) >> text=9001010")

    assert rendered(page, "net-0-fill") >= 2
    assert_accessible(page)
    page.click("#map-card a.btn")
    page.wait_for_url("**/desk/areas/base/9001010*")


def test_the_keyboard_moves_the_map_and_chooses(staff):
    page = staff(size=DESKTOP)
    page.goto(COMMUNITY)
    drawn(page)
    page.locator("[data-canvas='0'] canvas").focus()

    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(500)  # the map glides
    page.keyboard.press("Enter")
    page.wait_for_selector("#map-card >> text=9001010101")

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(900)
    page.keyboard.press("Enter")
    page.wait_for_selector("#map-card >> text=9001010102")


def test_what_is_drawn_can_be_switched(staff):
    page = staff(size=DESKTOP)
    page.goto(COMMUNITY)
    drawn(page)
    assert rendered(page, "net-0-fill") > 0

    page.uncheck("[data-layer='0']")
    page.wait_for_function(
        "document.querySelector('[data-map]').maps[0].getLayoutProperty('net-0-fill', 'visibility')"
        " === 'none'"
    )

    assert rendered(page, "net-0-names") > 0


MOVED_SLOWLY = """
async () => {
  const map = document.querySelector("[data-map]").maps[0];
  let isSlow = true;
  const hold = () => {
    const until = performance.now() + 60;
    while (performance.now() < until);
    if (isSlow) requestAnimationFrame(hold);
  };
  requestAnimationFrame(hold);
  for (let n = 0; n < 25; n++) {
    map.panBy([2, 0], {animate: false});
    await new Promise(requestAnimationFrame);
  }
  isSlow = false;
  return [map.getPixelRatio(), map.getPaintProperty("net-0-names", "text-opacity")];
}
"""


def test_a_browser_that_draws_slowly_moves_less_and_shows_all_at_rest(staff):
    page = staff(size=DESKTOP)
    page.goto(COMMUNITY)
    drawn(page)

    assert page.evaluate(MOVED_SLOWLY) == [0.5, 0]  # 0.7 after nine slow frames, then this

    page.wait_for_function(
        "() => { const map = document.querySelector('[data-map]').maps[0];"
        " return map.getPixelRatio() === 1 && map.loaded()"
        " && map.getPaintProperty('net-0-names', 'text-opacity') === 1; }"
    )


def test_nothing_is_loaded_from_another_host(staff, served):
    page = staff(size=DESKTOP)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(COMMUNITY)
    drawn(page)

    assert any(".mvt" in url for url in asked)
    assert [url for url in asked if not url.startswith((served.url, "blob:", "data:"))] == []


def test_a_finding_of_the_list_is_looked_at_on_the_map(staff):
    net = net_named("base")
    rows = rows_of(net)
    half = shapely.box(130.025, 46.0, 130.05, 46.1).wkb  # its western half is nobody's
    rows["9001010101"] = replace(rows["9001010101"], geometry=half, lng=None, lat=None)
    load_net(spec_of(net), list(rows.values()), actor=SYSTEM, now=NOON)
    page = staff(size=DESKTOP)
    page.goto("/desk/nets/base/check")
    drawn(page)
    assert rendered(page, "findings") == 1
    assert_accessible(page)

    page.click("[data-at]")
    where = page.evaluate("document.querySelector('[data-map]').maps[0].getCenter().toArray()")

    assert 130.0 < where[0] < 130.025
    assert page.url.endswith("/desk/nets/base/check")


def test_without_a_script_the_lists_lead_everywhere(staff):
    page = staff(size=PHONE, javascript=False)
    page.goto("/desk/map")

    for name in ("试城", "东县", "河口镇", "临江社区"):
        page.click(f".map-tree >> text={name}")
    page.click(".map-tree a >> nth=0")

    assert page.locator("[data-map]").is_hidden()
    assert page.locator(".map-path").inner_text().split()[-2:][0].startswith("临江社区")
    page.click("#map-card a.btn")
    page.wait_for_url("**/desk/areas/base/9001010101")


def drag(page, place, to):
    page.mouse.move(*place)
    page.mouse.down()
    page.mouse.move((place[0] + to[0]) / 2, (place[1] + to[1]) / 2, steps=4)
    page.mouse.move(*to, steps=4)
    page.mouse.up()


def on_screen(page, lng, lat):
    """Where a place of the map is on the screen."""
    box = page.locator("[data-canvas='0'] canvas").bounding_box()
    x, y = page.evaluate(
        "place => { const at = document.querySelector('[data-map]').maps[0].project(place);"
        " return [at.x, at.y]; }",
        [lng, lat],
    )
    return box["x"] + x, box["y"] + y


def test_two_nets_side_by_side_show_the_same_ground(staff):
    load_net(PARTY, land_rows(), actor=SYSTEM, now=NOON)
    page = staff(size=DESKTOP)
    page.goto("/desk/map?net=base&with=trial&way=beside")
    drawn(page)
    assert_accessible(page)

    drag(page, middle_of(page), tuple(each + 60 for each in middle_of(page)))
    centres = page.evaluate(
        "document.querySelector('[data-map]').maps.map((map) => map.getCenter().toArray())"
    )

    assert centres[0] == pytest.approx(centres[1], abs=1e-6)
    assert rendered(page, "net-0-fill") > 0


@pytest.fixture
def redrawn(served):
    """The base net, in which the two grids of a community became one on 7 September 2026."""
    net = net_named("base")
    rows = rows_of(net)
    del rows[EAST]
    whole = shapely.box(130.0, 46.0, 130.1, 46.1).wkb
    rows[WEST] = replace(rows[WEST], name="合并网格", geometry=whole, lng=None, lat=None)
    load_net(spec_of(net), list(rows.values()), actor=SYSTEM, now=NOON)


def test_a_slider_shows_how_the_net_looked(redrawn, staff):
    page = staff(size=DESKTOP)
    page.goto(COMMUNITY)
    drawn(page)
    tree = page.locator(".map-tree")
    expect(tree).not_to_contain_text(EAST)
    slider = page.locator(".map-slider input")
    expect(slider).to_have_value("2")

    slider.focus()
    page.keyboard.press("Home")
    expect(tree).to_contain_text(EAST)
    expect(page.locator("#then-says")).to_contain_text("第1版")
    page.wait_for_url("**/desk/map?net=base&in=90010101&on=2026-01-05")
    drawn(page)
    page.mouse.click(*on_screen(page, 130.08, 46.05))
    expect(page.locator("#map-card")).to_contain_text(EAST)
    assert_accessible(page)
    page.keyboard.press("Escape")
    slider.focus()
    page.keyboard.press("End")

    expect(tree).not_to_contain_text(EAST)
    page.wait_for_url("**/desk/map?net=base&in=90010101")


def test_without_a_script_a_day_is_chosen(redrawn, staff):
    page = staff(size=PHONE, javascript=False)
    page.goto(COMMUNITY)
    assert page.locator(".map-slider").is_hidden()

    page.fill("input[name='on']", "2026-09-06")
    page.click("text=看这一天")

    expect(page.locator(".map-tree")).to_contain_text(EAST)
    page.click(".map-path a >> nth=0")
    page.wait_for_url("**on=2026-09-06**")


class _Tiles(BaseHTTPRequestHandler):
    """A map server on the installation's own network: one grey tile for every square."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        picture = io.BytesIO()
        Image.new("RGB", (256, 256), "#cccccc").save(picture, "png")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(picture.getvalue())

    def log_message(self, *_words):
        """Nothing is said."""


def test_a_base_map_is_laid_beneath_and_areas_are_moved_onto_it(own_database, browser):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Tiles)
    Thread(target=server.serve_forever, daemon=True).start()
    tiles = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    given = {"YIWANG_MAP_TILES": tiles, "YIWANG_MAP_TILES_DATUM": "gcj02"}
    served = Served(own_database, **given, YIWANG_MAP_APPROVAL_NO="GS(2026)0001号")
    page = browser.new_page(base_url=served.url, locale="zh-CN")
    try:
        sign_in(page, DISPATCHER)
        page.goto(COMMUNITY)
        drawn(page)

        assert _Tiles.asked
        assert "审图号：GS(2026)0001号" in page.locator("main").inner_text()
        east_by = from_wgs84(130.05, 46.05, Datum.GCJ02)[0] - 130.05
        middle = page.evaluate("document.querySelector('[data-map]').maps[0].getCenter().lng")
        assert middle == pytest.approx(130.05 + east_by, abs=2e-4)
    finally:
        page.close()
        served.end()
        server.shutdown()
