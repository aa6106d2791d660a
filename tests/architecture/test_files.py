"""What no file of the repository holds."""

from pathlib import Path

import pytest

from tests.architecture import checks_files as checks
from tests.architecture.sources import text_of, tracked, unexcused

PAGES = {".html", ".js", ".css", ".svg", ".json", ".webmanifest"}
LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json")


def faults_in(paths, check) -> list[tuple[str, str]]:
    return [fault for path in paths for fault in check(path, text_of(path))]


def test_pages_scripts_and_styles_name_no_other_host():
    ours = [
        path
        for path in tracked()
        if path.startswith("src/yiwang/portals/") and Path(path).suffix in PAGES
    ]

    assert len(ours) > 10
    left = unexcused("hosts", faults_in(ours, checks.other_hosts))
    assert not left, left


def test_lock_files_name_no_registry():
    assert set(LOCKS) <= set(tracked())
    assert faults_in(LOCKS, checks.registry_addresses) == []


def test_no_file_holds_a_path_of_one_machine():
    others = [path for path in tracked() if not path.startswith("tests/architecture/")]

    left = unexcused("machine_paths", faults_in(others, checks.machine_paths))
    assert not left, left


def test_nothing_is_left_unfinished():
    ours = [path for path in tracked() if path not in LOCKS and not path.endswith(".csv")]

    left = unexcused("unfinished", faults_in(ours, checks.unfinished))
    assert not left, left


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example.com/x.js">',
        '<link href="//fonts.example.com/x.css">',
        "@import url(http://example.com/x.css)",
    ],
)
def test_other_hosts_are_found(line):
    assert len(list(checks.other_hosts("a.html", line))) == 1


@pytest.mark.parametrize(
    "line", ['<svg xmlns="http://www.w3.org/2000/svg">', "// a comment", '<a href="/report">']
)
def test_own_addresses_and_namespaces_are_not(line):
    assert list(checks.other_hosts("a.html", line)) == []


def test_registry_addresses_are_found():
    resolved = '{"packages": {"node_modules/x": {"resolved": "https://example.com/x.tgz"}}}'

    assert list(checks.registry_addresses("package-lock.json", resolved))
    assert list(checks.registry_addresses("requirements.lock", "--index-url https://example.com"))
    assert list(checks.registry_addresses("requirements.lock", "x @ https://example.com/x.whl"))
    assert list(checks.registry_addresses("requirements.lock", "x==1 --hash=sha256:0")) == []


@pytest.mark.parametrize("path", ["/home/li/yiwang", "/root/.cache", "/Users/li/x"])
def test_machine_paths_are_found(path):
    assert list(checks.machine_paths("a.md", f"cd {path}"))
    assert list(checks.machine_paths("a.md", "GET /work/tasks")) == []


@pytest.mark.parametrize("note", ["todo", "fixme"])
def test_unfinished_notes_are_found(note):
    assert list(checks.unfinished("a.py", f"# {note.upper()}: later"))
    assert list(checks.unfinished("a.py", "# to do so is fine")) == []
