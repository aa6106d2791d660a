"""Takes the pictures of the documents from a running program: `take.py http://127.0.0.1:8000`.

Needs the demonstration of Jiamusi and Chromium; run it again whenever the pages change.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


def main(address: str) -> None:
    """The desk's case page and the resident's first page, in both languages."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for short, language in LANGUAGES.items():
            take_case(browser, address, language, FOLDER / f"desk-case.{short}.png")
            take_home(browser, address, language, FOLDER / f"resident-home.{short}.png")
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


if __name__ == "__main__":
    main(sys.argv[1])
