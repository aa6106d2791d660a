"""Takes the pictures of the documents from a running program: `take.py http://127.0.0.1:8000`.

Needs the demonstration of Jiamusi and Chromium; run it again whenever the pages change. A test
takes those of the board too, of the small territory of the tests (`tests/journeys`).
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
BOARDS = (
    ("1920", (1920, 1080), "light"),
    ("3840", (3840, 1080), "dark"),
    ("390", (390, 844), "light"),
)
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


def main(address: str) -> None:
    """The desk's case page and the resident's first page, in both languages."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for short, language in LANGUAGES.items():
            take_case(browser, address, language, FOLDER / f"desk-case.{short}.png")
            take_home(browser, address, language, FOLDER / f"resident-home.{short}.png")
        take_boards(browser, address, "jiamusi.supervisor", FOLDER)
        browser.close()


def take_case(browser: Browser, address: str, language: str, target: Path) -> None:
    """A dispatcher looks at the most urgent case of the inbox."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1440, "height": 1000},
        locale=language,
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "yongan.dispatcher")
    page.fill("input[name=password]", "yiwang-demo")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto("/desk/")
    found = page.locator("a[href^='/desk/cases/']").first.get_attribute("href") or ""
    page.goto(found.split("?")[0].replace("/panel", "/"))
    page.wait_for_timeout(2000)
    page.screenshot(path=target)
    context.close()


def take_home(browser: Browser, address: str, language: str, target: Path) -> None:
    """What a resident sees first, on a phone."""
    context = browser.new_context(
        base_url=address, viewport={"width": 390, "height": 844}, locale=language
    )
    page = context.new_page()
    page.goto("/")
    page.wait_for_timeout(500)
    page.screenshot(path=target)
    context.close()


def take_boards(browser: Browser, address: str, username: str, folder: Path) -> list[Path]:
    """The board of a supervisor on a wall in daylight, on a double wall in the dark, on a phone."""
    taken = []
    for name, size, theme in BOARDS:
        context = browser.new_context(
            base_url=address,
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme=theme,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", "yiwang-demo")
        page.locator("main button[type=submit]").first.click()
        page.wait_for_load_state()
        page.goto("/command?colour=reported_cases&days=year")
        page.wait_for_selector("[data-map][data-ready]")
        page.wait_for_timeout(1000)
        target = folder / f"board-{name}.png"
        page.screenshot(path=target)
        taken.append(target)
        context.close()
    return taken


if __name__ == "__main__":
    main(sys.argv[1])
