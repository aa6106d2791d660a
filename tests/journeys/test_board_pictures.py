"""The pictures of the board in the documents are there, and are taken anew as anybody can."""

import runpy

import pytest
from django.utils import timezone
from PIL import Image

from tests.architecture.sources import ROOT
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import dispatched, reported

PICTURES = ROOT / "docs" / "pictures"
TAKE = runpy.run_path(str(PICTURES / "take.py"))
SIZES = {f"board-{name}.png": size for name, size, _theme in TAKE["BOARDS"]}


def test_the_board_is_taken_at_three_sizes_from_the_running_program(browser, served, tmp_path):
    dispatched("ZJ-9001")
    reported()
    seal_pending(timezone.now())
    keep_up(timezone.now())

    taken = TAKE["take_boards"](browser, served.url, "supervisor.9001", tmp_path)

    assert {path.name: Image.open(path).size for path in taken} == SIZES
    for path in taken:
        colours = Image.open(path).convert("RGB").getcolors(1 << 24)
        assert len(colours) > 200, path.name  # something is drawn on it


@pytest.mark.parametrize("name", SIZES)
def test_the_documents_show_it(name):
    assert Image.open(PICTURES / name).size == SIZES[name]
    pages = [ROOT / "README.md", ROOT / "README.zh-CN.md", *ROOT.glob("docs/how-to/*.md")]
    assert any(name in page.read_text("utf-8") for page in pages)
