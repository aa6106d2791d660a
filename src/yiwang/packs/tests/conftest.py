"""Copies of testland to change at will, and the territories of shipped packs to stand in."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.territories import in_territory

ROOT = Path(__file__).parents[4]
WORKFLOWS = ("five_step.toml", "demand.toml", "admission_end.toml")  # shared with Jiamusi
TESTLAND = ROOT / "tests" / "testland"


class Folder:
    """A pack's folder, edited by replacing words."""

    def __init__(self, path):
        self.path = path

    def replace(self, name, old, new):
        text = (self.path / name).read_text()
        assert old in text, (name, old)
        (self.path / name).write_text(text.replace(old, new, 1))

    def append(self, name, text):
        with (self.path / name).open("a") as file:
            file.write(text)


@pytest.fixture
def testland(tmp_path):
    """A copy of testland with its calendar and workflow beside it."""
    folder = Folder(tmp_path / "testland")
    shutil.copytree(TESTLAND, folder.path)
    packs = ROOT / "src" / "yiwang" / "packs"
    for name in WORKFLOWS:
        shutil.copy(packs / "jiamusi" / "workflows" / name, folder.path)
        folder.replace("pack.toml", f"../../src/yiwang/packs/jiamusi/workflows/{name}", name)
    for _ in ("calendar", "lists of cards", "kinds of notices"):
        folder.replace("pack.toml", "../../src", str(ROOT / "src"))
    return folder


@pytest.fixture
def enter(django_db_setup, django_db_blocker) -> Iterator[Callable[[str], None]]:
    """Enter the territory of a shipped pack by its key; nothing done there stays."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        yield lambda key: stack.enter_context(in_territory(key))


@pytest.fixture
def photo():
    """A green picture."""
    from yiwang.foundation.files.photos import check_photo

    content = BytesIO()
    Image.new("RGB", (400, 300), "green").save(content, "JPEG")
    content.seek(0)
    return check_photo(content)
