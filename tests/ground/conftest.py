"""Folders of their own for installations, short enough for a socket."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ground.people import IS_ROOT, Person, is_running, ordinary_user, postmaster


@pytest.fixture(params=["root", "an ordinary user"] if IS_ROOT else ["an ordinary user"])
def person(request: pytest.FixtureRequest) -> Person:
    """Whoever runs the tests; when that is root, also an ordinary user."""
    return Person() if request.param == "root" else ordinary_user()


@pytest.fixture
def home(request: pytest.FixtureRequest) -> Iterator[Path]:
    """An empty `YIWANG_HOME` that belongs to the test's person."""
    with folder_of_its_own() as folder:
        if "person" in request.fixturenames:
            request.getfixturevalue("person").own(folder)
        yield folder


@pytest.fixture(scope="module")
def lived_in() -> Iterator[Path]:
    """A `YIWANG_HOME` that the tests of one module share one after the other."""
    with folder_of_its_own() as folder:
        yield folder


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """A folder with a short name; no engine outlives it."""
    folder = Path(tempfile.mkdtemp(prefix="yiwang-ground-"))
    try:
        yield folder
    finally:
        if is_running(folder):
            postmaster(folder).kill()
        shutil.rmtree(folder, ignore_errors=True)
