"""`yiwang territory import` as an administrator uses it."""

import pytest
import shapely
from click.testing import CliRunner

from yiwang.config.cli.territory import territory as command
from yiwang.structure.territory.models import Area, AreaLink
from yiwang.structure.territory.tests.deliveries import drawn, table

WEST = shapely.box(130.0, 46.0, 130.02, 46.1)
MIDDLE = shapely.box(130.02, 46.0, 130.05, 46.1)
REDRAWN = [("9001010101", "第一网格", WEST), ("9001010103", "第三网格", MIDDLE)]


@pytest.fixture(autouse=True)
def _of_this_test(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


def run(*words, **more):
    words = ["import", *map(str, words), "--net", "base", "--language", "en"]
    return CliRunner().invoke(command, words, **more)


def test_import_shows_the_change_and_asks_first(tmp_path):
    path = drawn(tmp_path / "grids.shp", REDRAWN)
    options = [path, "--level", "grid", "--below", "90010101"]

    result = run(*options, input="n\n")

    assert result.stdout.splitlines()[:4] == [
        "China Geodetic Coordinate System 2000 → WGS-84",
        "+ 9001010103 第三网格",
        "~ 9001010101 第一网格: boundary moved, 60.0 % of its ground",
        "基础网格: +1 ~1 -0",
    ]
    assert not Area.objects.filter(code="9001010103").exists()
    run(*options, input="y\n")
    assert Area.objects.get(code="9001010103").parent.code == "90010101"


def test_import_again_has_nothing_to_change(tmp_path):
    path = drawn(tmp_path / "grids.shp", REDRAWN)
    options = [path, "--level", "grid", "--below", "90010101", "--yes"]
    run(*options)

    assert run(*options).stdout.splitlines()[-1] == "基础网格: +0 ~0 -0"


def test_import_lists_every_row_at_fault_and_leaves_with_1(tmp_path):
    path = table(
        tmp_path / "grids.csv",
        [["code", "parent", "level", "name"], ["X", "W", "grid", "一"], ["X", "W", "grid", "二"]],
        encoding="gb18030",
    )

    result = run(path, "--yes")

    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            "The file has faults; nothing was changed.",
            "Row 2: The area above is not in the list. Add it, or correct its code.",
            "Row 3: The code X is in row 2 already: give each its own.",
        ],
    )
    assert not Area.objects.filter(code="X").exists()


def test_import_says_how_a_column_is_named(tmp_path):
    path = table(tmp_path / "grids.csv", [["BSM", "name"], ["9001010101", "新名"]])

    assert run(path, "--column", "BSM").exit_code == 2
    assert run(path, "--column", "code=BSM", "--yes").exit_code == 0
    assert Area.objects.get(code="9001010101").name == "新名"


def test_a_net_is_added_proposed_accepted_and_linked(tmp_path):
    proposal = tmp_path / "proposal.csv"
    levels = ["--level", "party_area=党建网格"]
    made = run_plain("add-net", "party", "--name", "党建网", "--kind", "party", *levels)
    assert (made.exit_code, made.stderr) == (0, "")

    group = ["--net", "base", "--level", "grid", "--into", 4, "--name", "第{number}党建网格"]
    result = run_plain("group", *group, "-o", proposal)
    assert result.stderr.splitlines()[-1] == "4 groups, weights 3 – 3"
    aggregate = ["aggregate", proposal, "--net", "party", "--of", "base", "--yes"]
    assert run_plain(*aggregate).stdout.splitlines()[-1] == "党建网: +4 ~0 -0"
    linked = run_plain("link", "--net", "road", "--to", "party", "--yes")

    assert "R1 overlaps" in linked.stdout
    assert AreaLink.objects.filter(kind="aggregates").count() == 12
    names = [line.split()[0] for line in run_plain("nets").stdout.splitlines()]
    assert names == ["*", "party", "road"]


def run_plain(*words):
    return CliRunner().invoke(command, [*map(str, words), "--language", "en"])


def test_a_redrawing_is_drafted_shown_with_what_it_touches_and_discarded(tmp_path):
    path = drawn(tmp_path / "grids.shp", [("9001010103", "新一网格", WEST.union(MIDDLE))])
    options = [path, "--level", "grid", "--below", "90010101", "--replace", "--yes"]

    shown = run(*options, "--on", "2099-01-05", "--reason", "merged").stdout.splitlines()

    assert "9001010101 第一网格 → 9001010103 新一网格: follows 100 %" in shown
    assert shown[-1] == "Touched: 0 open cases, 2 posts, 0 register entries"
    first = run_plain("versions", "--net", "base").stdout.splitlines()[0]
    assert first.startswith("2099-01-05  #")
    assert first.endswith("scheduled    grids.zip  merged")
    draft = first.split("#")[1].split()[0]
    assert run_plain("discard", draft).exit_code == 0
    assert run_plain("discard", draft).exit_code == 1
    assert Area.objects.get(code="9001010101").valid_to is None


def test_the_history_of_an_area_is_told(tmp_path):
    run(table(tmp_path / "names.csv", [["code", "name"], ["9001010101", "新名"]]), "--yes")

    lines = run_plain("history", "9001010101", "--net", "base").stdout.splitlines()

    assert lines[0].endswith("begins 新名")
    assert lines[1].endswith("changes, version 2; was called 第一网格")


def test_cases_are_placed_anew_on_request():
    result = run_plain("place-anew", "--net", "base")

    assert result.stdout == "0 open cases were placed in an older version.\n"


def test_a_sound_net_is_told_and_leaves_with_0():
    result = run_plain("check", "--net", "base")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "基础网格: sound")


def test_a_gap_is_listed_and_leaves_with_1(tmp_path):
    run(drawn(tmp_path / "grids.shp", [("9001010101", "第一网格", WEST)]), "--yes")

    result = run_plain("check", "--net", "base")

    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("gap      90010101  2")
    assert lines[-1] == "基础网格: 1 gap"


def test_a_point_is_located_in_every_net():
    found = run_plain("locate", 130.049, 46.05)
    outside = run_plain("locate", 129.9995, 46.05, "--snap", 100)

    first = found.stdout.splitlines()[0]
    assert first.startswith("base            Testland / East County / Hekou Town")
    assert first.endswith("Grid 1  (77.3 m)")
    assert "m outside)" in outside.stdout.splitlines()[0]
