"""Boards come with a pack: added, corrected and removed as it says, and refused where they are
wrong."""

import shutil

import pytest
from django.utils import timezone
from tests.databases import TESTLAND

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.insight.boards.actions.load_boards import load_boards
from yiwang.insight.boards.described import BoardPart, GroupPart
from yiwang.insight.boards.queries import boards
from yiwang.packs.actions import install_pack
from yiwang.packs.loader.faults import FaultyPack
from yiwang.packs.loader.read import read_pack

pytestmark = pytest.mark.django_db
BOARD = """
[[boards]]
key = "safety"
name = "平安"
name_en = "Safety"
colours = ["on_time_rate"]
kinds = ["housing"]

[[boards.groups]]
figures = ["resolution_rate"]
"""


def part(key="safety", name="平安"):
    groups = [GroupPart(figures=["resolution_rate"])]
    return BoardPart(key=key, name=name, name_en="Safety", groups=groups, colours=["on_time_rate"])


def load(*parts):
    return load_boards(parts, actor=SYSTEM, now=timezone.now())


@pytest.fixture
def pack(tmp_path):
    """`pack(text)`: testland with such boards."""

    def written(text):
        folder = shutil.copytree(TESTLAND, tmp_path / "pack")
        manifest = folder / "pack.toml"
        stated = manifest.read_text("utf-8").replace("../../src", str(TESTLAND.parents[1] / "src"))
        manifest.write_text(f'boards = "boards.toml"\n{stated}', "utf-8")
        (folder / "boards.toml").write_text(text, "utf-8")
        return folder

    return written


def test_an_installation_without_boards_has_the_standard_one():
    assert [board.label for board in boards()] == ["运行总览"]


def test_boards_are_added_corrected_and_removed_and_that_is_recorded():
    added, same = load(part(), part("party", "党建")), load(part(), part("party", "党建"))
    changed = load(part(name="平安法治"))

    assert (added.added, same.added, same.changed) == (2, 0, 0)
    assert (changed.changed, changed.ended) == (1, 1)
    assert [board.label for board in boards()] == ["平安法治"]
    names = Record.objects.filter(subject="boards.board").order_by("id").values_list("name")
    assert [name for (name,) in names] == ["boards.board.loaded"] * 3 + ["boards.board.removed"]


def test_a_pack_brings_its_boards(pack):
    install_pack(pack(BOARD), actor=SYSTEM, now=timezone.now())

    [board] = boards()
    assert (board.key, board.kinds, len(board.panels)) == ("safety", ["housing"], 9)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('kinds = ["nonsense"]', "没有事项类型 nonsense"),
        ('panels = ["nonsense"]', "nonsense"),
        ("colours = []", ""),
    ],
)
def test_what_cannot_be_is_named_with_its_place(pack, wrong, said):
    line = wrong.partition(" ")[0]
    kept = [each for each in BOARD.splitlines() if not each.startswith(line)]
    place = kept.index('name_en = "Safety"')
    text = "\n".join([*kept[:place], wrong, *kept[place:]])

    with pytest.raises(FaultyPack) as refused:
        read_pack(pack(text))

    assert "boards.toml:" in str(refused.value)
    assert said in str(refused.value)


def test_a_figure_that_there_is_not_is_refused_and_nothing_is_installed(pack):
    wrong = BOARD.replace('["resolution_rate"]', '["happiness"]')

    with pytest.raises(FaultyPack) as refused:
        install_pack(pack(wrong), actor=SYSTEM, now=timezone.now())

    assert "happiness" in str(refused.value)
    assert [board.label for board in boards()] == ["运行总览"]
