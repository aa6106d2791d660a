"""A real server on a database of its own, and a real browser in front of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browsers import FOUND
from tests.servers import Served

# Playwright's own event loop runs in this thread; nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE = 60_000  # milliseconds; a machine at work on something else is no fault
PHONE, DESKTOP, WALL = (390, 844), (1440, 900), (1920, 1080)


@pytest.fixture
def served(own_database: str) -> Iterator[Served]:
    """The program as people run it, over testland, in a process of its own."""
    server = Served(own_database)
    yield server
    server.end()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that was found before the tests began (see `tests/browsers.py`)."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ[FOUND], args=FLAGS)
        yield browser
        browser.close()


Visitor = Callable[..., Page]


@pytest.fixture
def visitor(browser: Browser, served: Served) -> Iterator[Visitor]:
    """`visitor(size=PHONE, javascript=True, language="zh-CN")` is somebody with a browser of
    their own: no cookies shared with anybody else."""
    contexts: list[BrowserContext] = []

    def arrive(
        *, size: tuple[int, int] = PHONE, javascript: bool = True, language: str = "zh-CN"
    ) -> Page:
        context = browser.new_context(
            base_url=served.url,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            locale=language,
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def at_desk(visitor: Visitor) -> Callable[[str], Page]:
    """`at_desk("clerk.90010101")` is a signed-in member of staff; each signs in once."""
    cast: dict[str, Page] = {}

    def come(username: str) -> Page:
        if username not in cast:
            cast[username] = visitor(size=DESKTOP)
            sign_in(cast[username], username)
        return cast[username]

    return come


@pytest.fixture
def kept_phone(visitor: Visitor) -> Callable[..., Page]:
    """`kept_phone("zj.9001")` is a worker whose phone was brought up to date."""

    def come(username: str, **how: object) -> Page:
        page = visitor(**{"size": PHONE} | how)
        sign_in(page, username)
        up_to_date(page)
        return page

    return come


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """Somebody on a phone."""
    return visitor()


def sign_in(page: Page, username: str, password: str = "yiwang-demo") -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def up_to_date(page: Page, address: str = "/work/") -> None:
    """Open a page, and wait until the phone has kept what it may."""
    page.goto(address)
    page.wait_for_selector("#signal[data-ready=told]", state="attached")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    if page.evaluate("navigator.serviceWorker.controller === null"):  # it came while this opened
        page.reload()
        page.wait_for_selector("#signal[data-ready=told]", state="attached")


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA that axe can find on the page as it is now."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", AXE_RULES
    )
    assert [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in found["violations"]
        for node in violation["nodes"]
    ] == []
