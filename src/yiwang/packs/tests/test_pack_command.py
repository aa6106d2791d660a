"""`yiwang pack …` as an administrator uses it."""

import pytest
from click.testing import CliRunner
from django.utils.translation import override

from yiwang.config.cli.pack import pack as command
from yiwang.structure.administration.kinds.post_types import PostTypes
from yiwang.structure.administration.tests.tables import applied, workbook
from yiwang.structure.posts.models import PostType
from yiwang.structure.territory.models import Area


@pytest.fixture(autouse=True)
def _in_english(own_database):
    """Commands commit, and close their connections."""
    with override("en"):
        yield


def run(*words, **more):
    return CliRunner().invoke(command, [str(word) for word in words], **more)


def test_list_tells_what_is_installed():
    lines = run("list").stdout.splitlines()

    assert [line.split()[0] for line in lines] == [
        "blank",
        "chongqing",
        "general",
        "jiamusi",
        "runzhou",
        "songgang",
        "xinhua",
        "yuhang",
        "zhuanqiao",
        "testland",
    ]
    assert lines[9].split()[1:] == ["1,", "2026-01-05"]


def test_check_says_that_nothing_is_wrong(testland):
    result = run("check", testland.path)

    assert result.exit_code == 0
    assert result.stdout.startswith("testland 1: 26 areas, 21 organizations, 35 posts, 36 people")


def test_check_lists_every_fault(testland):
    testland.replace("case_types.csv", "3 work_day", "3 days")
    testland.replace("registers/triage.toml", 'nature = "small"', 'nature = "tiny"')

    result = run("check", testland.path)

    assert result.exit_code == 1
    assert [line.split(" ")[0] for line in result.stderr.splitlines()[1:]] == [
        "case_types.csv:6:",
        "registers/triage.toml:17:",
    ]


def test_install_shows_the_changes_and_asks_first(testland):
    testland.append("areas.csv", "9001010103,90010101,grid,第三网格,Grid 3,\n")

    result = run("install", testland.path, input="n\n")

    assert "基础网格" in result.stdout
    assert "+ 第三网格" in result.stdout
    assert not Area.objects.filter(code="9001010103").exists()
    run("install", testland.path, input="y\n")
    assert Area.objects.filter(code="9001010103").exists()


def test_install_again_has_nothing_to_change(testland):
    run("install", testland.path, "--yes")

    assert run("install", testland.path, "--yes").stdout == "testland 1: nothing to change.\n"


def test_a_pack_that_is_nowhere_is_refused():
    result = run("check", "atlantis")

    assert (result.exit_code, result.stderr) == (
        1,
        "There is no pack atlantis: give the folder of a pack, or one of: blank, chongqing, "
        "general, jiamusi, runzhou, songgang, xinhua, yuhang, zhuanqiao.\n",
    )


def test_what_people_changed_is_named_and_overwritten_only_when_it_is_said(testland):
    kind, row = PostTypes(), ["verifier", "Checker, as changed"]
    applied(kind, workbook(["key", "name"], row))
    testland.replace("posts.toml", 'name = "派遣员"', 'name = "派单员"')

    kept = run("install", testland.path, "--yes")
    overwritten = run("install", testland.path, "--yes", "--overwrite")

    assert "kept as people changed it (1): Checker, as changed" in kept.stdout
    assert "kept" not in overwritten.stdout
    assert PostType.objects.get(key="verifier").name == "核查员"
