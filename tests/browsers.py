"""Which browser the tests use, and what is said where there is none.

The system's Chromium, else Playwright's own. Where there is neither, the tests that need one are
left out and the last line says so; with `YIWANG_REQUIRE_BROWSER=1` nothing is run instead.
"""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome"]
FOUND = "YIWANG_TEST_BROWSER"  # found once, told to the other processes of the run
MISSING = (
    "no Chromium found: install one (Debian: apt-get install chromium fonts-noto-cjk), "
    "or run .venv/bin/playwright install chromium"
)


def pytest_configure(config: pytest.Config) -> None:
    if FOUND not in os.environ:
        os.environ[FOUND] = find_browser()
    if not os.environ[FOUND] and os.environ.get("YIWANG_REQUIRE_BROWSER") == "1":
        pytest.exit(f"Browser tests are required, but {MISSING}.", returncode=1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ[FOUND]:
        return
    left_out = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if not os.environ[FOUND] and "PYTEST_XDIST_WORKER" not in os.environ:
        config.get_terminal_writer().line(f"browser tests were not run: {MISSING}")


def find_browser() -> str:
    """The path of the Chromium to use; empty when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""
