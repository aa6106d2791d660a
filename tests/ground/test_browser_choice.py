"""Tests that need a browser run where there is one; where there is none, the last line says so."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest

@pytest.fixture
def browser():
    return "a browser"

def test_with(browser):
    assert browser

def test_without():
    pass
"""
OPTIONS = ["-p", "tests.browsers", "-p", "no:django", "-c", os.devnull, "-q"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run two tests, one with a browser, on a machine that has only what lies in `tmp_path`."""
    (tmp_path / "test_two.py").write_text(TESTS)
    for name in ("YIWANG_TEST_BROWSER", "PYTEST_XDIST_WORKER", "YIWANG_REQUIRE_BROWSER"):
        monkeypatch.delenv(name, raising=False)
    bare = {"PATH": str(tmp_path), "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}

    def run(*options: str, **env: str) -> tuple[int, str, str]:
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", *OPTIONS, *options, "test_two.py"],
            cwd=tmp_path, env=os.environ | bare | env, capture_output=True, text=True,
        )  # fmt: skip
        lines = ended.stdout.strip().splitlines() or [""]
        return ended.returncode, lines[-1], "\n".join(lines) + ended.stderr

    return run


@pytest.mark.parametrize("processes", [["-p", "no:xdist"], ["-n", "1"]])
def test_without_a_browser_the_rest_runs_and_the_last_line_says_so(run, processes):
    code, last, said = run(*processes)

    assert code == 0, said
    assert last.startswith("browser tests were not run: no Chromium found: install one")
    assert "1 passed" in said


def test_where_a_browser_is_required_its_absence_fails(run):
    code, _, said = run(YIWANG_REQUIRE_BROWSER="1")

    assert code == 1
    assert "Browser tests are required, but no Chromium found" in said
    assert "passed" not in said


def test_the_systems_browser_is_used(run, tmp_path: Path):
    chromium = tmp_path / "chromium-browser"
    chromium.write_text("#!/bin/sh\n")
    chromium.chmod(chromium.stat().st_mode | stat.S_IXUSR)

    code, last, said = run(YIWANG_REQUIRE_BROWSER="1")

    assert code == 0, said
    assert last.startswith("2 passed")
