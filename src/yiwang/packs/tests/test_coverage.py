"""What counts as shown: listed in the pack, and carried by a living test."""

import json

import pytest
from click.testing import CliRunner

from yiwang.config.cli.pack import pack as command
from yiwang.packs.coverage import coverage_of, marked_tests, unknown_ids
from yiwang.packs.shelf import SHELF, shipped_packs

LIST = """
[[mechanisms]]
id = "TST-1"
says = "One thing."
carried_by = ["cases"]
test = "src/app/tests/test_one.py::test_shown"

[[mechanisms]]
id = "TST-2"
says = "Another."
carried_by = ["venues"]
"""
SHOWN = """
import pytest

@pytest.mark.mechanism("TST-1")
def test_shown():
    pass
"""


@pytest.fixture
def root(tmp_path):
    """A repository with one pack and one test."""
    (tmp_path / "src" / "app" / "tests").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tst").mkdir()
    (tmp_path / "tst" / "mechanisms.toml").write_text(LIST)
    write(tmp_path, SHOWN)
    return tmp_path


def write(root, text):
    (root / "src" / "app" / "tests" / "test_one.py").write_text(text)


def coverage(root):
    return coverage_of(root / "tst", marked_tests(root))


def test_a_mechanism_with_a_living_test_is_shown(root):
    found = coverage(root)

    assert (found.total, found.shown, found.open, found.faults) == (2, ("TST-1",), ("TST-2",), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        SHOWN.replace("@pytest.mark.mechanism", "@pytest.mark.skip\n@pytest.mark.mechanism"),
        SHOWN.replace("test_shown", "shown"),
    ],
    ids=["gone", "skipped", "no test"],
)
def test_a_claim_without_a_living_test_is_a_fault(root, text):
    write(root, text)

    found = coverage(root)

    assert (found.shown, len(found.faults)) == ((), 1)
    assert "TST-1" in found.faults[0]


def test_a_mark_on_the_whole_module_counts(root):
    write(root, 'import pytest\npytestmark = [pytest.mark.mechanism("TST-1", "TST-2")]\n'
          "def test_shown():\n    pass\n")  # fmt: skip

    assert coverage(root).shown == ("TST-1", "TST-2")


def test_a_mark_for_an_unknown_mechanism_is_a_fault(root):
    write(root, SHOWN.replace("TST-1", "TST-9"))
    tests = marked_tests(root)

    (fault,) = unknown_ids(tests, [coverage_of(root / "tst", tests)])

    assert "TST-9" in fault


def test_the_command_counts_every_mechanism_of_jiamusi():
    result = CliRunner().invoke(command, ["coverage", "--json"])

    assert result.exit_code == 0, result.stderr
    packs = json.loads(result.stdout)["packs"]
    assert {each["key"]: each["total"] for each in packs} == {
        "chongqing": 34,
        "general": 25,
        "jiamusi": 93,
        "runzhou": 59,
        "songgang": 90,
        "xinhua": 66,
        "yuhang": 36,
        "zhuanqiao": 98,
    }
    assert all(each["shown"] + len(each["open"]) == each["total"] for each in packs)


def test_every_shipped_pack_has_its_own_folder():
    assert {SHELF / "blank", SHELF / "jiamusi"} < set(shipped_packs())
