"""Folders of their own for installations, short enough for a socket."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground.people import IS_ROOT, Person, is_running, ordinary_user, postmaster


@pytest.fixture(params=["root", "an ordinary user"] if IS_ROOT else ["an ordinary user"])
def person(request: pytest.FixtureRequest) -> Person:
    """Whoever runs the tests; when that is root, also an ordinary user."""
    return Person() if request.param == "root" else ordinary_user()


@pytest.fixture
def home(request: pytest.FixtureRequest) -> Iterator[Path]:
    """An empty `YIWANG_HOME` that belongs to the test's person; no engine outlives the test."""
    folder = Path(tempfile.mkdtemp(prefix="yiwang-ground-"))
    if "person" in request.fixturenames:
        request.getfixturevalue("person").own(folder)
    yield folder
    if is_running(folder) and (folder / "postgres" / "postmaster.pid").exists():
        postmaster(folder).kill()
    shutil.rmtree(folder, ignore_errors=True)
