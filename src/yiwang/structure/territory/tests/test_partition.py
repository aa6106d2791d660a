from dataclasses import replace

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.partition import Finding, findings_of, partition_check
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.tests.land import LAND, NOON, box, land_rows


def north(bounds):
    """The small land with another northern grid; the eastern town has no grids."""
    return findings_of([*land_rows()[:4], box("WN", "grid", "W", bounds)])


def test_a_sound_net_has_no_findings(land, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert partition_check(land) == []


def test_an_overlap_names_both_areas_the_ground_and_where_it_is():
    ((finding),) = north((130.0, 46.04, 130.1, 46.1))

    assert finding == Finding("overlap", ("WS", "WN"), 8_600_523, finding.at)
    assert shapely.box(130.0, 46.04, 130.1, 46.05).contains(shapely.Point(finding.at))


def test_a_gap_names_the_parent_and_the_ground():
    ((finding),) = north((130.0, 46.06, 130.1, 46.1))

    assert finding == Finding("gap", ("W",), 8_600_523, finding.at)
    assert shapely.box(130.0, 46.05, 130.1, 46.06).contains(shapely.Point(finding.at))


def test_ground_beyond_the_parent_is_told_of_the_one_that_has_it():
    findings = north((130.0, 46.05, 130.1, 46.11))

    assert [(each.kind, each.codes) for each in findings] == [("beyond", ("WN", "W"))]


def test_a_border_drawn_twice_a_metre_apart_is_a_sliver():
    findings = north((130.0, 46.05001, 130.1, 46.1))

    assert [(each.kind, each.codes) for each in findings] == [("sliver", ("W",))]


def test_a_crumb_of_an_area_is_a_sliver():
    rows = land_rows()
    crumb = shapely.box(130.15, 46.05, 130.1501, 46.0501)
    shape = shapely.MultiPolygon([shapely.box(130.0, 46.05, 130.1, 46.1), crumb])
    rows[4] = replace(rows[4], geometry=shape.wkb)

    crumbs = [each for each in findings_of(rows) if each.codes == ("WN",)]

    assert [(each.kind, each.square_metres) for each in crumbs] == [("sliver", 86)]


def test_a_difference_nobody_lives_in_is_no_finding():
    assert north((130.0, 46.05000001, 130.1, 46.1)) == []


@pytest.mark.parametrize(("wide", "kind"), [(0.001, "small"), (0.5, "large")])
def test_an_area_of_another_size_than_its_siblings_is_told(wide, kind):
    usual = [box(f"G{n}", "grid", None, (130 + n, 46, 130.02 + n, 46.02)) for n in range(8)]
    odd = box("ODD", "grid", None, (140.0, 46, 140.0 + wide, 46.02))

    findings = findings_of([*usual, odd], divides=False)

    assert [(each.kind, each.codes) for each in findings] == [(kind, ("ODD",))]


def test_an_area_without_a_boundary_among_others_is_told():
    rows = [*land_rows()[:4], replace(land_rows()[4], geometry=None)]

    assert Finding("undrawn", ("WN",)) in findings_of(rows)


def test_a_net_of_lines_or_without_geometry_has_nothing_to_check(roads):
    assert partition_check(roads) == []
    assert findings_of([replace(row, geometry=None) for row in land_rows()]) == []


def test_areas_that_need_not_divide_the_ground_may_overlap(db):
    rows = [*land_rows()[:4], box("WN", "grid", "W", (130.0, 46.0, 130.1, 46.1))]
    load_net(replace(LAND, is_partition=False), rows, actor=SYSTEM, now=NOON)

    assert partition_check(net_named("trial")) == []
