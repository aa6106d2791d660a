"""Findings are made once in a state of their net, and kept for every process."""

import json
from dataclasses import replace

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.checked import findings_in
from yiwang.structure.territory.partition import partition_check
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.tests.land import LAND, NOON, box, land_rows


@pytest.fixture
def folder(settings, tmp_path):
    settings.TILES_ROOT = tmp_path
    return tmp_path / "trial" / "checked"


def narrowed():
    """The northern grid leaves a strip of its town to nobody."""
    return [*land_rows()[:4], box("WN", "grid", "W", (130.0, 46.06, 130.1, 46.1))]


def test_findings_are_read_again_without_any_area(land, folder, django_assert_num_queries):
    load_net(LAND, narrowed(), actor=SYSTEM, now=NOON)
    first = findings_in(land)

    with django_assert_num_queries(1):
        again = findings_in(land)

    assert [(each.kind, each.codes) for each in first] == [("gap", ("W",))]
    assert again == first


def test_a_change_of_the_net_makes_them_anew_and_removes_the_former(land, folder):
    assert findings_in(land) == []
    [before] = folder.iterdir()

    load_net(LAND, narrowed(), actor=SYSTEM, now=NOON)

    assert [each.kind for each in findings_in(land)] == ["gap"]
    [after] = folder.iterdir()
    assert after != before


def test_what_earlier_releases_kept_elsewhere_is_removed(land, folder):
    former = folder.parent / "findings"
    former.mkdir(parents=True)
    (former / "1-2-3.json").write_text("[]")

    findings_in(land)

    assert [each.name for each in folder.parent.iterdir()] == ["checked"]


def test_an_area_without_a_boundary_is_told_without_a_place(land, folder):
    rows = land_rows()
    rows[-1] = replace(rows[-1], geometry=None, lng=None, lat=None)
    load_net(LAND, rows, actor=SYSTEM, now=NOON)

    found = findings_in(land)

    assert findings_in(land) == found
    assert [each.at for each in found if each.kind == "undrawn"] == [None]


def test_after_a_change_only_what_lies_beside_it_is_looked_at(land, folder):
    rows = [*land_rows(), box("ES", "grid", "E", (130.1, 46.0, 130.2, 46.06))]
    load_net(LAND, rows, actor=SYSTEM, now=NOON)
    assert findings_in(land) == partition_check(land)
    [kept] = folder.iterdir()
    marked = json.loads(kept.read_text())
    marked["E"][1] = [["gap", ["E"], 4711, None]]
    kept.write_text(json.dumps(marked))

    load_net(LAND, [*narrowed(), rows[-1]], actor=SYSTEM, now=NOON)

    told = [(each.kind, each.codes, each.square_metres) for each in findings_in(land)]
    assert told == [("gap", ("E",), 4711), ("gap", ("W",), 8_600_523)]


def test_a_net_that_divides_the_ground_from_now_on_is_looked_at_anew(land, folder):
    load_net(replace(LAND, is_partition=False), narrowed(), actor=SYSTEM, now=NOON)
    assert findings_in(net_named("trial")) == []

    load_net(LAND, narrowed(), actor=SYSTEM, now=NOON)

    assert [each.kind for each in findings_in(net_named("trial"))] == ["gap"]
