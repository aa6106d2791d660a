"""Copies of testland to change at will."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
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
    shutil.copy(packs / "jiamusi" / "workflows" / "five_step.toml", folder.path)
    folder.replace("pack.toml", "../../src/yiwang/packs/jiamusi/workflows/", "")
    folder.replace("pack.toml", "../../src", str(ROOT / "src"))
    return folder
