"""The command board in a real browser: it leads down and up by pointer and keyboard, shows what
happens without being loaded again, dresses dark, and fits every screen."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE, WALL, assert_accessible, sign_in
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import dispatched, reported

SUPERVISOR = "supervisor.9001"
WIDE = (3840, 1080)
SQUEEZED = """[...document.querySelectorAll('.cmd-panel')]
  .filter((each) => each.getBoundingClientRect().height < 60).map((each) => each.className)"""


@pytest.fixture
def wall(visitor):
    """`wall(size=WALL, path="/command")`: a supervisor's board, its map drawn."""

    def come(size=WALL, path="/command", **given):
        page = visitor(size=size, **given)
        sign_in(page, SUPERVISOR)
        page.goto(path)
        if given.get("javascript", True):
            page.wait_for_selector("[data-map][data-ready]")
        return page

    return come


@pytest.fixture
def cases(own_database):
    found = [dispatched("ZJ-9001"), dispatched("ZJ-9001"), reported()]
    seal_pending(timezone.now())
    keep_up(timezone.now())
    return found


def here(page):
    return page.inner_text("h1")


def painted(page):
    """The class of every area on the map, by what the map itself has."""
    return page.evaluate(
        "() => { const map = document.querySelector('[data-command]').territory.map;"
        " return [...new Map(map.queryRenderedFeatures({layers: ['fill']})"
        ".map((each) => [each.id, each.state.class])).entries()]; }"
    )


def resized(page, size):
    """The same page on another screen, once it has settled."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(300)
    return page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_wall_shows_everything_without_scrolling(wall, cases, theme):
    page = wall()
    if theme == "dark":
        page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == theme

    for size in ((2560, 1440), WIDE, WALL):
        assert resized(page, size) == [size[1], size[0]]
        assert page.evaluate(SQUEEZED) == []
    assert_accessible(page)


def test_on_other_screens_it_is_a_page_to_read(wall, cases):
    page = wall(size=DESKTOP)
    assert_accessible(page)

    for size in (DESKTOP, PHONE):
        assert resized(page, size)[1] <= size[0]
    assert_accessible(page)


def test_it_leads_down_to_the_grid_and_back_by_keyboard(wall, cases):
    page = wall()
    seen = [here(page)]
    while page.locator("a[data-row]").count():
        if not page.evaluate("document.activeElement.matches('a[data-row]')"):
            page.keyboard.press("ArrowDown")
        expect(page.locator("a[data-row]").first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).not_to_have_text(seen[-1])
        seen.append(here(page))
    assert len(seen) == 4  # county, town, community, grid
    assert "in=9001010101" in page.url

    page.keyboard.press("Backspace")
    expect(page.locator("h1")).to_have_text(seen[-2])
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text(seen[-3])
    page.go_back()
    expect(page.locator("h1")).to_have_text(seen[-2])
    page.reload()
    assert here(page) == seen[-2]


def test_a_step_is_kept_in_the_history_whatever_happens_while_it_is_answered(wall, cases):
    page = wall()
    top = here(page)

    def slowly(route):
        page.wait_for_timeout(2_500)  # two looks of the board
        route.continue_()

    page.route("**/command/now**", slowly, times=1)
    page.evaluate("document.querySelector('a[data-row]').click()")
    reported()
    expect(page.locator("h1")).not_to_have_text(top)
    page.go_back()

    expect(page.locator("h1")).to_have_text(top)


def test_an_area_on_the_map_is_gone_into(wall, cases):
    page = wall(path="/command?in=900101")
    ids = {each[0] for each in painted(page) if each[1] is not None}
    assert len(ids) >= 2
    spot = page.evaluate(
        "() => document.querySelector('[data-command]').territory.map.project([130.025, 46.05])"
    )

    page.locator("[data-canvas] canvas").click(position={"x": spot["x"], "y": spot["y"]})

    expect(page).to_have_url(re.compile("in=90010101"))


def test_what_happens_appears_without_loading_the_page_again(wall, cases):
    page = wall()
    page.evaluate("window.isTheSame = true")
    expect(page.locator("[data-part=hours] .cmd-sum b")).to_have_text("3")

    reported()

    expect(page.locator("[data-part=hours] .cmd-sum b")).to_have_text("4")
    seal_pending(timezone.now())
    keep_up(timezone.now())
    expect(page.locator("[data-part=days] .cmd-sum b").first).to_have_text("4")
    assert page.evaluate("window.isTheSame") is True


def test_every_chart_has_its_table_and_gives_way_to_it(wall, cases):
    page = wall()
    charts = page.locator("[data-chart]")
    assert charts.count() >= 4
    for chart in charts.all():
        assert chart.locator(".cmd-plot svg").count() == 1
        assert chart.locator("table tbody tr").count() > 0
        assert chart.locator(".cmd-plot").get_attribute("aria-hidden") == "true"

    page.keyboard.press("t")

    assert page.locator(".cmd-hours table").is_visible()
    assert not page.locator(".cmd-hours .cmd-plot").is_visible()
    assert_accessible(page)


def test_single_keys_can_be_switched_off(wall):
    page = wall()
    page.locator("[data-keys] summary").click()
    page.uncheck("[data-keys-on]")
    page.locator("[data-keys] summary").click()

    page.locator("h1").click()
    page.keyboard.press("d")

    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_hot_spots_are_laid_over_the_map_and_told_beside_it(wall, cases):
    for _ in range(3):
        reported()
    seal_pending(timezone.now())
    keep_up(timezone.now())
    page = wall()

    page.click("[data-hot]")

    expect(page.locator("[data-spots-table] tbody tr")).to_have_count(1)
    expect(page.locator("[data-spots-table]")).to_contain_text("6")
    assert page.locator("[data-hot]").get_attribute("aria-pressed") == "true"
    assert_accessible(page)


def test_without_a_script_links_and_tables_do_the_work(wall, cases):
    page = wall(size=DESKTOP, javascript=False)
    assert page.locator(".cmd-hours table").is_visible()

    page.locator("a[data-row]").first.click()

    assert "in=900101" in page.url
    assert here(page) != "东县"


def test_nothing_is_loaded_from_another_host(wall, served, cases):
    asked = []
    page = wall(path="/desk/map")
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/command")
    page.wait_for_selector("[data-map][data-ready]")

    assert any("/town/" in url and url.endswith(".mvt") for url in asked)
    assert [url for url in asked if not url.startswith((served.url, "blob:", "data:"))] == []


def test_the_pages_behind_the_wall_are_accessible(visitor, cases):
    page = visitor(size=DESKTOP)
    sign_in(page, SUPERVISOR)
    for path in ("/command/work?light=all", "/command/plan", "/command/report"):
        page.goto(path)
        for size in (DESKTOP, PHONE):
            assert resized(page, size)[1] <= size[0], path
            assert_accessible(page)


def test_the_plan_is_printed_on_one_sheet_of_a3(visitor, cases):
    page = visitor(size=DESKTOP)
    sign_in(page, SUPERVISOR)
    page.goto("/command/plan")

    printed = page.pdf(prefer_css_page_size=True)

    boxes = {
        tuple(map(float, box))
        for box in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    }
    a3 = (1190.55, 841.89)
    assert any(abs(w - a3[0]) < 2 and abs(h - a3[1]) < 2 for w, h in boxes)
